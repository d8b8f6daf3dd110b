using System.CommandLine;
using Ledger.Host.Documents;
using Ledger.Host.Search;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>ledger subject find TEXT|-</summary>
static class FindCommand
{
    public static Command Create(CommandSet set)
    {
        var text = new Argument<string>("TEXT") { Description = "Your own id of the person, the token, the number of an inquiry, or a contact: the whole of it. - reads it from standard input, so that no contact stays in the shell's history." };
        var reason = new Option<string?>("--reason") { Description = "Why; contacts are looked through only with it. Recorded with each person found by one, sealed.", HelpName = "TEXT" };
        return set.Command("find", "Finds a person. Exit code 0 found, 1 nobody.",
        [
            "ledger subject find 2025-118",
            "ledger subject find s-0123456789abcdef0123456789abcdef",
            "echo '+7 916 123-45-67' | ledger subject find - --reason \"call of 3 March\"",
        ], [text, reason], async session =>
        {
            var sought = session.Value(text) is var given && given == "-" ? Console.In.ReadLine() ?? "" : given;
            await using var ledger = await session.Desk();
            var outcome = await ledger.Find(sought, session.Value(reason), session.Cancel);
            if (outcome.Refusal is { } refusal) return session.Refused(refusal);
            Show(session.Screen, outcome.Value);
            return outcome.Value.Persons.Count > 0 ? ExitCodes.Done : ExitCodes.No;
        });
    }

    static void Show(Screen screen, FoundPersons found)
    {
        screen.Show(found);
        foreach (var person in found.Persons) screen.Say($"{person.Id ?? "(no id)"}  {person.Token}  by {DocumentJson.Name(person.By)}");
        if (found.More) screen.Say("More persons have this contact than are shown.");
        if (found.Persons.Count == 0) screen.Say(found.Inquiry is null ? "Nobody was found." : "The inquiry is recorded; it is about nobody in particular.");
        if (!found.Contacts) screen.Say("Contacts were not looked through: that takes an officer and --reason.");
    }
}
