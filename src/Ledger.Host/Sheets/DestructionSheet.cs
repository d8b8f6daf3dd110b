using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Projections;

namespace Ledger.Host.Sheets;

/// <summary>Where a person's destruction stands, in lines, made of its document alone.</summary>
static class DestructionSheet
{
    static readonly Words Causes = new("causes and duties", "основания и обязанности"), Continued = new("stays under another ground", "остаётся на другом основании"),
        Held = new("still held", "ещё хранится"), Blocks = new("blocks and holds", "блокировки и удержания"), Recipients = new("recipients", "получатели"),
        Reported = new("reported destroyed", "сообщено об уничтожении"), Keys = new("keys destroyed", "уничтожены ключи"), Evidence = new("evidence", "подтверждения");

    static readonly Words WaitsFor = new("waits for", "ждёт"), Done = new("done", "исполнено"), Overdue = new("OVERDUE", "ПРОСРОЧЕНО"), Late = new("late", "с опозданием"),
        Safe = new("safe until", "с запасом до"), Extended = new("extended (21(6))", "продлено (ч. 6 ст. 21)"), All = new("all", "все"),
        AnySystem = new("a system nobody named", "неизвестная система"), AnyCategory = new("whatever is held", "всё, что хранится"), Until = new("kept until", "хранятся до"),
        By = new("decided by", "решение:"), Forgotten = new("forgotten", "забыт"), Hold = new("hold", "удержание"), Block = new("blocked", "заблокировано");

    public static IEnumerable<SheetLine> Lines(DestructionDocument file, TimeZoneInfo zone, Language language)
    {
        string In(Words words) => words.In(language);
        string Listed(IReadOnlyList<string> items) => items.Count == 0 ? In(All) : string.Join(", ", items);
        return
        [
            .. file.Causes.SelectMany(cause => Of(cause, zone, language)),
            .. file.Continued.Select(c => new SheetLine(Continued, $"{c.Category}{(c.Purpose is null ? "" : $" ({c.Purpose})")}: {In(GroundNames.Of(c.Basis))}, {In(By)} {c.DecidedBy}, {Day(c.At, zone)}", false, c.Index)),
            .. file.Held.Select(d => new SheetLine(Held, $"{d.Category}@{d.System}: {string.Join(", ", d.Purposes)}", false, d.Index)),
            .. file.Holds.Select(h => new SheetLine(Blocks, $"{In(Hold)} {h.Id}: {In(GroundNames.Of(h.Ground))}, {Listed(h.Categories)}, {Day(h.At, zone)}{Ended(h.Lifted, zone)}", h.Lifted is not null, h.Index)),
            .. file.Blocks.Select(b => new SheetLine(Blocks, $"{In(Block)}: {In(GroundNames.Of(b.Reason))}, {Listed(b.Categories)}, {Day(b.At, zone)}{Ended(b.Ended, zone)}", b.Ended is not null, b.Index)),
            .. file.Recipients.Select(r => new SheetLine(Recipients, Of(r, zone, language), r.State == NoticeState.Acknowledged, r.Cause)),
            .. file.Reported.Select(d => new SheetLine(Reported, $"{string.Join(", ", d.Categories)}@{d.System} {d.On:yyyy-MM-dd}{(d.Act is null ? "" : $" ({d.Act})")}", false, d.Index)),
            .. file.Shredded.Select(s => new SheetLine(Keys, $"{Listed(s.Categories)}: {Day(s.At, zone)}", false, s.Index)),
            .. file.EvidenceUntil is { } until ? [new SheetLine(Evidence, $"{In(Until)} {Day(until.AddTicks(-1), zone)}", false, file.Known)] : Array.Empty<SheetLine>(),
            .. file.Forgotten is { } gone ? [new SheetLine(Evidence, $"{In(Forgotten)} {Day(gone.At, zone)}", true, gone.Index)] : Array.Empty<SheetLine>(),
        ];
    }

    static IEnumerable<SheetLine> Of(CausePart cause, TimeZoneInfo zone, Language language)
    {
        string In(Words words) => words.In(language);
        var state = cause.Open ? cause.Overdue ? $" {In(Overdue)}" : "" : $", {In(Done)} {Day(cause.ClosedAt!.Value, zone)}{(cause.Missed ? $" {In(Late)}" : "")}";
        yield return new(Causes,
            $"{EventName(cause.Type, language)} {(EndsTerm(cause.Type) ? LastDay(cause.At, zone) : Day(cause.At, zone))}: {(language == Language.Ru ? cause.Text.Ru : cause.Text.En)} ({cause.Rule}) → {LastDay(cause.Due, zone)}, {In(Safe)} {LastDay(cause.Safe, zone)}{(cause.Extended ? $", {In(Extended)}" : "")}{state}",
            !cause.Open, cause.Index);
        foreach (var wait in cause.Waits)
            yield return new(Causes, $"  {In(WaitsFor)}: {wait.Category ?? In(AnyCategory)} @ {(wait.System is null ? In(AnySystem) : wait.SystemName is { } name ? $"{name} ({wait.System})" : wait.System)}", false, cause.Index);
    }

    static string Of(NoticeDocument notice, TimeZoneInfo zone, Language language)
    {
        var at = notice.State == NoticeState.ToTell ? $" → {LastDay(notice.Due, zone)}{(notice.Overdue ? $" {Overdue.In(language)}" : "")}" : $" {Day((notice.Acknowledged ?? notice.Told)!.Value, zone)}";
        return $"{notice.Recipient}: {NoticeNames.Of(notice.State).In(language)}{at} ({string.Join(", ", notice.Categories)})";
    }

    static string EventName(string type, Language language) => language == Language.Ru ? EventNames.Of(type["ledger.".Length..]).Ru : type["ledger.".Length..];

    /// <summary>Whether the event's time is the end of a term: one that ends with a day ends on that day.</summary>
    static bool EndsTerm(string type) => type is "ledger.consent.expired" or "ledger.retention.ended";

    static string Ended(DateTimeOffset? ended, TimeZoneInfo zone) => ended is { } moment ? $" - {Day(moment, zone)}" : "";

    static string LastDay(DateTimeOffset end, TimeZoneInfo zone) => Day(end.AddTicks(-1), zone);

    static string Day(DateTimeOffset moment, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(moment, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
