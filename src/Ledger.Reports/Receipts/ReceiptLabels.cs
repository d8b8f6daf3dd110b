using Ledger.Policies;
using Ledger.Proofs;

namespace Ledger.Reports;

/// <summary>The words of a receipt's page.</summary>
static class ReceiptLabels
{
    public static readonly LocalText
        Title = new("Подтверждение согласия на обработку персональных данных", "Receipt of consent to the processing of personal data"),
        TheConsent = new("Согласие", "The consent"), PurposesTitle = new("Цели и данные", "Purposes and data"), Parties = new("Кто обрабатывает данные", "Who processes the data"),
        Storage = new("Где хранятся данные", "Where the data is stored"), HowToWithdraw = new("Как отозвать согласие", "How to withdraw consent"),
        HowToCheck = new("Как проверить это подтверждение", "How to check this receipt"),
        Person = new("Кто дал согласие (учётная запись у оператора)", "Who consented (account with the operator)"), ConsentId = new("Обозначение согласия", "Name of the consent"),
        State = new("Состояние", "State"), Given = new("Дано", "Given"), ValidUntil = new("Действует до", "Valid until"), UntilWithdrawn = new("отзыва или достижения целей", "withdrawn, or the purposes are achieved"),
        Form = new("Как выражено", "How it was expressed"), Channel = new("Где дано", "Where it was given"),
        Separate = new("Оформлено отдельно от других документов", "Separate from any other document"), GivenBy = new("Дал представитель", "Given by a representative"),
        LegalBasis = new("Правовое основание", "Legal basis"), LawRu = new("152-ФЗ, статья 6, часть 1, пункт 1; статья 9", "152-FZ, articles 6(1)(1) and 9"),
        LawDissemination = new("152-ФЗ, статья 10.1 (распространение)", "152-FZ, article 10.1 (dissemination)"), LawEu = new("GDPR, статья 6(1)(a)", "GDPR, article 6(1)(a)"),
        Edition = new("Редакция политики", "Edition of the policy"), Address = new("Адрес", "Address"), Purpose = new("Цель", "Purpose"), Clause = new("пункт", "clause"), PolicyClause = new("Пункт политики", "Clause of the policy"),
        Data = new("Данные", "Data"), Retention = new("Срок хранения", "How long it is kept"), Days = new("дней после окончания", "days after it ends"),
        Anonymised = new("используются только обезличенные данные", "only anonymised data is used"),
        OperatorName = new("Оператор", "Operator"), Contact = new("К кому обращаться", "Whom to write to"), Email = new("Электронная почта", "E-mail"), Phone = new("Телефон", "Telephone"),
        Inn = new("ИНН", "INN"), RegistryNumber = new("Номер в реестре операторов", "Number in the register of operators"),
        RecipientsTitle = new("Кому данные могут быть переданы по этому согласию", "To whom data may be passed under this consent"), Recipient = new("Получатель", "Recipient"), Kind = new("Кто это", "What it is"),
        Country = new("Страна", "Country"), NoRecipients = new("Передачу третьим лицам это согласие не разрешает.", "This consent lets data be passed to no third party."),
        SystemName = new("Информационная система", "Information system"), ByPolicy = new("по политике оператора", "by the operator's policy"),
        NotInForce = new("Это согласие больше не действует.", "This consent is no longer in force."), PartlyEnded = new("Часть этого согласия больше не действует: см. «Цели и данные».", "Part of this consent is no longer in force: see \"Purposes and data\"."),
        KeysDestroyed = new("Ключи данных, к которым относилось согласие, уничтожены: эти данные больше нельзя прочитать.", "Keys of data the consent was about were destroyed: that data cannot be read any more."),
        CheckText = new(
            "Эта страница – слова оператора. Доказательство – в файле подтверждения (JSON, по ISO/IEC TS 27560 или Kantara v1.1): в нём записи журнала, на которых оно основано, и доказательства их места в журнале. Попросите у оператора этот файл и проверьте его программой с открытым кодом: ledger verify ФАЙЛ --key КЛЮЧ. Отпечаток ключа сравните с опубликованным не на этой странице.",
            "This page is the operator's word. The proof is in the receipt file (JSON, by ISO/IEC TS 27560 or Kantara v1.1): it holds the records of the log that it rests on, and the proofs of their place there. Ask the operator for that file and check it with open software: ledger verify FILE --key KEY. Compare the key's fingerprint with the one published elsewhere than on this page."),
        Log = new("Журнал", "Log"), EntryNumber = new("Запись о согласии №", "Record of the consent, No."), LeafHash = new("Хеш записи (RFC 6962)", "Hash of the record (RFC 6962)"),
        Fingerprint = new("Отпечаток ключа журнала (SHA-256)", "Fingerprint of the log's key (SHA-256)"), ReceiptId = new("Номер подтверждения", "Id of the receipt"), RecordId = new("Номер согласия (ISO/IEC TS 27560)", "Id of the consent record (ISO/IEC TS 27560)"),
        Yes = new("да", "yes"), No = new("нет", "no");

    public static LocalText StateOf(ReceiptState state) => state switch
    {
        ReceiptState.Given => new("действует", "in force"),
        ReceiptState.Renewed => new("дано снова, действует", "given again, in force"),
        ReceiptState.Withdrawn => new("отозвано", "withdrawn"),
        _ => new("срок истёк", "expired"),
    };

    public static LocalText FormOf(string form) => form switch
    {
        "checkbox" => new("отметка в поле", "a box ticked"),
        "action" => new("действие: кнопка, ответ, код", "an action: a button, a reply, a code"),
        "electronic-signature" => new("электронный документ с электронной подписью", "an electronic document with an electronic signature"),
        "paper" => new("подпись на бумаге", "a signature on paper"),
        "voice" => new("устно, с записью", "spoken, recorded"),
        _ => new(form, form),
    };

    public static LocalText CapacityOf(string capacity) => capacity switch
    {
        "legal-representative" => new("законный представитель", "a legal representative"),
        "attorney" => new("по доверенности", "by power of attorney"),
        "heir" => new("наследник", "an heir"),
        _ => new(capacity, capacity),
    };

    public static LocalText KindOf(string kind) => kind switch
    {
        "state-body" => new("государственный орган", "a state body"),
        "processor" => new("обработчик по поручению оператора", "a processor on the operator's instruction"),
        "partner" => new("партнёр", "a partner"),
        "customer" => new("заказчик", "a customer"),
        "public" => new("неопределённый круг лиц", "anybody"),
        _ => new("организация", "an organisation"),
    };
}
