using System.Globalization;
using Ledger.Host.Reports.Disclosures;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>Disclosures, by day and ground, and by recipient.</summary>
static class DisclosurePart
{
    const int BarsMax = 12;

    public static async ValueTask<SummaryPart> Of(SummaryAsked asked, SummaryDays days, CancellationToken cancel)
    {
        var totals = await DisclosureTotals.Of(new(ReportKind.Disclosures, asked.Language) { From = asked.Start, To = asked.End }, asked.Reading, cancel);
        var (words, names) = (asked.Words, asked.Reading.Names(asked.Language));
        var recipients = totals.Recipients.Select(one => (Name: names.Recipient(one.Recipient), Count: one.ByGround.Sum(), one.Wrong)).ToList();
        var grounds = DisclosureWords.Grounds.Select((ground, at) => (Name: ReportValue.Of(ground, DisclosureWords.Short(ground, asked.Language)), Count: totals.ByGround[at])).ToList();
        var shares = new SharesFigure(asked.In(SummaryWords.Shares), [.. grounds.Select(ground => new FigureBar(words.Of(ground.Name), [ground.Count]))]);
        var bars = new BarsFigure("recipients", asked.In(SummaryWords.ByRecipient), [asked.In(SummaryWords.Count)], FigureBar.Greatest(
            recipients.Select(one => new FigureBar(words.Of(one.Name), [one.Count])), BarsMax, rest => $"{asked.In(SummaryWords.Others)} ({words.Number(rest)})"));
        ReportFact[] head = [asked.Fact("disclosures", SummaryWords.DisclosuresMade, totals.Count), asked.Fact("disclosuresRefused", SummaryWords.DisclosuresRefused, days.Sum(day => day.DisclosuresRefused))];
        var section = new ReportSection("disclosures", asked.In(SummaryWords.Disclosures),
        [
            days.Figure("byDay", SummaryWords.ByGround, (SummaryWords.ByConsent, day => day.DisclosuresByConsent), (SummaryWords.ForService, day => day.DisclosuresForService),
                (SummaryWords.ByLaw, day => day.DisclosuresByLaw), (SummaryWords.Groundless, day => day.DisclosuresWithoutGround)),
            new ReportFigure("shares", shares.Title, html => shares.Draw(html, words)), new ReportFigure("recipients", bars.Title, html => bars.Draw(html, words)),
            ReportTable.Of("byGround", null, [asked.Column("ground", SummaryWords.Ground), asked.Column("count", SummaryWords.Count)],
                [.. grounds.Select(ground => (IReadOnlyList<ReportValue>)[ground.Name, ReportValue.Of(ground.Count)])]) with { InFilesOnly = true },
            ReportTable.Of("byRecipient", null, [asked.Column("recipient", SummaryWords.Recipient), asked.Column("count", SummaryWords.Count), asked.Column("withFindings", SummaryWords.WithFindings)],
                [.. recipients.Select(one => (IReadOnlyList<ReportValue>)[one.Name, ReportValue.Of(one.Count), ReportValue.Of(one.Wrong)])]) with { InFilesOnly = true },
            new ReportFacts("totals", head),
        ]);
        var groundless = totals.ByGround[DisclosureWords.PlaceOf(null)];
        return new(section, head, groundless == 0 ? [] : [string.Format(CultureInfo.InvariantCulture, asked.In(SummaryWords.GroundlessWarning), words.Number(groundless))]);
    }
}
