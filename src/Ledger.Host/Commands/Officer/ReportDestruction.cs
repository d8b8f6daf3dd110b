using System.CommandLine;
using System.Globalization;
using Ledger.Host.Statements;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger destruction report ID: a system's report that it destroyed data, with the fields of Order RKN 179.</summary>
static class ReportDestruction
{
    static readonly Option<string> System = new("--system") { Description = "The system (item ж), as it is registered.", HelpName = "SYSTEM", Required = true };
    static readonly Option<string[]> Categories = OfficerOptions.Categories("A category that was destroyed (item д); several times for several.", required: true);
    static readonly Option<string[]> Purposes = OfficerOptions.Purposes("A purpose it was held for, where it is not all of them; may be repeated.");
    static readonly Option<string> Method = new("--method") { Description = "How (item з), for example overwriting.", HelpName = "METHOD", Required = true };
    static readonly Option<string[]> By = new("--by") { Description = "Who did it (item г): STAFF:\"Full name\":\"Position\"; several times for several, or @FILE with one a line. STAFF is a personnel number, recorded with staff- before it.", HelpName = "STAFF:NAME:POSITION", Required = true };
    static readonly Option<string?> Tool = new("--tool") { Description = "The tool that destroyed it, with its version, for example eraser-4.2 (152-FZ 19(2)(3.1)).", HelpName = "NAME" };
    static readonly Option<string?> Certificate = new("--certificate") { Description = "The number of the tool's certificate.", HelpName = "NO" };
    static readonly Option<string?> On = new("--on") { Description = "The local date of destruction (item к; default: today).", HelpName = "DATE" };
    static readonly Option<string> Reason = OfficerOptions.Reason();
    static readonly Option<string?> ReasonText = new("--reason-text") { Description = "Why (item и), in words; @FILE or - for a text of a file or of standard input.", HelpName = "TEXT" };
    static readonly Option<string> Act = new("--act") { Description = "Reference of the act it goes into: an act proves the destruction (152-FZ 21(7)).", HelpName = "REF", Required = true };
    static readonly Option<string?> Name = new("--name") { Description = "Full name of the person, as the act is to show it (item в); @FILE or -.", HelpName = "NAME" };
    static readonly Option<string[]> Media = new("--medium") { Description = "A destroyed material medium and its sheets (item е): NAME:SHEETS; may be repeated.", HelpName = "NAME:SHEETS" };
    static readonly Option<bool> NotAutomated = new("--not-automated") { Description = "Processing was not automated: the act alone proves it." };
    static readonly Option<string?> Processor = new("--processor") { Description = "The processor that held it (item б): the recipient's id in the registers.", HelpName = "RECIPIENT" };

    public static Command Create(CommandSet set)
    {
        var person = OfficerOptions.Person();
        return set.Command("report", "Records that a system destroyed data of a person, with what an act of destruction must hold (Order RKN 179).",
        [
            "ledger destruction report u-1001 --system crm --category contact --method overwriting --reason withdrawal --by staff-3:\"Petrova Anna\":\"database administrator\" --tool eraser-4.2 --certificate FSTEC-4567 --act 2026-7 --dry-run",
            "ledger destruction report u-1001 --system archive --category contact --method shredding --reason withdrawal --by @performers.txt --medium \"contract 17\":4 --not-automated --on 2026-03-01 --act 2026-7",
        ], [person, System, Categories, Purposes, Method, By, Tool, Certificate, On, Reason, ReasonText, Act, Name, Media, NotAutomated, Processor, OfficerOptions.Id, OfficerOptions.DryRun],
            session => OfficerDesk.Say(session, Read(session, session.Value(person)).Event() with { Id = session.Value(OfficerOptions.Id) }));
    }

    static SystemDestruction Read(Session session, string person)
    {
        if (session.Value(Certificate) is not null && session.Value(Tool) is null) throw new InputException("--certificate is a tool's: name it by --tool.");
        return new(
            person, session.Value(System)!, session.Value(Categories)!, session.Value(Method)!, session.Value(Reason)!, session.Value(On) is { } on ? Date(on) : Today(session),
            [.. OfficerText.Each(session.Value(By)).Select(Performer)])
        {
            NotAutomated = session.Value(NotAutomated), ReasonText = OfficerText.Of(session.Value(ReasonText)), Purposes = session.Value(Purposes),
            Tool = session.Value(Tool), Certificate = session.Value(Certificate), Processor = session.Value(Processor),
            Media = [.. OfficerText.Each(session.Value(Media)).Select(Medium)], Act = session.Value(Act), SubjectName = OfficerText.Of(session.Value(Name)),
        };
    }

    static Destroyer Performer(string text) => text.Split(':', 3, StringSplitOptions.TrimEntries) is [{ Length: > 0 } person, { Length: > 0 } name, { Length: > 0 } position]
        ? new(person, name, position)
        : throw new InputException("--by is STAFF:\"Full name\":\"Position\": your own id of the employee, and what the act is to show.");

    static LostMedium Medium(string text) => text.LastIndexOf(':') is > 0 and var at && long.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sheets)
        ? new(text[..at], sheets)
        : throw new InputException("--medium is NAME:SHEETS, for example \"contract 17\":4.");

    /// <summary>A date as written; whether it can be is for the ledger to say.</summary>
    static string Date(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        ? text
        : throw new InputException("--on is a date: 2026-03-01.");

    static string Today(Session session) =>
        TimeZoneInfo.ConvertTime(session.Clock.GetUtcNow(), session.Settings.Zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
