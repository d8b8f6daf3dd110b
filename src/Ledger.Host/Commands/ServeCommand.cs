using System.CommandLine;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>ledger serve</summary>
static class ServeCommand
{
    /// <summary>The account of the key that the first start makes.</summary>
    const string FirstKey = "first-administrator";

    public static Command Create(CommandSet set)
    {
        var urls = new Option<string?>("--urls") { Description = $"Where to listen, with semicolons between (default: $LEDGER_URLS, or {ServerSettings.UrlDefault}).", HelpName = "URL" };
        return set.Command("serve", "Serves the ledger over HTTP until it is told to stop; requests under way are finished first.",
        [
            "ledger serve",
            "ledger serve --data /var/lib/ledger --urls https://ledger.example:8443",
        ], [urls], async session =>
        {
            var settings = session.Value(urls) is { } given ? session.Settings with { Server = session.Settings.Server with { Urls = given } } : session.Settings;
            await using var ledger = await session.Open(create: true);
            await using var app = LedgerServer.Build(ledger, settings);
            await app.StartAsync(session.Cancel);
            await ShowFirstKey(ledger.Get<ApiKeys>(), session.Cancel);
            foreach (var url in app.Urls) Console.Out.WriteLine($"listening on {url}");
            await Task.Delay(Timeout.Infinite, session.Cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await app.StopAsync(CancellationToken.None);
            return ExitCodes.Done;
        });
    }

    /// <summary>A ledger without any key could be used by nobody: the first start makes one, and shows it this once.</summary>
    static async ValueTask ShowFirstKey(ApiKeys keys, CancellationToken cancel)
    {
        if (await keys.None(cancel)) Console.Out.WriteLine($"administrator key: {await keys.Issue(new(FirstKey, Role.Administrator), cancel)}");
    }
}
