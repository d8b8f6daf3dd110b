using System.CommandLine;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Server.Forwarding;
using Ledger.Host.Terminal;
using Ledger.Journal;

namespace Ledger.Host.Commands;

/// <summary>ledger serve</summary>
static class ServeCommand
{
    public static Command Create(CommandSet set)
    {
        var urls = new Option<string?>("--urls") { Description = $"Where to listen, with semicolons between (default: $LEDGER_URLS, or {ServerSettings.UrlDefault}).", HelpName = "URL" };
        return set.Command("serve", "Serves the ledger over HTTP until it is told to stop; requests under way are finished first.",
        [
            "ledger serve",
            "ledger serve --data /var/lib/ledger --urls http://127.0.0.1:9000",
            "LEDGER_POSTGRES_FILE=/run/secrets/postgres LEDGER_MASTER_KEY_FILE=/run/secrets/master.key ledger serve --profile postgres",
            "LEDGER_CERTIFICATE=cert.pem LEDGER_CERTIFICATE_KEY=key.pem ledger serve --urls https://0.0.0.0:8443",
        ], [urls], session => Run(session, session.Value(urls) is { } given
            ? session.Settings with { Server = session.Settings.Server with { Urls = given } }
            : session.Settings));
    }

    static async Task<int> Run(Session session, Settings settings)
    {
        foreach (var open in Addresses.Demand(settings.Server))
            session.Screen.Warn($"{open} is open to the network and not encrypted: keys and personal values can be read on the way. Use https, or a proxy that does.");
        Addresses.DemandFree(settings.Server);
        using var second = new SecondSignal(() => session.Screen.Complain("cancelled", "Ended at once. What was acknowledged is kept."));
        await using var door = settings.Postgres is null ? null : new FrontDoor(settings.Server);
        await using var ledger = door is null
            ? await session.Open(create: true)
            : await Standby.Until(() => session.Open(create: true, waits: false), door, settings, session.Clock, session.Screen, session.Cancel);
        await ledger.Get<ApiKeyDesk>().IssueFirst(settings.Actor, key => Tell(session.Screen, "administratorKey", $"administrator key: {key}", key), session.Cancel);
        await using (var app = LedgerServer.Build(ledger, settings, door?.RoomFor(serving: true)))
        {
            await Addresses.Start(app, settings.Server, session.Cancel);
            if (door is not null) await Announce(ledger, settings.Server, app.Urls, session);
            foreach (var url in app.Urls) Tell(session.Screen, "listening", $"listening on {url}", url);
            await Ending(session, app, ledger, settings.Server);
            await app.StopAsync(new CancellationToken(ledger.Lost.IsCompleted));   // whose turn has ended finishes nothing
            foreach (var part in app.Services.GetServices<IHostedService>().OfType<BackgroundService>())
                if (part.ExecuteTask is { IsFaulted: true } died) await died;
        }
        if (ledger.Lost.IsCompleted) throw new StoreFailedException(StoreFailedException.Reopen, "Another replica has taken the ledger over, or the database did not answer in time.");
        return ledger.Get<Sequencer>().Failure is { } failure ? throw failure : ExitCodes.Done;
    }

    /// <summary>Has the other replicas know where requests are to be passed on to.</summary>
    static async Task Announce(EmbeddedLedger ledger, ServerSettings settings, ICollection<string> urls, Session session)
    {
        if (Addresses.Reached(settings, urls) is { } address) await ledger.Announce(address, session.Cancel);
        else session.Screen.Warn("Other replicas cannot pass requests on to this one: set LEDGER_ADVERTISE to the address they reach it at.");
    }

    /// <summary>Until it is told to stop, or cannot go on.</summary>
    static async Task Ending(Session session, WebApplication app, EmbeddedLedger ledger, ServerSettings settings)
    {
        var told = new TaskCompletionSource();
        await using var cancelled = session.Cancel.Register(() => told.TrySetResult());
        await using var stopping = app.Lifetime.ApplicationStopping.Register(() => told.TrySetResult());
        await Task.WhenAny(told.Task, ledger.Lost, Restartable(app, ledger.Get<Sequencer>(), settings, session));
    }

    /// <summary>
    /// Completes once the ledger has stopped and starting again can help: that is then done by whoever keeps the server running. On a disk that is still full
    /// it cannot, and "may I?" goes on being answered. Of a database's disk nothing is known here: another replica may do better.
    /// </summary>
    static async Task Restartable(WebApplication app, Sequencer sequencer, ServerSettings settings, Session session)
    {
        await sequencer.Ended;
        if (session.Settings.Postgres is not null) return;
        var standings = app.Services.GetRequiredService<Standings>();
        while (HealthRules.Lives(JournalState.Of(sequencer), (await standings.Look(session.Cancel)).DiskFree, settings))
            await Task.Delay(TimeSpan.FromSeconds(1), session.Clock, session.Cancel);
    }

    static void Tell(Screen screen, string name, string line, string value)
    {
        screen.Say(line);
        screen.Show(new Dictionary<string, string> { [name] = value });
    }
}
