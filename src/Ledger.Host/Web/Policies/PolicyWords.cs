using Ledger.Consents;
using Ledger.Host.Documents;
using Ledger.Host.Reports;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Web.Policies;

/// <summary>An edition, and what is not the same in two of them, as people read it.</summary>
/// <param name="words">The language, and how values read.</param>
sealed class PolicyWords(ReportWording words)
{
    ReportLanguage Language => words.IsRussian ? ReportLanguage.Ru : ReportLanguage.En;

    public string Say(string ru, string en) => words.IsRussian ? ru : en;

    public string Say(LocalText text) => text.In(Language);

    /// <summary>What a part is called, as the head of its list.</summary>
    public string PartOf(PolicyPart part) => part switch
    {
        PolicyPart.Document => Say("Документ", "Document"),
        PolicyPart.Service => Say("Сервисы", "Services"),
        PolicyPart.Purpose => Say("Цели обработки", "Purposes"),
        PolicyPart.Category => Say("Категории данных", "Categories of data"),
        PolicyPart.Ground => Say("Основания передачи третьим лицам", "Grounds of disclosure"),
        PolicyPart.MessageKind => Say("Виды сообщений", "Kinds of message"),
        PolicyPart.Channel => Say("Каналы сообщений", "Channels of messages"),
        PolicyPart.Country => Say("Страны хранения", "Countries of storage"),
        _ => Say("Отзыв согласия", "Withdrawal of consent"),
    };

    public string FieldOf(PolicyField field) => field switch
    {
        PolicyField.Title => Say("Название документа", "Title"),
        PolicyField.DocumentSha256 => Say("Файл документа (SHA-256)", "File of the document (SHA-256)"),
        PolicyField.Url => Say("Адрес", "Address"),
        PolicyField.LastUpdated => Say("Дата обновления", "Last updated"),
        PolicyField.Clause => Say("Пункт политики", "Clause"),
        PolicyField.Name => Say("Название", "Name"),
        PolicyField.Text => Say("Текст", "Text"),
        PolicyField.Categories => Say("Категории данных", "Categories of data"),
        PolicyField.Bases => Say("Правовые основания", "Legal bases"),
        PolicyField.AnonymisedOnly => Say("Только обезличенные данные", "Anonymised data only"),
        PolicyField.RetentionDays => Say("Срок хранения", "Kept for"),
        PolicyField.Retention => Say("Срок хранения словами", "Term in words"),
        PolicyField.Origin => Say("Откуда данные", "Where it comes from"),
        PolicyField.Articles => Say("Нормы закона", "Articles of the law"),
        _ => Say("Термины DPV", "DPV terms"),
    };

    /// <summary>The name of what changed; its id where it has none.</summary>
    public string NameOf(PolicyChange change) => change.Name is { } name ? Say(name) : change.Part switch
    {
        PolicyPart.Country => CodeWords.CountryName(change.Id).In(Language),
        PolicyPart.MessageKind => Kind(change.Id),
        PolicyPart.Channel => Channel(change.Id),
        PolicyPart.Document => Say("Опубликованный документ", "The published document"),
        PolicyPart.Withdrawal => Say("Порядок отзыва", "How to withdraw"),
        _ => change.Id,
    };

    /// <summary>A value of a field, in words.</summary>
    public string ValueOf(PolicyField field, PolicyValue value) => value.Words is { } text ? Say(text) : field switch
    {
        PolicyField.AnonymisedOnly => value.Code == "true" ? Say("да", "yes") : Say("нет", "no"),
        PolicyField.RetentionDays => Days(value.Code),
        PolicyField.Bases => Basis(Enum.GetValues<LegalBasis>().Single(basis => DocumentJson.Name(basis) == value.Code)),
        PolicyField.Origin => Say(CodeWords.Of(Enum.GetValues<DataOrigin>().Single(origin => DocumentJson.Name(origin) == value.Code))),
        PolicyField.Articles => Parts.NoBreak.In(LawArticle.InWords(value.Code, Language)),
        PolicyField.LastUpdated => words.Day(DateOnly.Parse(value.Code, System.Globalization.CultureInfo.InvariantCulture)),
        _ => value.Code,
    };

    public string Basis(LegalBasis basis) => Parts.NoBreak.In(CodeWords.Basis(basis, Language));

    public string Kind(string code) => CodeWords.Listed("messageKind", code).In(Language);

    public string Channel(string code) => CodeWords.Listed("channel", code).In(Language);

    public string Country(string code) => CodeWords.CountryName(code).In(Language);

    public string Days(string number) => Say($"{number} дн.", $"{number} days");
}
