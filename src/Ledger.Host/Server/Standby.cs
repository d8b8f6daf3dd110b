using Ledger.Host.Server.Forwarding;
using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Reading;

namespace Ledger.Host.Server;

/// <summary>
/// A replica that waits for its turn: it passes requests on to the one that serves, and opens the ledger as soon as that one gives it up, or has not been heard of for some
/// seconds.
/// </summary>
static partial class Standby
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Waits until <paramref name="open"/> does not find the ledger in use.</summary>
    /// <exception cref="StoreRefusedException">The database is not one to work on, and will not become one by waiting.</exception>
    /// <exception cref="StoreFailedException">It failed in a way that lasts.</exception>
    public static async Task<EmbeddedLedger> Until(Func<Task<EmbeddedLedger>> open, FrontDoor door, Settings settings, TimeProvider clock, Screen screen, CancellationToken cancel)
    {
        if (await Turn(open) is { } first) return first;
        await using var turns = await PostgresServing.Open(settings.Postgres!.Place, cancel);
        using var serving = new ServingHolder();
        serving.Note(await turns.Look(cancel));
        var app = await StandbyServer.Start(door, settings, serving, clock, cancel);
        screen.Say("another replica serves this ledger: standing by");
        for (var answered = clock.GetTimestamp(); ; await Task.Delay(Pause, clock, cancel))
        {
            var before = serving.Failure;
            if (await Next(open, turns, serving, cancel) is { } ledger) return ledger;
            if (serving.Failure is null) answered = clock.GetTimestamp();
            else if (clock.GetElapsedTime(answered) > PostgresTurn.Length) serving.Note(new(0, Held: false, null));   // nobody's turn can have been renewed
            if (serving.Failure == before) continue;
            if (serving.Failure is { } code) Away(app.Logger, code);
            else Back(app.Logger);
        }
    }

    /// <summary>Null while it is another's turn, or the database is away for what may be a moment: a restart, a failover. What lasts ends the replica.</summary>
    static async Task<EmbeddedLedger?> Next(Func<Task<EmbeddedLedger>> open, PostgresServing turns, ServingHolder serving, CancellationToken cancel)
    {
        try
        {
            var seen = await turns.Look(cancel);
            serving.Note(seen);
            var ledger = seen.Held ? null : await Turn(open);
            serving.Failure = null;
            return ledger;
        }
        catch (StoreFailedException failed) when (failed.Code == StoreFailedException.InputOutput)
        {
            serving.Failure = failed.Code;
        }
        catch (StoreRefusedException refused) when (refused.Code == StoreRefusedException.ReadOnly)
        {
            serving.Failure = refused.Code;
        }
        return null;
    }

    /// <summary>Null where it is another's turn, or was until a moment ago, and read models are folded on there yet.</summary>
    static async Task<EmbeddedLedger?> Turn(Func<Task<EmbeddedLedger>> open)
    {
        try
        {
            return await open();
        }
        catch (Exception exception) when (exception is RowsOvertakenException or StoreRefusedException { Code: StoreRefusedException.InUse })
        {
            return null;
        }
    }

    [LoggerMessage(40, LogLevel.Warning, "The database cannot be worked on just now ({Code}); this replica goes on asking")]
    static partial void Away(ILogger log, string code);

    [LoggerMessage(41, LogLevel.Warning, "The database answers again")]
    static partial void Back(ILogger log);
}
