using Ledger.Policies;

namespace Ledger.Host.Reports.Processing;

/// <summary>The words of the record of processing.</summary>
static class ProcessingWords
{
    public static readonly LocalText Title = new("Перечень процессов обработки персональных данных", "Record of processing activities"),
        Law = new("п. 2 ч. 1 ст. 18.1 152-ФЗ; ст. 30(1) GDPR", "152-FZ art. 18.1(1)(2); GDPR art. 30(1)"), AsAt = new("По состоянию на", "As at"), Contact = new("Контакт для субъектов", "Contact for persons"),
        Edition = new("Редакция политики", "Edition of the policy"), InForce = new("Действует с", "In force from"), Address = new("Где опубликована", "Published at"), Hash = new("SHA-256 документа", "SHA-256 of the document"),
        NoEdition = new("На этот момент не действовала ни одна редакция политики: цели, категории и сроки обработки никем не объявлены.", "No edition of the policy was in force then: nobody declared purposes, categories or terms."),
        Unsaid = new("в журнале не указано", "not stated in the ledger");

    public static readonly LocalText Purpose = new("Цель", "Purpose"), Clause = new("Пункт политики", "Clause"), Categories = new("Категории данных", "Categories of data"), Subjects = new("Категории субъектов", "Categories of persons"),
        SubjectsText = new("пользователи сервисов: {0}; иные категории субъектов редакция не называет", "users of the services: {0}; the edition names no other categories of persons"), Grounds = new("Правовые основания", "Legal bases"),
        Methods = new("Способ обработки", "Method"), Automated = new("автоматизированная", "automated"), Manual = new("без средств автоматизации", "without automation"), Mixed = new("смешанная", "mixed"),
        NoSystem = new("не установлен: ни одна зарегистрированная система не хранит этих категорий", "not known: no registered system holds these categories"), Systems = new("Информационные системы", "Systems"),
        Term = new("Срок обработки и хранения", "Term of processing and storage"), Days = new("{0} календарных дней после того, как цель отпала", "{0} calendar days after the purpose ended"), Most = new("не более {0} дней: {1}", "at most {0} days: {1}"),
        Destruction = new("Порядок уничтожения", "Destruction"), DestructionText = new(
            "не позднее 30 дней после достижения цели или отзыва согласия (ч. 4, 5 ст. 21), с актом и выгрузкой из журнала (приказ РКН № 179); см. раздел «Порядок уничтожения»",
            "within 30 days after the purpose is achieved or consent is withdrawn (21(4), 21(5)), with an act and a log export (Order RKN 179); see Destruction"),
        AnonymisedOnly = new("используются только обезличенные данные", "anonymised data only"), Recipients = new("Кому передавались", "Disclosed to"), Nobody = new("передач с этой целью не записано", "no disclosure for it is recorded"),
        Times = new("передач: {0}", "disclosures: {0}"), Abroad = new("Трансграничная передача", "Cross-border transfer"), NotAbroad = new("не записана", "none is recorded"), PurposeTitle = new("Цель: {0}", "Purpose: {0}");

    public static readonly LocalText Data = new("Категории данных", "Categories of data"), Name = new("Название", "Name"), Origin = new("Источник", "Source"), Limit = new("Предельный срок, дней", "At most, days"), HeldIn = new("Системы", "Systems"),
        Bases = new("Где находятся базы данных", "Where the databases are"), Country = new("Страна", "Country"), Holds = new("Категории", "Categories"), All = new("все", "all"), Since = new("В реестре с", "Registered"), Retired = new("Выведена", "Retired"),
        CopyOf = new("копия", "a copy of"), WhoGets = new("Получатели", "Recipients"), Kind = new("Кто это", "What it is"), Instruction = new("Поручение", "Instruction"), Count = new("Передач", "Disclosures"), Last = new("последняя", "the last"),
        RecipientNote = new("Редакция политики получателей поимённо не называет. Ниже — внесённые в реестр и все, кому данные передавались на самом деле.",
            "The edition names no recipients. Below are those registered, and all to whom data really went."), Method = new("Способ", "Method"), Reports = new("Сообщений", "Reports"), Acts = new("С актом", "With an act"),
        DestroyedNote = new("О чём сообщили системы. Срок и основание каждого уничтожения — в актах.", "What systems reported. The term and cause of each destruction are in the acts."), NoDestruction = new("Сообщений об уничтожении нет.", "No destruction is reported.");

