using System.CommandLine;
using Ledger.Host.Statements;
using Ledger.Incidents;
using Ledger.Persons;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger incident report | notify | investigate | show</summary>
static class IncidentCommand
{
    static readonly string[] AllExamples =
    [
        "ledger incident report 2026-1 --kind leak --detected 2026-03-01T22:00:00+03:00 --detected-by third-party --category contact --measures @measures.txt",
        "ledger incident notify 2026-1 --stage primary --notice 1234567",
        "ledger incidents",
    ];

    public static Command Create(CommandSet set)
    {
        var group = new Command("incident", "Unlawful or accidental transfers of data, and what the regulator is told of them within 24 and 72 hours: 'ledger incidents' lists what is open.")
        {
            Report(set), Notify(set), Investigate(set), ShowIncident.Create(set),
        };
        set.Examples.Add(group, AllExamples);
        return group;
    }

    public static Argument<string> Number() => new("NUMBER") { Description = "Your own number of the incident." };

    static Command Report(CommandSet set)
    {
        var number = Number();
        var kind = new Option<string>("--kind") { Description = "What happened, in a word: stolen-credentials, leak, wrong-recipient ...", HelpName = "KIND", Required = true };
        var detected = Required(Moments.Option("--detected", "When anybody detected it: 24 and 72 hours run from here."));
        var by = new Option<string>("--detected-by") { Description = "Who detected it: operator, regulator, person or third-party.", Required = true };
        OfficerOptions.Among(by, OfficerOptions.Names<DetectedBy>());
        var known = Moments.Option("--known", "When the operator learned of it (default: when it was detected).");
        var categories = OfficerOptions.Categories("A category of data it was about; may be repeated.");
        var harmless = new Option<bool>("--no-rights-violated") { Description = "It violated nobody's rights: then no authority must be told." };
        var (subjects, records) = (new Option<long?>("--subjects") { Description = "How many persons, as far as known.", HelpName = "N" }, new Option<long?>("--records") { Description = "How many records, as far as known.", HelpName = "N" });
        var (causes, harm, measures) = (Text("--causes", "Presumed causes"), Text("--harm", "Presumed harm"), Text("--measures", "Measures taken"));
        var contact = Text("--contact", "Who answers the regulator's questions");
        var reporter = new Option<string?>("--reporter") { Description = "The person who reported it, by your own id.", HelpName = "ID" };
        var system = new Option<string?>("--system") { Description = "Where, as the system is registered.", HelpName = "SYSTEM" };
        var processor = new Option<string?>("--processor") { Description = "The processor it happened at, as it is registered.", HelpName = "RECIPIENT" };
        var told = Moments.Option("--processor-told", "When the processor told you (152-FZ 6(3)).");
        var affected = new Option<string[]>("--affected") { Description = "A person whose data it was, by your own id; may be repeated, or @FILE with one a line.", HelpName = "ID" };
        var laws = Laws("Under which law the data is: ru, eu; may be repeated (default: that of the persons named, or 152-FZ).");
        return set.Command("report", "Records an incident; opens the duties to tell the authority. Reported again under its number, it says what is known by then.",
        [
            "ledger incident report 2026-1 --kind stolen-credentials --detected 2026-03-01T22:00:00+03:00 --detected-by person --known 2026-03-02T08:00:00+03:00 --category login --affected u-1001 --contact @contact.txt",
            "ledger incident report 2026-2 --kind wrong-recipient --detected 2026-03-03 --detected-by operator --no-rights-violated",
        ], [number, kind, detected, by, known, categories, harmless, subjects, records, causes, harm, measures, contact, reporter, system, processor, told, affected, laws, OfficerOptions.Id, OfficerOptions.DryRun],
            session => OfficerDesk.Say(session, new IncidentReport(
                session.Value(number), session.Value(kind)!, Moments.Parse(session.Value(detected), session), session.Value(by)!, Moments.Parse(session.Value(known) ?? session.Value(detected), session))
            {
                Categories = session.Value(categories), Harmless = session.Value(harmless), Subjects = session.Value(subjects), Records = session.Value(records),
                Causes = OfficerText.Of(session.Value(causes)), Harm = OfficerText.Of(session.Value(harm)), Measures = OfficerText.Of(session.Value(measures)),
                Contact = OfficerText.Of(session.Value(contact)), Reporter = session.Value(reporter), System = session.Value(system), Processor = session.Value(processor),
                ProcessorTold = Moments.Parse(session.Value(told), session), Affected = OfficerText.Each(session.Value(affected)), Laws = session.Value(laws),
            }.Event() with { Id = session.Value(OfficerOptions.Id) }));
    }

