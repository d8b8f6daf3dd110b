using System.Globalization;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>Incidents detected in the period, and whether the regulator was told within 24 and 72 hours (152-FZ 21(3.1)).</summary>
static class IncidentPart
{
    public static async ValueTask<SummaryPart> Of(SummaryAsked asked, CancellationToken cancel)
    {
        List<IReadOnlyList<ReportValue>> rows = [];
        var late = 0;
        await foreach (var page in Paged.Read<IncidentRow>(asked.Reading.Models, last => IncidentRow.All(after: last?.Index ?? -1, take: Paged.Rows), cancel))
            foreach (var row in page.Where(row => row.Index <= asked.Reading.Known && asked.Holds(row.Detected)))
            {
                var duties = row.Read().Duties;
                var (first, second) = (Outcome(duties, RuleIds.NotifyIncident, asked.Reading.Now), Outcome(duties, RuleIds.NotifyInvestigation, asked.Reading.Now));
                if (IsLate(first) || IsLate(second)) late++;
                rows.Add(
                [
                    ReportValue.Of(row.Number), ReportValue.Of((DateTimeOffset?)Micros.ToMoment(row.Detected)), ReportValue.Of(row.Kind, asked.In(SummaryWords.KindOf(row.Kind))),
                    Moment(row.Notified), Said(first, asked), Moment(row.Concluded), Said(second, asked),
                ]);
            }
        var table = ReportTable.Of("incidents", null,
            [
                asked.Column("number", SummaryWords.Number, 16), asked.Column("detected", SummaryWords.Detected, 14), asked.Column("kind", SummaryWords.What, 26), asked.Column("notified", SummaryWords.First, 22),
                Below("notifiedOutcome"), asked.Column("concluded", SummaryWords.Second, 22), Below("concludedOutcome"),
            ], rows) with { Empty = asked.In(SummaryWords.NoIncidents) };
        return new(new("incidents", asked.In(SummaryWords.Incidents), rows.Count == 0 ? [table] : [new ReportText(asked.In(SummaryWords.IncidentNote)), table]),
            [asked.Fact("incidents", SummaryWords.IncidentsReported, rows.Count)],
            late == 0 ? [] : [string.Format(CultureInfo.InvariantCulture, asked.In(SummaryWords.IncidentWarning), asked.Words.Number(late))]);

        ReportColumn Below(string key) => new(key, asked.In(SummaryWords.Outcome)) { Below = true };
    }

    /// <summary>What became of a duty; null where the incident opened none.</summary>
    static LocalText? Outcome(IEnumerable<Duty> duties, string rule, DateTimeOffset now) => duties.FirstOrDefault(duty => duty.Terms.Rule == rule) switch
    {
        null => null,
        { IsOpen: true } duty => duty.IsOverdue(now) ? SummaryWords.Missing : SummaryWords.Waiting,
        { IsMissed: true } => SummaryWords.TooLate,
        _ => SummaryWords.InTime,
    };

    static bool IsLate(LocalText? outcome) => outcome == SummaryWords.TooLate || outcome == SummaryWords.Missing;

    static ReportValue Said(LocalText? outcome, SummaryAsked asked) => ReportValue.Of(asked.In(outcome ?? SummaryWords.NotDue));

    static ReportValue Moment(long? micros) => micros is { } at ? ReportValue.Of((DateTimeOffset?)Micros.ToMoment(at)) : ReportValue.None;
}
