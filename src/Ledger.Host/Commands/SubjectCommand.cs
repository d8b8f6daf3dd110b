using System.CommandLine;
using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Spectre.Console;

namespace Ledger.Host.Commands;

/// <summary>ledger subject ID, and ledger subject find TEXT</summary>
static class SubjectCommand
{
    public static Command Create(CommandSet set)
    {
        var id = new Argument<string>("ID") { Description = "The person, by your own id." };
        var at = Moments.Option("--at", "As it was at this moment:");
        var known = new Option<long?>("--known") { Description = "As the ledger knew it once the event of this index was recorded.", HelpName = "N" };
        var reason = new Option<string>("--reason") { Description = "Why you look; recorded, sealed under the person's key.", DefaultValueFactory = _ => "command line", HelpName = "TEXT" };
        var open = new Option<bool>("--open") { Description = "Show sealed values in the clear." };
        var language = new Option<string>("--lang") { Description = "en or ru.", DefaultValueFactory = _ => "en" };
        language.AcceptOnlyFromAmong("en", "ru");
        var subject = set.Command("subject", "Shows a person's file. The reading itself is recorded.",
        [
            "ledger subject u-1001 --reason \"inquiry 2025-118\"",
            "ledger subject u-1001 --at 2025-06-01",
            "ledger subject u-1001 --known 250 --json",
            "ledger subject find 2025-118",
        ], [id, at, known, reason, open, language], async session =>
        {
            if (session.Value(known) < 0) throw new InputException("--known is an index: 0 or more.");
            var asked = new PersonQuestion(
                session.Value(id), Moments.Parse(session.Value(at), session), session.Value(known), session.Value(reason)!, session.Value(open));
            await using var ledger = await session.Desk();
            var outcome = await ledger.View(asked, session.Cancel);
            if (outcome.Refusal is { } refusal) return session.Refused(refusal);
            Show(session, outcome.Value, session.Value(language) == "ru" ? Language.Ru : Language.En);
            return ExitCodes.Done;
        });
        subject.Add(FindCommand.Create(set));
        return subject;
    }

    static void Show(Session session, PersonDocument file, Language language)
    {
        session.Screen.Show(file);
        if (session.Screen.Json) return;
        session.Screen.Say($"{file.Person.Token}, {file.Events.Count} events, as of #{file.Known}{(file.At is { } at ? $", {at:yyyy-MM-dd HH:mm zzz}" : "")}");
        var tree = new Tree("");
        foreach (var section in PersonSheet.Lines(file, session.Settings.Zone, language).GroupBy(l => l.Section))
            tree.AddNode(new Text(section.Key.In(language))).AddNodes(section.Select(l => new Text($"{l.Text}  #{l.Index}", l.Over ? new Style(decoration: Decoration.Dim) : null)));
        if (file.Values is { Count: > 0 } values)
            tree.AddNode("sealed").AddNodes(values.Select(v => new Text($"{v.Pointer} = {v.Value ?? "destroyed"}  #{v.Index}")));
        var timeline = tree.AddNode(language == Language.Ru ? "события" : "events");
        foreach (var happened in file.Events) timeline.AddNode(new Text(Line(happened, session.Settings.Zone)));
        session.Screen.Draw(tree);
    }

    static string Line(EventPart happened, TimeZoneInfo zone) =>
        string.Create(CultureInfo.InvariantCulture, $"#{happened.Index} {TimeZoneInfo.ConvertTime(happened.Time, zone):yyyy-MM-dd HH:mm} {happened.Type["ledger.".Length..]}");
}