    static Command Notify(CommandSet set)
    {
        var (number, on) = (Number(), Moments.Option("--on", "When it was given (default: now)."));
        var stage = new Option<string>("--stage") { Description = "primary (24 hours) or additional (72 hours, with the investigation's results).", Required = true };
        OfficerOptions.Among(stage, OfficerOptions.Names<NoticeStage>());
        var notice = new Option<string>("--notice") { Description = "The number the authority gave it.", HelpName = "NO", Required = true };
        var law = new Option<string?>("--law") { Description = "ru for Roskomnadzor, eu for the supervisory authority (default: whatever is due)." };
        OfficerOptions.Among(law, OfficerOptions.Names<Regime>());
        var document = new Option<string?>("--document") { Description = "The notice: its SHA-256 is recorded, sealed.", HelpName = "FILE" };
        var late = Text("--late-reasons", "Why it is late (GDPR 33(1))");
        return set.Command("notify", "Records that the regulator was told of an incident (152-FZ 21(3.1); GDPR 33).",
            ["ledger incident notify 2026-1 --stage primary --notice 1234567 --document notice.pdf", "ledger incident notify 2026-1 --stage additional --notice 1234568"],
            [number, stage, notice, law, document, late, on, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session, RegisterStatements.Notified(
                session.Value(number), session.Value(stage)!, session.Value(notice)!, session.Value(law), FileHash.Of(session.Value(document)), OfficerText.Of(session.Value(late))) with { Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(on), session) }));
    }

    static Command Investigate(CommandSet set)
    {
        var (number, on) = (Number(), Moments.Option("--on", "When it ended (default: now)."));
        var order = new Option<string>("--order") { Description = "The order it was held by.", HelpName = "NO", Required = true };
        var results = Text("--results", "What it found");
        var culprits = new Option<string[]>("--culprit") { Description = "Whose actions caused it: a description, or ID:description where you know the person; recorded sealed; may be repeated, or @FILE with one a line.", HelpName = "TEXT" };
        var measures = Text("--measures", "Further measures");
        return set.Command("investigate", "Records that the internal investigation ended, and what it found.",
            ["ledger incident investigate 2026-1 --order order-15 --results @results.txt --culprit \"staff-9:Sidorov I., engineer\""],
            [number, order, results, culprits, measures, on, OfficerOptions.Id, OfficerOptions.DryRun], session => OfficerDesk.Say(session, new("incident.investigated", null, new
            {
                incident = session.Value(number), order = session.Value(order), results = OfficerText.Of(session.Value(results)) ?? throw new InputException("--results: what it found."),
                culprits = OfficerText.Each(session.Value(culprits)).Select(Culprit), measures = OfficerText.Of(session.Value(measures)),
            }) { Id = session.Value(OfficerOptions.Id), Time = Moments.Parse(session.Value(on), session) }));
    }

    static object Culprit(string text) => text.Split(':', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } person, { Length: > 0 } description] && !person.Contains(' ', StringComparison.Ordinal)
        ? new { description, person = (string?)person }
        : new { description = text, person = (string?)null };

    static Option<string[]> Laws(string description)
    {
        var laws = new Option<string[]>("--law") { Description = description, HelpName = "LAW" };
        OfficerOptions.Among(laws, OfficerOptions.Names<Regime>());
        return laws;
    }

    static Option<string?> Required(Option<string?> option)
    {
        option.Required = true;
        return option;
    }

    static Option<string?> Text(string name, string what) => new(name) { Description = $"{what}; recorded sealed. @FILE or - for a text of a file or of standard input.", HelpName = "TEXT" };
}
