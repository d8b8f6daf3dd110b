using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>The items of 152-FZ 14(7), in its order and words; for a person under GDPR what its article 15 asks instead.</summary>
static class AccessItems
{
    static readonly (string Key, string Number, LocalText Title, Func<AccessCase, IReadOnlyList<ReportBlock>> Blocks)[] Russian =
    [
        ("confirmation", "1", new("Подтверждение факта обработки персональных данных оператором", "Confirmation that the operator processes personal data"), Confirmation.Of),
        ("grounds", "2", new("Правовые основания и цели обработки", "Legal grounds and purposes of processing"), GroundParts.Of),
        ("methods", "3", new("Цели и применяемые оператором способы обработки", "Purposes and the methods of processing that the operator applies"), MethodParts.Of),
        ("recipients", "4", new("Оператор и лица (кроме его работников), которые имеют доступ к данным или которым они могут быть раскрыты", "The operator, and persons (except its employees) who have access to the data or to whom it may be disclosed"), RecipientParts.Of),
        ("data", "5", new("Обрабатываемые персональные данные субъекта и источник их получения", "The personal data of this person that is processed, and its source"), DataParts.Of),
        ("terms", "6", new("Сроки обработки, в том числе сроки хранения", "Terms of processing, storage included"), TermParts.Of),
        ("rights", "7", new("Порядок осуществления субъектом прав, предусмотренных Законом № 152-ФЗ", "How the person exercises the rights under Law 152-FZ"), RightParts.Of),
        ("transfer", "8", new("Осуществлённая или предполагаемая трансграничная передача", "Cross-border transfer, done or intended"), TransferParts.Of),
        ("processors", "9", new("Лица, осуществляющие обработку по поручению оператора", "Those who process on the operator's instruction"), ProcessorParts.Of),
        ("measures", "9.1", new("Способы исполнения обязанностей, установленных статьёй 18.1 Закона № 152-ФЗ", "How the duties under article 18.1 of Law 152-FZ are fulfilled"), MeasureParts.Of),
        ("other", "10", new("Иные сведения, предусмотренные федеральными законами", "Other information under federal laws"), OtherParts.Of),
    ];

    static readonly (string Key, LocalText Title, Func<AccessCase, IReadOnlyList<ReportBlock>> Blocks)[] European =
    [
        ("confirmation", new("Подтверждение обработки (ст. 15(1))", "Confirmation of processing (Art. 15(1))"), Confirmation.Of),
        ("grounds", new("Цели обработки (ст. 15(1)(a))", "Purposes of the processing (Art. 15(1)(a))"), GroundParts.Of),
        ("methods", new("Как ведётся обработка", "How processing is done"), MethodParts.Of),
        ("recipients", new("Контролёр и получатели (ст. 15(1)(c))", "Controller and recipients (Art. 15(1)(c))"), RecipientParts.Of),
        ("data", new("Категории данных, копия данных и их источник (ст. 15(1)(b), 15(1)(g), 15(3))", "Categories of data, a copy of the data, and its source (Art. 15(1)(b), 15(1)(g), 15(3))"), DataParts.Of),
        ("terms", new("Срок хранения (ст. 15(1)(d))", "Period of storage (Art. 15(1)(d))"), TermParts.Of),
        ("rights", new("Права и жалоба в надзорный орган (ст. 15(1)(e), 15(1)(f))", "Rights, and complaint to a supervisory authority (Art. 15(1)(e), 15(1)(f))"), RightParts.Of),
        ("transfer", new("Передача в третьи страны (ст. 15(2))", "Transfer to third countries (Art. 15(2))"), TransferParts.Of),
        ("processors", new("Процессоры", "Processors"), ProcessorParts.Of),
        ("measures", new("Меры защиты и подотчётность", "Safeguards and accountability"), MeasureParts.Of),
        ("other", new("Иные сведения (ст. 15(1)(h), 19)", "Other information (Art. 15(1)(h), 19)"), OtherParts.Of),
    ];

    public static IReadOnlyList<ReportSection> Of(AccessCase on) => on.IsEu
        ? [.. European.Select(item => new ReportSection(item.Key, on.In(item.Title), item.Blocks(on)))]
        : [.. Russian.Select(item => new ReportSection(item.Key, on.In(item.Title), item.Blocks(on)) { Number = item.Number })];
}
