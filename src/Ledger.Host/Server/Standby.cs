using Ledger.Host.Terminal;
using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>
/// A replica that waits for its turn: it lives, so nobody need restart it, and is not ready, so nobody sends it requests. It opens the ledger as soon as the one that serves
/// gives it up, or has not been heard of for some seconds.
/// </summary>
static class Standby
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits until <paramref name="open"/> does not find the ledger in use.</summary>
    public static async Task<EmbeddedLedger> Until(Func<Task<EmbeddedLedger>> open, Settings settings, TimeProvider clock, Screen screen, CancellationToken cancel)
    {
        if (await Turn(open) is { } first) return first;
        screen.Say("another replica serves this ledger: standing by");
        await using var app = Build(settings.Server);
        await Addresses.Start(app, settings.Server, cancel);
        while (true)
        {
            await Task.Delay(Pause, clock, cancel);
            if (await Again(open) is not { } ledger) continue;
            await app.StopAsync(CancellationToken.None);
            return ledger;
        }
    }

    /// <summary>Null also where the database does not answer: it did, and may again.</summary>
    static async Task<EmbeddedLedger?> Again(Func<Task<EmbeddedLedger>> open)
    {
        try
        {
            return await Turn(open);
        }
        catch (StoreFailedException)
        {
            return null;
        }
    }

    /// <summary>Null where it is another's turn.</summary>
    static async Task<EmbeddedLedger?> Turn(Func<Task<EmbeddedLedger>> open)
    {
        try
        {
            return await open();
        }
        catch (StoreRefusedException refused) when (refused.Code == StoreRefusedException.InUse)
        {
            return null;
        }
    }

    static WebApplication Build(ServerSettings settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "ledger" });
        LedgerServer.Listen(builder.WebHost, settings);
        builder.Services.AddRouting();
        var app = builder.Build();
        app.MapGet("/health/live", static context => context.Response.WriteAsJsonAsync(new { status = "ok" }));
        app.MapFallback(static context =>
        {
            context.Response.Headers.RetryAfter = "1";
            return Problems.Write(context, StatusCodes.Status503ServiceUnavailable, HttpRefusals.StandingBy, "This replica stands by; another one serves the ledger.");
        });
        return app;
    }
}
