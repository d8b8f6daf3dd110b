using System.CommandLine;
using System.Globalization;
using Ledger.Host.Terminal;
using Ledger.Listening;
using Spectre.Console;

namespace Ledger.Host.Commands;

/// <summary>ledger webhooks list | add | remove</summary>
static class WebhooksCommand
{
    public static Command Create(CommandSet set)
    {
        var webhooks = new Command("webhooks", "Services that are told of events over HTTP, once the ledger is served.") { List(set), Add(set), Remove(set) };
        set.Examples.Add(webhooks, ["ledger webhooks list", "ledger webhooks add billing https://billing.example/ledger --type consent.withdrawn", "ledger webhooks remove wh-0123456789abcdef"]);
        return webhooks;
    }

    static Command List(CommandSet set) =>
        set.Command("list", "Every webhook and what it hears; addresses and secrets are not shown.", ["ledger webhooks list", "ledger webhooks list --json"], [], async session =>
        {
            await using var webhooks = await IWebhookAdministration.Open(session);
            var listed = await webhooks.List(session.Cancel);
            if (listed.Refusal is { } refusal) return session.Refused(refusal);
            var rows = listed.Value;
            var table = new Table().Border(TableBorder.Simple).AddColumns("id", "name", "types", "purposes", "recipient", "paused");
            foreach (var row in rows)
            {
                session.Screen.Show(row);
                table.AddRow([.. new[] { row.Id, row.Name, row.Recipient is null ? All(row.Types) : "notices", All(row.Purposes), row.Recipient ?? "", row.Paused ? "yes" : "no" }.Select(cell => new Text(cell))]);
            }
            if (rows.Count > 0) session.Screen.Draw(table);
            session.Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{rows.Count} webhooks."));
            return ExitCodes.Done;
        });

    static Command Add(CommandSet set)
    {
        var name = new Argument<string>("NAME") { Description = "What it is called; never a person's name." };
        var url = new Argument<string>("URL") { Description = "Where to, http or https; $LEDGER_WEBHOOK_HOSTS names hosts of your own network." };
        var types = new Option<string[]?>("--type") { Description = "A type it hears; several times for several (default: all a publisher hears).", HelpName = "TYPE" };
        var purposes = new Option<string[]?>("--purpose") { Description = "A purpose it hears of; several times for several (default: all).", HelpName = "PURPOSE" };
        var recipient = new Option<string?>("--recipient") { Description = "The registered recipient it is: it hears no events, but is told what that recipient must be told (ledger notices).", HelpName = "ID" };
        return set.Command("add", "Subscribes a webhook from the newest event on, and shows its secret this once.",
            ["ledger webhooks add billing https://billing.example/ledger --type consent.withdrawn --purpose contact", "ledger webhooks add sms https://sms.example/notices --recipient sms-gateway"],
            [name, url, types, purposes, recipient], async session =>
            {
                await using var webhooks = await IWebhookAdministration.Open(session);
                var terms = new SubscriberTerms(session.Value(name), session.Value(url), session.Value(types) ?? [], session.Value(purposes) ?? [], session.Value(recipient));
                var added = await webhooks.Add(terms, session.Cancel);
                if (added.Refusal is { } refusal) return session.Refused(refusal);
                session.Screen.Show(added.Value);
                session.Screen.Say($"{added.Value.Id} {added.Value.Secret}");
                return ExitCodes.Done;
            });
    }

    static Command Remove(CommandSet set)
    {
        var id = new Argument<string>("ID") { Description = "The webhook, as the list shows it." };
        return set.Command("remove", "Ends a webhook; what waits for it is dropped.", ["ledger webhooks remove wh-0123456789abcdef"], [id], async session =>
        {
            await using var webhooks = await IWebhookAdministration.Open(session);
            if ((await webhooks.Remove(session.Value(id), session.Cancel)).Refusal is { } refusal) return session.Refused(refusal);
            session.Screen.Say("It is removed.");
            session.Screen.Show(new { id = session.Value(id), removed = true });
            return ExitCodes.Done;
        });
    }

    static string All(IReadOnlyList<string> names) => names.Count == 0 ? "all" : string.Join(' ', names);
}
