using Ledger.Host.Documents;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>The compliance summary of a period: numbers from the read models, and no person.</summary>
sealed class ComplianceSummary : IReportSource
{
    public ReportKind Kind => ReportKind.Summary;

    public async ValueTask<Outcome<GatheredReport>> Gather(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        var about = new SummaryAsked(reading, asked.Language, SummaryPeriod.Of(asked.From, asked.To, reading.Now, reading.Legal));
        var days = await SummaryDays.Read(about, cancel);
        SummaryPart[] parts =
        [
            ConsentPart.Of(about, days), await DisclosurePart.Of(about, days, cancel), await DutyPart.Of(about, cancel), await FindingPart.Of(about, cancel),
            await InquiryPart.Of(about, cancel), await IncidentPart.Of(about, cancel),
        ];
        var period = about.Words.Days(about.Period.First, about.Period.Last);
        var document = new ReportDocument
        {
            Kind = DocumentJson.Name(Kind), Language = asked.Language, Zone = reading.Legal.Zone, Title = about.In(SummaryWords.Title), Subtitle = period, Origin = reading.Journal.Origin,
            Known = reading.Known, MadeAt = reading.Now, CsvTable = "days",
            Sections =
            [
                new("general", about.In(OperatorParts.Head), [new ReportFacts("facts", [.. OperatorParts.Operator(reading.Registers, asked.Language), OperatorParts.Period(period, asked.Language)])]),
                new("glance", about.In(SummaryWords.Main), [.. parts.SelectMany(part => part.Warnings).Select(warning => new ReportWarning(warning)), new ReportFacts("numbers", [.. parts.SelectMany(part => part.Head)])]),
                .. parts.Select(part => part.Section),
                new("basis", about.In(SummaryWords.Numbers), [new ReportText(about.In(SummaryWords.NumbersText)), new ReportText(about.In(SummaryWords.Files)), days.Table]),
            ],
        };
        var events = days.Sum(day => day.Events);
        return new GatheredReport(document, null, () => events);
    }
}
