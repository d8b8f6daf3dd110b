using System.CommandLine;
using System.Globalization;
using Ledger.Exports;
using Ledger.Host.Terminal;
using Ledger.Listening;

namespace Ledger.Host.Commands;

/// <summary>ledger export</summary>
static class ExportCommand
{
    public static Command Create(CommandSet set)
    {
        var output = new Option<string>("--out") { Description = "The file to write; it must not exist.", HelpName = "FILE", Required = true };
        var subject = new Option<string?>("--subject") { Description = "One person, by your own id.", HelpName = "ID" };
        var inquiry = new Option<string?>("--inquiry") { Description = "The inquiry it answers; its own events are added.", HelpName = "NUMBER" };
        var from = Moments.Option("--from", "Events that happened at or after this moment.");
        var to = Moments.Option("--to", "Events that happened before this moment.");
        var types = new Option<string[]>("--type") { Description = "Events of this type, for example disclosure.made; may be repeated.", HelpName = "TYPE" };
        var recipient = new Option<string?>("--recipient") { Description = "Disclosures to this recipient.", HelpName = "ID" };
        var open = new Option<bool>("--open") { Description = "Show sealed values: adds their openings, in the clear." };
        var reason = new Option<string>("--reason")
        {
            Description = "Why you export; recorded, sealed under the person's key. Without --subject a code, such as the number of an order.",
            DefaultValueFactory = _ => "command-line", HelpName = "TEXT",
        };
        var format = new Option<string>("--format") { Description = "bundle (a zip that can be verified), jsonl or csv.", DefaultValueFactory = _ => "bundle" };
        format.AcceptOnlyFromAmong("bundle", "jsonl", "csv");
        return set.Command("export", "Exports an audit trail. The export itself is recorded in the ledger.",
        [
            "ledger export --subject u-1001 --open --out trail.zip",
            "ledger export --subject u-1001 --inquiry 2025-118 --reason \"answer to the inquiry\" --out answer.zip",
            "ledger export --recipient mvd --from 2025-01-01 --to 2026-01-01 --out disclosures.zip",
            "ledger export --type disclosure.made --format csv --out disclosures.csv",
        ], [output, subject, inquiry, from, to, types, recipient, open, reason, format], session => Run(session, session.Value(output)!, session.Value(format)!, session.Value(reason)!, new(
            session.Value(subject), session.Value(inquiry), Moments.Parse(session.Value(from), session), Moments.Parse(session.Value(to), session),
            [.. (session.Value(types) ?? []).Select(Typed)], session.Value(recipient), session.Value(open))));
    }

    static async Task<int> Run(Session session, string path, string format, string reason, ExportScope scope)
    {
        OutputFile.Demand(path);
        if (scope is { From: { } from, To: { } to } && from >= to) throw new InputException("--from must lie before --to.");
        if (scope.Opened && format == "jsonl") throw new InputException("--open shows values in a bundle or a CSV; JSON lines are the stored bytes.");
        await using var ledger = await session.Desk();
        using var progress = session.Screen.Progress("Read");
        var outcome = await OutputFile.Write(path, output => ledger.Export(new(scope, reason, format), output, progress, session.Cancel));
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        progress.Dispose();
        if (format == "bundle" && outcome.Value.NotStamped is { } code) session.Screen.Warn(NotStamped(code));
        Sum(session.Screen, path, outcome.Value);
        return ExitCodes.Done;
    }

    /// <summary>What whoever takes a bundle out is told where it goes without a timestamp, although one was wanted.</summary>
    public static string NotStamped(string code) => $"the bundle goes without a timestamp of its own checkpoint ({code}); 'ledger stamp' tries it alone.";

    static void Sum(Screen screen, string path, ExportedBundle exported)
    {
        screen.Say(string.Create(CultureInfo.InvariantCulture, $"{path}: {exported.Events:N0} events up to #{exported.Known}, recorded as #{exported.ExportIndex}."));
        screen.Show(new { file = path, exported.Events, exported.Known, exported.ExportIndex, exported.CheckpointSize, exported.Manifest });
    }

    static string Typed(string type) =>
        Hearing.NameOf(type) ?? throw new InputException($"There is no event type {type}; docs/event-format.md lists them.");
}
