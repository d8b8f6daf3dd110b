using System.Globalization;
using System.Text.Json;
using Ledger.Host.Demo;
using Ledger.Projections;

namespace Ledger.Host.Sheets;

/// <summary>One line of a person's file as people read it.</summary>
/// <param name="Section">What it belongs to.</param>
/// <param name="Text">What it says.</param>
/// <param name="Over">Whether it no longer holds: withdrawn, destroyed, opted out.</param>
/// <param name="Index">The event behind it.</param>
sealed record SheetLine(Words Section, string Text, bool Over, long Index);

/// <summary>A person's file in lines. No personal value is in it; <see cref="SealedValues"/> has those.</summary>
static class PersonSheet
{
    static readonly Words Consents = new("consents", "согласия"), Objections = new("withdrawals and demands", "отзывы и требования"),
        Messages = new("messages", "сообщения"), Data = new("data held", "данные"), Disclosures = new("disclosed to", "передано"),
        Blocks = new("blocks and holds", "блокировки и удержания"), Duties = new("duties", "обязанности"), Findings = new("findings", "нарушения"),
        Destruction = new("destruction", "уничтожение");

    public static IEnumerable<SheetLine> Lines(PersonFile file, TimeZoneInfo zone, Language language) =>
    [
        .. file.State.Consents.Select(c => new SheetLine(Consents, $"{c.Id}: {Join(c.Purposes)} {Since(c.Given, zone)} ({c.Edition}){Ended(c)}", c.Ended.Length > 0, c.Index)),
        .. file.State.Withdrawals.Concat(file.State.StopDemands).Select(o => new SheetLine(Objections, $"{(o.Purposes.IsEmpty ? "*" : Join(o.Purposes))} {Since(o.At, zone)}", false, o.Index)),
        .. file.State.Choices.Select(c => new SheetLine(Messages, $"{c.Kind ?? "*"} / {c.Channel ?? "*"} {(c.Wanted ? "+" : "-")} {Since(c.At, zone)}", !c.Wanted, c.Index)),
        .. file.State.Data.Select(d => new SheetLine(Data, $"{d.Category}@{d.System} {Since(d.Since, zone)}{(d.Destroyed is { } gone ? $" - {Day(gone, zone)}" : "")}", d.Destroyed is not null, d.Index)),
        .. file.State.Disclosed.Select(d => new SheetLine(Disclosures, $"{d.Recipient}: {d.Purpose}, {Kebab(d.Ground)}, {d.Count} x, {Day(d.Last, zone)}", false, d.LastIndex)),
        .. file.State.Blocks.Select(b => new SheetLine(Blocks, $"{Kebab(b.Reason)} {Since(b.At, zone)}", b.Ended is not null, b.Index)),
        .. file.State.Holds.Select(h => new SheetLine(Blocks, $"{h.Id}: {Kebab(h.Ground)} {Since(h.At, zone)}", h.Lifted is not null, h.Index)),
        .. file.State.Duties.Select(d => new SheetLine(Duties, $"{d.Terms.Rule} → {Day(d.Terms.Due.AddTicks(-1), zone)}{(d.ClosedAt is { } closed ? $", {Day(closed, zone)}" : "")}", !d.IsOpen, d.Opened)),
        .. file.State.Destroyed.Select(d => new SheetLine(Destruction, $"{Join(d.Categories)}@{d.System} {d.On:yyyy-MM-dd}", false, d.Index)),
        .. file.State.Shredded.Select(s => new SheetLine(Destruction, $"{(s.Categories.IsEmpty ? "*" : Join(s.Categories))}: 🔑 {Day(s.At, zone)}", true, s.Index)),
        .. file.State.Findings.Select(f => new SheetLine(Findings, $"{Text(f, language)} ({f.Detail})", f.Resolved, f.Index)),
    ];

    static string Text(Finding finding, Language language)
    {
        var text = FindingKinds.Of(finding.Code).Text;
        return language == Language.Ru ? text.Ru : text.En;
    }

    static string Ended(Consent consent) => consent.Ended.Length == 0 ? "" : $" ✕ {Join(consent.Ended.Select(e => e.Purpose).Distinct())}";

    static string Join(IEnumerable<string> items) => string.Join(", ", items);

    static string Since(DateTimeOffset moment, TimeZoneInfo zone) => Day(moment, zone);

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Kebab(Enum? value) => value is null ? "-" : JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
