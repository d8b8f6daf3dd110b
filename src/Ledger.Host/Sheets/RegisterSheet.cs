using System.Globalization;
using Ledger.Host.Documents;

namespace Ledger.Host.Sheets;

/// <summary>A register as a table for people, made of its documents alone.</summary>
/// <param name="Columns">The heads of its columns.</param>
/// <param name="Cells">A row of it, in the operator's zone.</param>
sealed record RegisterSheet<TDocument>(string[] Columns, Func<TDocument, TimeZoneInfo, string[]> Cells);

/// <summary>The tables there are.</summary>
static class RegisterSheets
{
    public static RegisterSheet<DutyDocument> Duties { get; } = new(["due", "safe", "what", "waits for", "about", "#"], (duty, zone) =>
    [
        LastDay(duty.Due, zone) + (duty.Overdue ? " OVERDUE" : ""), LastDay(duty.Safe, zone), $"{duty.Text.En} ({duty.Rule})", string.Join(' ', duty.Waits),
        duty.Inquiry ?? duty.Incident ?? $"{duty.Person}", Number(duty.Opened),
    ]);

    public static RegisterSheet<FindingDocument> Findings { get; } = new(["when", "what", "detail", "clause", "severity", "about", "#"], (finding, zone) =>
    [
        Day(finding.At, zone), finding.Text.En, finding.Detail, finding.Clause ?? finding.Rule ?? "", finding.Severity, $"{finding.Person}", Number(finding.Index),
    ]);

    public static RegisterSheet<InquiryDocument> Inquiries { get; } = new(["number", "from", "received", "due", "about", "#"], (inquiry, zone) =>
    [
        inquiry.Number, DocumentJson.Name(inquiry.From), Day(inquiry.Received, zone), inquiry.Due is { } due ? LastDay(due, zone) : "", $"{inquiry.Person}",
        Number(inquiry.Index),
    ]);

    public static RegisterSheet<RetentionDocument> Retention { get; } = new(["due", "what", "of", "about", "edition", "state"], (item, zone) =>
    [
        LastDay(item.Due, zone) + (item.Passed ? " PASSED" : ""), $"{item.Text.En} / {item.Text.Ru}", item.What + (item.System is { } system ? $"@{system}" : ""),
        $"{item.Person}", item.Edition ?? "",
        (item.Hold is { } hold ? $"hold {hold.Id}: {hold.Ground}, {hold.By}" : item.State) + (item.DutyOpen ? ", duty open" : ""),
    ]);

    public static RegisterSheet<HoldDocument> Holds { get; } = new(["since", "hold", "ground", "categories", "by", "about", "#"], (hold, zone) =>
    [
        Day(hold.At, zone), hold.Hold + (hold.InPlace ? "" : " lifted"), hold.Ground, hold.Categories.Count == 0 ? "*" : string.Join(' ', hold.Categories), hold.By,
        $"{hold.Person}", Number(hold.Index),
    ]);

    /// <summary>The last day of a period: an end at midnight belongs to the day before.</summary>
    static string LastDay(DateTimeOffset end, TimeZoneInfo zone) => Day(end.AddTicks(-1), zone);

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(long index) => index.ToString(CultureInfo.InvariantCulture);
}
