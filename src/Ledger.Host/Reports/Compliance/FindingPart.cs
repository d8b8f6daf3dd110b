using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>Findings: what is open now, by severity and age and by kind, and what the period brought.</summary>
static class FindingPart
{
    static readonly IReadOnlyList<LocalText> Ages = [SummaryWords.Week, SummaryWords.Month, SummaryWords.Quarter, SummaryWords.Older];
    static readonly int[] AgeDays = [7, 30, 90];
    static readonly IReadOnlyList<string> Severities = [.. Enum.GetValues<Severity>().Reverse().Select(severity => DocumentJson.Name(severity))];
    static readonly IReadOnlyList<string> States = [.. Enum.GetValues<FindingState>().Select(state => DocumentJson.Name(state))];

    public static async ValueTask<SummaryPart> Of(SummaryAsked asked, CancellationToken cancel)
    {
        var counted = await Count(asked, cancel);
        string Severe(string severity) => asked.In(SummaryWords.SeverityOf(severity));
        var bars = new BarsFigure("open", asked.In(SummaryWords.ByAge), [.. Ages.Select(age => asked.In(age))], [.. Severities.Select(severity => new FigureBar(Severe(severity), counted.Open[severity]))]);
        var section = new ReportSection("findings", asked.In(SummaryWords.Findings),
        [
            new ReportText(asked.In(SummaryWords.FindingNote)), new ReportFigure("open", bars.Title, html => bars.Draw(html, asked.Words)),
            ReportTable.Of("byAge", null, [asked.Column("severity", SummaryWords.Severity), .. new[] { "week", "month", "quarter", "older" }.Select((key, at) => asked.Column(key, Ages[at]))],
                [.. Severities.Select(severity => (IReadOnlyList<ReportValue>)[ReportValue.Of(severity, Severe(severity)), .. counted.Open[severity].Select(ReportValue.Of)])]),
            Kinds(asked, counted),
            ReportTable.Of("found", asked.In(SummaryWords.Found), [asked.Column("state", SummaryWords.State, 60), asked.Column("count", SummaryWords.Total, 40)],
                [.. States.Select(state => (IReadOnlyList<ReportValue>)[ReportValue.Of(state, asked.In(SummaryWords.StateOf(state))), ReportValue.Of(counted.Found.GetValueOrDefault(state))])]),
        ]);
        var (open, breaches) = (counted.Open.Values.Sum(ages => ages.Sum()), counted.Open[DocumentJson.Name(Severity.Breach)].Sum());
        return new(section, [asked.Fact("openFindings", SummaryWords.Open, open)],
            breaches == 0 ? [] : [string.Format(CultureInfo.InvariantCulture, asked.In(SummaryWords.BreachWarning), asked.Words.Number(breaches))]);
    }

    static ReportTable Kinds(SummaryAsked asked, Counted counted) => ReportTable.Of("kinds", null,
        [
            asked.Column("kind", SummaryWords.Kind, 46), asked.Column("severity", SummaryWords.Severity, 16), asked.Column("clause", SummaryWords.Clause, 12), asked.Column("open", SummaryWords.Open, 11),
            asked.Column("oldest", SummaryWords.Oldest, 15),
        ],
        [.. counted.Kinds.OrderByDescending(kind => kind.Value.Count).ThenBy(kind => kind.Key, StringComparer.Ordinal).Select(kind => (IReadOnlyList<ReportValue>)
        [
            ReportValue.Of(kind.Key, FindingKinds.Of(kind.Key).Text.In(asked.Language)), ReportValue.Of(DocumentJson.Name(FindingKinds.Of(kind.Key).Severity), asked.In(SummaryWords.SeverityOf(DocumentJson.Name(FindingKinds.Of(kind.Key).Severity)))),
            ReportValue.Of(FindingClause.Of(FindingKinds.Of(kind.Key).Clause, asked.Reading.Registers.EditionInForce(Micros.ToMoment(kind.Value.Oldest)))), ReportValue.Of(kind.Value.Count), ReportValue.Of((DateOnly?)asked.Words.LocalDay(Micros.ToMoment(kind.Value.Oldest))),
        ])]) with { Empty = asked.In(SummaryWords.NoFindings) };

    static async ValueTask<Counted> Count(SummaryAsked asked, CancellationToken cancel)
    {
        var counted = new Counted(Severities.ToDictionary(severity => severity, _ => new long[Ages.Count]), [], []);
        var today = asked.Words.LocalDay(asked.Reading.Now);
        await foreach (var page in Paged.Read<FindingRow>(asked.Reading.Models, last => FindingQueries.All(after: last?.Place ?? -1, take: Paged.Rows), cancel))
            foreach (var finding in page.Where(finding => finding.Index <= asked.Reading.Known))
            {
                if (asked.Holds(finding.At)) counted.Found[finding.State] = counted.Found.GetValueOrDefault(finding.State) + 1;
                if (finding.State != DocumentJson.Name(FindingState.Open)) continue;
                var days = today.DayNumber - asked.Words.LocalDay(Micros.ToMoment(finding.At)).DayNumber;
                counted.Open[finding.Severity][AgeDays.Count(limit => days > limit)]++;
                var (count, oldest) = counted.Kinds.GetValueOrDefault(finding.Code, (0, long.MaxValue));
                counted.Kinds[finding.Code] = (count + 1, Math.Min(oldest, finding.At));
            }
        return counted;
    }

    /// <summary>What was counted: open ones by severity and age, those of the period by state, open ones by kind with the oldest.</summary>
    sealed record Counted(Dictionary<string, long[]> Open, Dictionary<string, long> Found, Dictionary<string, (long Count, long Oldest)> Kinds);
}
