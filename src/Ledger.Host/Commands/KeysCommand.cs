using System.CommandLine;
using System.Globalization;
using Ledger.Host.Server.Endpoints;
using Ledger.Host.Terminal;
using Spectre.Console;

namespace Ledger.Host.Commands;

/// <summary>ledger keys list | add | revoke | rotate</summary>
static class KeysCommand
{
    public static Command Create(CommandSet set)
    {
        var keys = new Command("keys", "API keys: who may use the ledger over HTTP.") { List(set), Add(set), Revoke(set), Rotate(set) };
        set.Examples.Add(keys, ["ledger keys list", "ledger keys add billing --role publisher --ground \"order 12\"", "ledger keys rotate 0123456789ab --grace 3600"]);
        return keys;
    }

    static Command List(CommandSet set) =>
        set.Command("list", "Every key there was, oldest first; never the keys themselves.", ["ledger keys list", "ledger keys list --json"], [], async session =>
        {
            await using var keys = await IKeyAdministration.Open(session);
            var listed = await keys.List(session.Cancel);
            if (listed.Refusal is { } refusal) return session.Refused(refusal);
            var rows = listed.Value;
            foreach (var row in rows) session.Screen.Show(row);
            var table = new Table().Border(TableBorder.Simple).AddColumns("prefix", "account", "role", "works", "created", "ends", "last used");
            foreach (var row in rows) table.AddRow([.. new[] { row.Prefix, row.Name, row.Role, row.Works ? "yes" : "no", row.Created, row.Revoked ?? row.Expires ?? "", row.LastUsed ?? "" }.Select(cell => new Text(cell))]);
            if (rows.Count > 0) session.Screen.Draw(table);
            session.Screen.Say($"{rows.Count:N0} keys.");
            return ExitCodes.Done;
        });

    static Command Add(CommandSet set)
    {
        var name = new Argument<string>("ACCOUNT") { Description = "The account it stands for: letters, digits and . _ / # -, never a person's name." };
        var role = new Option<string>("--role") { Description = "publisher, officer, auditor, regulator or administrator.", HelpName = "ROLE", Required = true };
        var ground = new Option<string>("--ground") { Description = "The order or contract it rests on; recorded.", HelpName = "TEXT", Required = true };
        var sources = new Option<string[]?>("--source") { Description = "A source it may publish under; several times for several.", HelpName = "URI" };
        var types = new Option<string[]?>("--type") { Description = "An event type it may publish, without its version.", HelpName = "TYPE" };
        var inquiries = new Option<string[]?>("--inquiry") { Description = "An inquiry a regulator's key is for.", HelpName = "NUMBER" };
        var rate = new Option<long?>("--rate") { Description = "Requests a second; 0 for no limit (default: $LEDGER_RATE).", HelpName = "N" };
        var ownLinks = new Option<bool>("--own-links") { Description = "A publisher's key may take out links to persons' own pages." };
        var expires = new Option<string?>("--expires") { Description = "When it ends (default: never).", HelpName = "MOMENT" };
        return set.Command("add", "Makes a key and shows it this once. Recorded as ledger.access.granted.",
        [
            "ledger keys add registration --role publisher --ground \"order 12\" --source /registration",
            "ledger keys add cabinet --role publisher --ground \"order 12\" --own-links",
            "ledger keys add rkn-2025-7 --role regulator --ground \"request 7\" --inquiry 2025-7 --expires 2026-12-31",
        ], [name, role, ground, sources, types, inquiries, rate, expires, ownLinks], async session =>
        {
            var wish = new KeyWish(session.Value(name), session.Value(role)!, session.Value(ground)!, Some(session.Value(sources)), Some(session.Value(types)),
                Some(session.Value(inquiries)), session.Value(rate), session.Value(expires), session.Value(ownLinks));
            if (Moments.Parse(wish.Expires, session) is { } end) wish = wish with { Expires = end.UtcDateTime.ToString(@"yyyy-MM-dd\THH\:mm\:ss\Z", CultureInfo.InvariantCulture) };
            await using var keys = await IKeyAdministration.Open(session);
            return Shown(session, await keys.Issue(wish, session.Cancel));
        });
    }

    static Command Rotate(CommandSet set)
    {
        var prefix = Prefix();
        var grace = new Option<int>("--grace") { Description = "How many seconds the old key still works (default: not at all; at most 30 days).", HelpName = "SECONDS" };
        return set.Command("rotate", "Makes a new key of the same account and terms, in place of this one, and shows it this once.",
            ["ledger keys rotate 0123456789ab", "ledger keys rotate 0123456789ab --grace 3600"], [prefix, grace], async session =>
            {
                await using var keys = await IKeyAdministration.Open(session);
                return Shown(session, await keys.Rotate(session.Value(prefix), session.Value(grace), session.Cancel));
            });
    }

    static Command Revoke(CommandSet set)
    {
        var prefix = Prefix();
        var reason = new Option<string>("--reason") { Description = "Why; recorded.", HelpName = "TEXT", DefaultValueFactory = _ => "key revoked" };
        return set.Command("revoke", "Takes a key back at once. The last one of an account is recorded as ledger.access.revoked.",
            ["ledger keys revoke 0123456789ab --reason \"contract ended\""], [prefix, reason], async session =>
            {
                await using var keys = await IKeyAdministration.Open(session);
                var outcome = await keys.Revoke(session.Value(prefix), session.Value(reason)!, session.Cancel);
                if (outcome.Refusal is { } refusal) return session.Refused(refusal);
                session.Screen.Show(outcome.Value);
                session.Screen.Say($"Key {outcome.Value.Prefix} of {outcome.Value.Name} opens nothing any more.");
                return ExitCodes.Done;
            });
    }

    static int Shown(Session session, Outcome<ShownKey> outcome)
    {
        if (outcome.Refusal is { } refusal) return session.Refused(refusal);
        session.Screen.Show(outcome.Value);
        session.Screen.Say(outcome.Value.Key);
        return ExitCodes.Done;
    }

    static Argument<string> Prefix() => new("PREFIX") { Description = "The key's twelve digits after ledger_, as the list shows them." };

    static string[]? Some(string[]? given) => given is { Length: > 0 } ? given : null;
}
