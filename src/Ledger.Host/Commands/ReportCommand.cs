using System.CommandLine;
using System.Globalization;
using Ledger.Host.Acts;
using Ledger.Host.Documents;
using Ledger.Host.Terminal;
using Ledger.Reports;

namespace Ledger.Host.Commands;

/// <summary>ledger report KIND: the reports, beside them the act of destruction with its log export, and letters.</summary>
static class ReportCommand
{
    public static Command Create(CommandSet set)
    {
        var report = new Command("report", "Documents for people: answers to inquiries, what a person must be told, receipts, registers, acts of destruction, letters. Each is recorded before it leaves.")
        {
            Of(set, "destruction-act", ActReportKind.Act,
                "Issues the act of destruction (Order RKN 179) from all reports that name it: its hash is recorded, and it can be signed. With --subject: an extract about one person."),
            Officer.LetterCommand.Create(set),
            Of(set, "destruction-log", ActReportKind.Log, "Exports the event log that goes with an act of destruction (Order RKN 179, p. 5)."),
        };
        foreach (var command in ReportCommands.Create(set)) report.Add(command);
        set.Examples.Add(report, ["ledger report inquiry 2026-118 --out answer.zip", "ledger report subject-access --subject u-1001 --out u-1001.pdf", "ledger report destruction-act 2026-7 --out act.pdf --reason order-12"]);
        return report;
    }

    static Command Of(CommandSet set, string name, ActReportKind kind, string description)
    {
        var act = new Argument<string>("REF") { Description = "The act's reference, as the reports of destruction name it." };
        var output = new Option<string>("--out") { Description = "The file to write, .pdf, .html, .csv or .json; it must not exist.", HelpName = "FILE", Required = true };
        var subject = new Option<string?>("--subject") { Description = "Only what is about this person, by your own id.", HelpName = "ID" };
        var again = new Option<bool>("--again") { Description = "Issue the act anew although it is signed; signatures are of the old document." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why; recorded. A code, such as the number of an order; with --subject any text, sealed under the person's key.",
            DefaultValueFactory = _ => "command-line", HelpName = "TEXT",
        };
        return set.Command(name, description, [$"ledger report {name} 2026-7 --out {(kind == ActReportKind.Act ? "act.pdf" : "log.csv")} --reason order-12"],
            kind == ActReportKind.Act ? [act, output, subject, again, reason] : [act, output, subject, reason],
            session => Run(session, session.Value(output)!, new(
                session.Value(act), kind, FormatOf(session.Value(output)!), session.Value(subject), session.Value(reason)!, kind == ActReportKind.Act && session.Value(again))));
    }

    static ReportFormat FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".pdf" => ReportFormat.Pdf,
        ".html" => ReportFormat.Html,
        ".csv" => ReportFormat.Csv,
        ".json" => ReportFormat.Json,
        _ => throw new InputException("--out names a file that ends with .pdf, .html, .csv or .json."),
    };

    static async Task<int> Run(Session session, string path, ActQuestion asked)
    {
        OutputFile.Demand(path);
        await using var acts = await IActDesk.Open(session);
        var outcome = await OutputFile.Write(path, output => acts.Make(asked, output, session.Cancel));
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        Sum(session.Screen, path, outcome.Value);
        return ExitCodes.Done;
    }

    static void Sum(Screen screen, string path, MadeActReport made)
    {
        foreach (var missing in made.Missing)
            screen.Warn(string.Create(CultureInfo.InvariantCulture, $"{made.Reports} reports, of which {missing.Reports} do not give {Named(missing.What)}; the document says so."));
        if (made.Unconfined) screen.Warn("printed by a browser without its sandbox: this system lets it have none.");
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {Counted(made.Reports, "report")} about {Counted(made.Persons, "person")} up to #{made.Known}, recorded as #{made.Recorded}."));
        screen.Say($"SHA-256 {made.Sha256}");
        screen.Show(new
        {
            file = path, made.Sha256, made.Reports, made.Persons, made.Known, made.Recorded, missing = made.Missing.Select(m => new { what = DocumentJson.Name(m.What), m.Reports }),
        });
    }

    static string Counted(long count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");

    static string Named(ActGap gap) => gap switch
    {
        ActGap.Performers => "who destroyed the data (г)",
        ActGap.Media => "the material media (е)",
        ActGap.SystemName => "a registered system (ж)",
        ActGap.ProcessorName => "a registered processor (б)",
        ActGap.ProcessorAddress => "a processor with an address (б)",
        ActGap.CategoryName => "categories that a policy names (д)",
        ActGap.Subject => "a person who can still be named (в)",
        _ => throw new ArgumentOutOfRangeException(nameof(gap)),
    };
}
