using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;

namespace Ledger.Host.Sheets;

/// <summary>One line of a person's file as people read it.</summary>
/// <param name="Section">What it belongs to.</param>
/// <param name="Text">What it says.</param>
/// <param name="Over">Whether it no longer holds: withdrawn, destroyed, opted out.</param>
/// <param name="Index">The event behind it.</param>
sealed record SheetLine(Words Section, string Text, bool Over, long Index);

/// <summary>A person's file in lines, made of its document alone. The values shown in the clear are not among them.</summary>
static class PersonSheet
{
    static readonly Words Consents = new("consents", "согласия"), Objections = new("withdrawals and demands", "отзывы и требования"),
        Continued = new("goes on", "продолжается"), Messages = new("messages", "сообщения"), Data = new("data held", "данные"), Disclosures = new("disclosed to", "передано"),
        Blocks = new("blocks and holds", "блокировки и удержания"), Duties = new("duties", "обязанности"), Findings = new("findings", "нарушения"),
        Destruction = new("destruction", "уничтожение");

    public static IEnumerable<SheetLine> Lines(PersonDocument file, TimeZoneInfo zone, Language language) =>
    [
        .. file.Consents.Select(c => new SheetLine(Consents, $"{c.Id}: {Join(c.Purposes)} {Day(c.Given, zone)} ({c.Edition}){Ended(c)}", c.Ended.Count > 0, c.Index)),
        .. file.Withdrawals.Concat(file.StopDemands).Select(o => new SheetLine(Objections, $"{All(o.Purposes)} {Day(o.At, zone)}", false, o.Index)),
        .. file.Continued.Select(g => new SheetLine(Continued, $"{g.Category}: {g.Purpose ?? "*"}, {Kebab(g.Basis)}, {g.DecidedBy}, {Day(g.At, zone)}", false, g.Index)),
        .. file.Messaging.Select(c => new SheetLine(Messages, $"{c.Kind ?? "*"} / {c.Channel ?? "*"} {(c.Wanted ? "+" : "-")} {Day(c.At, zone)}", !c.Wanted, c.Index)),
        .. file.Data.Select(d => new SheetLine(Data, $"{d.Category}@{d.System} {Day(d.Since, zone)}{(d.Destroyed is { } gone ? $" - {Day(gone, zone)}" : "")}", d.Destroyed is not null, d.Index)),
        .. file.Disclosed.Select(d => new SheetLine(Disclosures, $"{d.Recipient}: {d.Purpose}, {Kebab(d.Ground)}, {d.Count} x, {Day(d.Last, zone)}", false, d.LastIndex)),
        .. file.Blocks.Select(b => new SheetLine(Blocks, $"{Kebab(b.Reason)} {Day(b.At, zone)}", b.Ended is not null, b.Index)),
        .. file.Holds.Select(h => new SheetLine(Blocks, $"{h.Id}: {Kebab(h.Ground)} {Day(h.At, zone)}", h.Lifted is not null, h.Index)),
        .. file.Duties.Select(d => new SheetLine(Duties, $"{d.Rule} → {Day(d.Due.AddTicks(-1), zone)}{(d.ClosedAt is { } closed ? $", {Day(closed, zone)}" : "")}", !d.Open, d.Opened)),
        .. file.Destroyed.Select(d => new SheetLine(Destruction, $"{Join(d.Categories)}@{d.System} {d.On:yyyy-MM-dd}", false, d.Index)),
        .. file.Shredded.Select(s => new SheetLine(Destruction, $"{All(s.Categories)}: 🔑 {Day(s.At, zone)}", true, s.Index)),
        .. file.Findings.Select(f => new SheetLine(Findings, $"{(language == Language.Ru ? f.Text.Ru : f.Text.En)} ({f.Detail})", f.State == "resolved", f.Index)),
    ];

    static string Ended(ConsentPart consent) => consent.Ended.Count == 0 ? "" : $" ✕ {Join(consent.Ended.Select(e => e.Purpose).Distinct())}";

    static string All(IReadOnlyList<string> items) => items.Count == 0 ? "*" : Join(items);

    static string Join(IEnumerable<string> items) => string.Join(", ", items);

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Kebab(Enum? value) => value is null ? "-" : DocumentJson.Name(value);
}
