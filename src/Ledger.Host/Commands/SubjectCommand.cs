using System.CommandLine;
using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Sealing;
using Spectre.Console;

namespace Ledger.Host.Commands;

/// <summary>ledger subject ID</summary>
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
        return set.Command("subject", "Shows a person's file. The reading itself is recorded.",
        [
            "ledger subject u-1001 --reason \"inquiry 2025-118\"",
            "ledger subject u-1001 --at 2025-06-01",
            "ledger subject u-1001 --known 250 --json",
        ], [id, at, known, reason, open, language], async session =>
        {
            await using var ledger = await session.Open();
            if (session.Value(known) < 0) throw new InputException("--known is an index: 0 or more.");
            var opened = session.Value(open);
            var view = new ViewPerson(
                session.Value(id), Moments.Parse(session.Value(at), session), session.Value(known), session.Value(reason), session.Settings.Actor, opened);
            var outcome = await ledger.Mediator.Send(view, session.Cancel);
            if (outcome.Refusal is { } refusal) return session.Refused(refusal);
            var file = outcome.Value;
            var values = opened ? await new SealedValues(ledger.Get<IJournal>(), ledger.Get<IKeyVault>()).Of(file.State.Token, file.Known, session.Cancel) : null;
            Show(session, PersonDocuments.Of(file, session.Value(id), values, session.Clock.GetUtcNow()), session.Value(language) == "ru" ? Language.Ru : Language.En);
            return ExitCodes.Done;
        });
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
