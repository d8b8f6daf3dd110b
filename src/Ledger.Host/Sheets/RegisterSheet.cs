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

    public static RegisterSheet<FindingDocument> Findings { get; } = new(["when", "finding", "what", "detail", "clause", "severity", "about", "#"], (finding, zone) =>
    [
        Day(finding.At, zone), finding.Id, finding.Text.En, finding.Detail, finding.Clause ?? finding.Rule ?? "", finding.Severity, $"{finding.Person}", Number(finding.Index),
    ]);

    public static RegisterSheet<RetentionDocument> Retention { get; } = new(["due", "what", "of", "about", "edition", "state"], (item, zone) =>
    [
        LastDay(item.Due, zone) + (item.Passed ? " PASSED" : ""), item.Text.En, item.What + (item.System is { } system ? $"@{system}" : ""),
        $"{item.Person}", item.Edition ?? "",
        (item.Hold is { } hold ? $"hold {hold.Id}: {hold.Ground}, {hold.By}" : item.State) + (item.DutyOpen ? ", duty open" : ""),
    ]);

    public static RegisterSheet<HoldDocument> Holds { get; } = new(["since", "hold", "ground", "categories", "by", "about", "#"], (hold, zone) =>
    [
        Day(hold.At, zone), hold.Hold + (hold.InPlace ? "" : " lifted"), hold.Ground, hold.Categories.Count == 0 ? "*" : string.Join(' ', hold.Categories), hold.By,
        $"{hold.Person}", Number(hold.Index),
    ]);

    public static RegisterSheet<DestroyedDocument> Destructions { get; } = new(["when", "about", "system", "categories", "method", "reason", "act", "#"], (row, _) =>
    [
        row.DestroyedOn, $"{row.Person}", row.System, string.Join(' ', row.Categories), row.Method, row.Reason, row.Act ?? "", Number(row.Index),
    ]);

    public static RegisterSheet<ActDocument> Acts { get; } = new(["act", "reports", "issued", "persons", "signed", "kept until", "state"], (act, zone) =>
    [
        act.Act, Number(act.Reports), act.IssuedAt is { } issued ? Day(issued, zone) : "", act.Persons is { } persons ? Number(persons) : "", Number(act.Signers),
        act.KeptUntil is { } until ? LastDay(until, zone) : "",
        act.RemovedAt is not null ? "removed" : act.IssuedAt is null ? "to be issued" : act.Pending ? "to be issued anew" : act.Signers == 0 ? "to be signed" : "",
    ]);

    /// <summary>The last day of a period: an end at midnight belongs to the day before.</summary>
    static string LastDay(DateTimeOffset end, TimeZoneInfo zone) => Day(end.AddTicks(-1), zone);

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(long index) => index.ToString(CultureInfo.InvariantCulture);
}