    public static readonly LocalText Differences = new("Расхождения политики и практики", "Where practice differs from the policy"), NoDifference = new("Журнал не показывает расхождений между действующей редакцией и тем, что делалось.", "The ledger shows no difference between the edition in force and what was done."),
        Found = new("{0}: записей {1}.", "{0}: records {1}."), FoundWhat = new("{0}: записей {1} ({2}).", "{0}: records {1} ({2})."), SystemAbroad = new("Система «{0}»: база данных в стране {1}; редакция называет: {2}.", "System '{0}': its database is in {1}; the edition names: {2}."),
        NotRegistered = new("Данные передавались тем, кого нет в реестре получателей: {0}.", "Data went to recipients nobody registered: {0}."), NoInstruction = new("Обработчики без поручения (ч. 3 ст. 6 152-ФЗ): {0}.", "Processors without an instruction (152-FZ 6(3)): {0}."),
        HeldUndeclared = new("Системы хранят категории, которых редакция не называет: {0}.", "Systems hold categories the edition does not name: {0}."), HeldNowhere = new("Категории, объявленные политикой, но не отнесённые ни к одной системе: {0}.", "Categories the policy declares and no system is said to hold: {0}.");

    public static readonly LocalText Security = new("Меры защиты, известные журналу", "Security measures the ledger knows of"), Sealing = new("Обезличивание и шифрование", "Pseudonyms and encryption"), SealingText = new(
            "в журнале субъект назван случайным кодом; сведения, по которым его можно определить, зашифрованы AES-256-GCM ключами этого субъекта, которые уничтожаются",
            "in the ledger a person is a random token; what identifies them is encrypted by AES-256-GCM under keys of that person's own, which can be destroyed"),
        Integrity = new("Неизменность учёта", "Integrity"), IntegrityText = new("записи связаны деревом хешей (RFC 6962), его вершины подписаны: изменение или удаление записи обнаруживается", "records are bound by a hash tree (RFC 6962) whose heads are signed: a changed or removed record shows"),
        Access = new("Доступ предоставлен", "Access granted"), AccessText = new("{0} — {1}", "{0} — {1}"), NoAccess = new("записей о предоставлении доступа нет", "no grant of access is recorded"), Read = new("Учёт обращений к данным", "Readings on record"),
        ReadText = new("просмотров дел: {0}; выгрузок и отчётов: {1}", "readings of files: {0}; exports and reports: {1}");

    /// <summary>A role of the ledger's own; any other stands as it was granted.</summary>
    public static LocalText RoleOf(string role) => role switch
    {
        "publisher" => new("сервис, сообщающий о событиях", "service that publishes"),
        "officer" => new("сотрудник по защите персональных данных", "compliance officer"),
        "auditor" => new("аудитор", "auditor"),
        "administrator" => new("администратор", "administrator"),
        _ => new(role, role),
    };

    public static readonly LocalText Unknown = new("Чего журнал не знает", "What the ledger does not know"), UnknownText = new(
            "Эти сведения закон требует, но в журнале их нет. Укажите их в собственных документах; здесь они не выдуманы.", "The law asks for these, and the ledger does not hold them. State them in your own documents; none is made up here.");

    public static readonly IReadOnlyList<LocalText> Gaps =
    [
        new("является ли названный контакт лицом, ответственным за организацию обработки (ст. 22.1), и реквизиты приказа о его назначении", "whether the contact named is the person responsible (22.1), and the order that appointed them"),
        new("категории субъектов по каждой цели (п. 2 ч. 1 ст. 18.1), кроме пользователей сервисов", "categories of persons for each purpose (18.1(1)(2)) beside users of services"),
        new("дата начала обработки и условие её прекращения (ч. 3 ст. 22)", "the date processing began and the condition that ends it (22(3))"),
        new("уровень защищённости, модель угроз, сертификаты средств защиты, оценка вреда (ст. 18.1, 19)", "the level of protection, threat model, certificates of tools, assessment of harm (18.1, 19)"),
        new("уведомления о трансграничной передаче (ст. 12) и гарантии для неё (ст. 30(1)(e) GDPR)", "notices of cross-border transfer (12) and its safeguards (GDPR 30(1)(e))"),
        new("совместные операторы, представитель в ЕС, инспектор по защите данных (ст. 30(1)(a) GDPR)", "joint controllers, the representative in the EU, the data protection officer (GDPR 30(1)(a))"),
    ];
}
