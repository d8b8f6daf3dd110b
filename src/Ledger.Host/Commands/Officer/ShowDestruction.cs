using System.CommandLine;
using System.Globalization;
using Ledger.Host.Demo;
using Ledger.Host.Documents;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Spectre.Console;

namespace Ledger.Host.Commands.Officer;

/// <summary>ledger destruction show ID</summary>
static class ShowDestruction
{
    public static Command Create(CommandSet set)
    {
        var person = OfficerOptions.Person();
        var reason = new Option<string>("--reason") { Description = "Why you look; recorded, sealed under the person's key.", DefaultValueFactory = _ => "command line", HelpName = "TEXT" };
        var language = Languages.Option();
        return set.Command("show", "Shows where the destruction of a person's data stands, and what it still waits for. The reading itself is recorded.",
            ["ledger destruction show u-1001 --reason \"withdrawal of 2 March\"", "ledger destruction show u-1001 --lang ru", "ledger destruction show u-1001 --json"],
            [person, reason, language], async session =>
            {
                await using var ledger = await session.Desk();
                var outcome = await ledger.Destruction(session.Value(person), session.Value(reason)!, session.Cancel);
                if (outcome.Refusal is { } refusal) return session.Refused(refusal);
                Show(session, outcome.Value, Languages.Of(session, language));
                return ExitCodes.Done;
            });
    }

    static void Show(Session session, DestructionDocument file, Language language)
    {
        session.Screen.Show(file);
        if (session.Screen.Json) return;
        session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{file.Person.Token}, {(language == Language.Ru ? "по состоянию на" : "as of")} #{file.Known}"));
        var lines = DestructionSheet.Lines(file, session.Settings.Zone, language).ToList();
        if (lines.Count == 0) session.Screen.Say(language == Language.Ru ? "Уничтожать нечего." : "There is nothing to destroy.");
        var tree = new Tree("");
        foreach (var section in lines.GroupBy(line => line.Section))
            tree.AddNode(new Text(section.Key.In(language))).AddNodes(section.Select(line => new Text(
                string.Create(CultureInfo.InvariantCulture, $"{line.Text}  #{line.Index}"), line.Over ? new Style(decoration: Decoration.Dim) : null)));
        if (lines.Count > 0) session.Screen.Draw(tree);
    }
}
