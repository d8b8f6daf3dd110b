using Ledger.Disclosures;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>Who received the person's data, when, on what ground and document, under what instruction.</summary>
static class RecipientPart
{
    public const int ShownMax = 300;

    public static readonly LocalText Title = new("Получатели данных", "Recipients of the data");

    static readonly LocalText Index = new("Запись №", "Record No."), At = new("Передано", "Disclosed"), To = new("Получатель", "Recipient"), What = new("Категории", "Categories"), For = new("Цель", "Purpose"), Ground = new("Основание", "Ground"), Document = new("Документ основания", "Document behind it"),
        NoOne = new("По записям журнала данные субъекта третьим лицам не передавались.", "By the ledger's records no data of this person was disclosed."), NoGround = new("Передач без основания: {0}.", "Disclosures without a ground: {0}."),
        Refused = new("Запросов получателей, по которым передача отклонена: {0}; они показаны в хронологии.", "Requests of recipients that were refused: {0}; the timeline shows them.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        var made = person.Of<DisclosureMade>().ToList();
        yield return ReportTable.Of("recipients", null,
            [on.Column("index", Index, 8), on.Column("at", At, 11), on.Column("recipient", To, 23), on.Column("categories", What, 16), on.Column("purpose", For, 13), on.Column("ground", Ground, 12), on.Column("document", Document, 17)],
            [.. made.Select(pair => Row(on, pair.Happened, pair.Data))]) with { Empty = on.In(NoOne), ShownMax = ShownMax };
        if (made.Count(pair => pair.Data.Ground is null) is > 0 and var groundless) yield return new ReportWarning(on.Say(NoGround, groundless));
        if (person.Of<DisclosureRefused>().Count() is > 0 and var refused) yield return on.Text(Refused, refused);
    }

    static ReportValue[] Row(AnswerCase on, AnswerEvent happened, DisclosureMade data) =>
    [
        ReportValue.Of(happened.Entry.Index), ReportValue.Of(happened.Time), DisclosureCells.Recipient(on, data.Recipient), on.Names.Categories(data.Categories, happened.Time),
        on.Names.Purpose(data.Purpose, happened.Time), DisclosureCells.Ground(on, data), DisclosureCells.DocumentOf(on, happened, data),
    ];
}
