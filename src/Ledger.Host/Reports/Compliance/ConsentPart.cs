using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>Consents and withdrawals, day by day.</summary>
static class ConsentPart
{
    public static SummaryPart Of(SummaryAsked asked, SummaryDays days)
    {
        ReportFact[] facts =
        [
            asked.Fact("given", SummaryWords.Given, days.Sum(day => day.Consents)), asked.Fact("refused", SummaryWords.Refused, days.Sum(day => day.ConsentsRefused)),
            asked.Fact("withdrawn", SummaryWords.Withdrawn, days.Sum(day => day.Withdrawals)), asked.Fact("stops", SummaryWords.Stops, days.Sum(day => day.StopDemands)),
            asked.Fact("optIns", SummaryWords.OptIns, days.Sum(day => day.OptIns)), asked.Fact("optOuts", SummaryWords.OptOuts, days.Sum(day => day.OptOuts)),
        ];
        return new(new("consents", asked.In(SummaryWords.Consents),
        [
            days.Figure("given", SummaryWords.ConsentFigure, (SummaryWords.Given, day => day.Consents), (SummaryWords.Refused, day => day.ConsentsRefused)),
            days.Figure("withdrawn", SummaryWords.WithdrawalFigure, (SummaryWords.Withdrawn, day => day.Withdrawals), (SummaryWords.Stops, day => day.StopDemands)),
            new ReportFacts("totals", facts),
        ]), [facts[0], facts[2], facts[3]], []);
    }
}
