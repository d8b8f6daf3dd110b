using System.Globalization;
using Ledger.Host.Sheets;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>Duties whose statutory term ended in the period: kept, late, not done. Windows and terms of keeping are none.</summary>
static class DutyPart
{
    /// <summary>Rules whose end can be missed.</summary>
    public static IReadOnlySet<string> Deadlines { get; } = LegalRules.Default.All.Where(rule => rule.Kind == RuleKind.Deadline).Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);

    static readonly IReadOnlyList<LocalText> Outcomes = [SummaryWords.Kept, SummaryWords.Late, SummaryWords.Undone, SummaryWords.Running];

    public static async ValueTask<SummaryPart> Of(SummaryAsked asked, CancellationToken cancel)
    {
        var counts = await Count(asked, cancel);
        long Sum(int outcome) => counts.Values.Sum(of => of[outcome]);
        var rules = counts.OrderByDescending(rule => rule.Value.Sum()).ThenBy(rule => rule.Key, StringComparer.Ordinal).ToList();
        var names = Outcomes.Select(outcome => asked.In(outcome)).ToList();
        var bars = new BarsFigure("duties", asked.In(SummaryWords.DutyFigure), names, [.. rules.Select(rule => new FigureBar(Name(rule.Key, asked), rule.Value))]);
        var table = ReportTable.Of("duties", null,
            [
                asked.Column("rule", SummaryWords.Rule, 28), asked.Column("source", SummaryWords.Source, 20), asked.Column("kept", SummaryWords.Kept, 13), asked.Column("late", SummaryWords.Late, 14),
                asked.Column("undone", SummaryWords.Undone, 13), asked.Column("running", SummaryWords.Running, 12),
            ],
            [.. rules.Select(rule => (IReadOnlyList<ReportValue>)[ReportValue.Of(rule.Key, Name(rule.Key, asked)), ReportValue.Of(Source(rule.Key, asked.Language)), .. rule.Value.Select(ReportValue.Of)])])
            with { Empty = asked.In(SummaryWords.NoDuties) };
        IReadOnlyList<ReportBlock> blocks = rules.Count == 0
            ? [new ReportText(asked.In(SummaryWords.DutyNote)), table]
            : [new ReportText(asked.In(SummaryWords.DutyNote)), new ReportFigure("duties", bars.Title, html => bars.Draw(html, asked.Words)), table];
        return new(new("duties", asked.In(SummaryWords.Duties), blocks),
            [Fact("dutiesKept", 0), Fact("dutiesLate", 1), Fact("dutiesUndone", 2)],
            Sum(1) + Sum(2) == 0 ? [] : [string.Format(CultureInfo.InvariantCulture, asked.In(SummaryWords.LateWarning), asked.Words.Number(Sum(1)), asked.Words.Number(Sum(2)))]);

        ReportFact Fact(string key, int outcome) => new(key, $"{asked.In(SummaryWords.Duties)}: {names[outcome]}", ReportValue.Of(Sum(outcome)));
    }

    static async ValueTask<Dictionary<string, long[]>> Count(SummaryAsked asked, CancellationToken cancel)
    {
        Dictionary<string, long[]> counts = new(StringComparer.Ordinal);
        await foreach (var page in Paged.Read<DutyRow>(asked.Reading.Models, last => DutyQueries.DueWithin(asked.Start, asked.End, last?.Place ?? -1, Paged.Rows), cancel))
            foreach (var duty in page.Where(duty => Deadlines.Contains(duty.Rule) && duty.Opened <= asked.Reading.Known))
            {
                if (!counts.TryGetValue(duty.Rule, out var of)) counts.Add(duty.Rule, of = new long[Outcomes.Count]);
                of[duty.IsOpen ? duty.IsOverdue(asked.Reading.Now) ? 2 : 3 : duty.Missed ? 1 : 0]++;
            }
        return counts;
    }

    static string Name(string rule, SummaryAsked asked) => asked.Language == ReportLanguage.Ru ? DutyNames.Of(rule).Ru : DutyNames.Of(rule).En;

    static string Source(string rule, ReportLanguage language) => LegalRules.Default.All.Last(known => known.Id == rule).Source is var source && language == ReportLanguage.Ru
        ? source.Replace("152-FZ art.", "152-ФЗ, ст.", StringComparison.Ordinal).Replace("GDPR art.", "GDPR, ст.", StringComparison.Ordinal)
        : source;
}
