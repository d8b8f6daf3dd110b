using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The edition of the policy in force at each moment of the answer.</summary>
static class PolicyPart
{
    public static readonly LocalText Title = new("Редакции политики, действовавшие в это время", "Editions of the policy then in force");

    static readonly LocalText Edition = new("Редакция", "Edition"), Name = new("Название", "Title"), From = new("Действует с", "In force from"), To = new("по", "until"), Published = new("Издана", "Published"), Hash = new("SHA-256 документа", "SHA-256 of the document"), Url = new("Адрес", "Address"), Now = new("действует", "in force"),
        None = new("Ни одна редакция политики в это время не действовала.", "No edition of the policy was in force then."), Judged = new("Каждое событие оценено по редакции, действовавшей в момент события.", "Each event was judged by the edition in force when it happened.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, (DateTimeOffset From, DateTimeOffset To) span)
    {
        yield return ReportTable.Of("editions", null,
            [on.Column("edition", Edition, 10), on.Column("title", Name, 19), on.Column("from", From, 12), on.Column("to", To, 12), on.Column("published", Published, 12), on.Column("sha256", Hash, 20), on.Column("url", Url, 15)],
            [.. InForce(on, span).Select(period => Row(on, period))]) with { Empty = on.In(None) };
        yield return on.Text(Judged);
    }

    /// <summary>The editions in force within that time, each with the time it was.</summary>
    public static IEnumerable<(Edition Edition, DateTimeOffset From, DateTimeOffset? To)> InForce(AnswerCase on, (DateTimeOffset From, DateTimeOffset To) span)
    {
        var editions = on.Registers.Editions;
        for (var at = 0; at < editions.Length; at++)
        {
            var end = at + 1 < editions.Length ? editions[at + 1].InForceFrom : (DateTimeOffset?)null;
            if (editions[at].InForceFrom <= span.To && !(end <= span.From) && end != editions[at].InForceFrom) yield return (editions[at], editions[at].InForceFrom, end);
        }
    }

    static ReportValue[] Row(AnswerCase on, (Edition Edition, DateTimeOffset From, DateTimeOffset? To) period)
    {
        var published = period.Edition.Published;
        return
        [
            ReportValue.Of(period.Edition.Id), ReportValue.Of(on.In(published.Title)), ReportValue.Of(period.From), period.To is { } to ? ReportValue.Of(to) : ReportValue.Of(on.In(Now)), ReportValue.Of(period.Edition.PublishedAt),
            ReportValue.Hash(published.DocumentSha256), ReportValue.Of(published.Url),
        ];
    }
}
