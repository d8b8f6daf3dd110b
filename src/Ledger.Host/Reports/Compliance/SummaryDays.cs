using System.Globalization;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Reports.Compliance;

/// <summary>The days of the period on which something happened: one row each, so that even ten years are few.</summary>
sealed class SummaryDays(SummaryAsked asked, IReadOnlyList<DailyRow> rows)
{
    static readonly (string Key, Policies.LocalText Label, Func<DailyRow, long> Of)[] Numbers =
    [
        ("consents", SummaryWords.Given, day => day.Consents), ("consentsRefused", SummaryWords.Refused, day => day.ConsentsRefused),
        ("withdrawals", SummaryWords.Withdrawn, day => day.Withdrawals), ("stopDemands", SummaryWords.Stops, day => day.StopDemands),
        ("optIns", SummaryWords.OptIns, day => day.OptIns), ("optOuts", SummaryWords.OptOuts, day => day.OptOuts),
        ("disclosuresByConsent", SummaryWords.ByConsent, day => day.DisclosuresByConsent), ("disclosuresForService", SummaryWords.ForService, day => day.DisclosuresForService),
        ("disclosuresByLaw", SummaryWords.ByLaw, day => day.DisclosuresByLaw), ("disclosuresWithoutGround", SummaryWords.Groundless, day => day.DisclosuresWithoutGround),
        ("disclosuresRefused", SummaryWords.DisclosuresRefused, day => day.DisclosuresRefused), ("destructions", SummaryWords.Destructions, day => day.Destructions),
        ("inquiries", SummaryWords.InquiriesReceived, day => day.Inquiries), ("inquiriesSettled", SummaryWords.InquiriesSettled, day => day.InquiriesSettled),
        ("incidents", SummaryWords.IncidentsReported, day => day.Incidents), ("views", SummaryWords.Views, day => day.Views), ("exports", SummaryWords.Exports, day => day.Exports),
    ];

    public static async ValueTask<SummaryDays> Read(SummaryAsked asked, CancellationToken cancel)
    {
        List<DailyRow> rows = [];
        await foreach (var page in Paged.Read<DailyRow>(
            asked.Reading.Models, last => DailyRow.Within(Text(asked.Period.First), Text(asked.Period.Behind), last?.Day ?? "", Paged.Rows), cancel)) rows.AddRange(page);
        return new(asked, rows);
    }

    public long Sum(Func<DailyRow, long> of) => rows.Sum(of);

    /// <summary>Columns over the period.</summary>
    public ReportFigure Figure(string key, Policies.LocalText title, params (Policies.LocalText Name, Func<DailyRow, long> Of)[] parts)
    {
        var days = rows.Select(row => new FigureColumn(DateOnly.ParseExact(row.Day, "o", CultureInfo.InvariantCulture), [.. parts.Select(part => part.Of(row))]));
        var span = FigureSpan.Of(asked.Period.First, asked.Period.Behind, parts.Length, days);
        var figure = new ColumnsFigure(key, $"{asked.In(title)}, {asked.Words.Each(span.Unit)}", [.. parts.Select(part => asked.In(part.Name))], span);
        return new(key, figure.Title, html => figure.Draw(html, asked.Words));
    }

    /// <summary>All numbers, day by day: for the files.</summary>
    public ReportTable Table => ReportTable.Of("days", null, [asked.Column("day", SummaryWords.Day), .. Numbers.Select(number => asked.Column(number.Key, number.Label))],
        [.. rows.Select(row => (IReadOnlyList<ReportValue>)[ReportValue.Of((DateOnly?)DateOnly.ParseExact(row.Day, "o", CultureInfo.InvariantCulture)), .. Numbers.Select(number => ReportValue.Of(number.Of(row)))])])
        with { InFilesOnly = true };

    static string Text(DateOnly day) => day.ToString("o", CultureInfo.InvariantCulture);
}
