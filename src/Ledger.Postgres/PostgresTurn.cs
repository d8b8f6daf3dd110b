using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Proofs;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>
/// A replica's turn to serve: a row that it renews each second, and that another may take <see cref="Length"/> after the last renewal, by the server's clock. Who is
/// stopped or cut off loses it without having to do anything. It keeps replicas from working at cross purposes; that none harms the log is the journal's own doing,
/// so the moment in which two believe it is theirs costs nothing.
/// </summary>
/// <remarks>
/// The row is committed without waiting for a standby (<see cref="PostgresDatabase.Turns"/>), so one that hangs ends nobody's turn. A standby that is promoted may lack the newest renewals, and
/// give the turn to another some seconds early. What was acknowledged under a turn came after its taking in one log, and was waited for: a standby that has it has the taking,
/// so who held the turn before finds it gone there. Where it lacks the taking, nothing was acknowledged since.
/// </remarks>
public sealed class PostgresTurn : IAsyncDisposable
{
    const string Interval = "interval '5 seconds'";

    /// <summary>
    /// Whether a turn in <c>serving</c> goes on, by the server's clock. No turn has more before it than a whole one: where it has two, the clock was set back, and its end means
    /// nothing any more.
    /// </summary>
    internal const string Going = $"(until > clock_timestamp() AND until <= clock_timestamp() + 2 * {Interval})";

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), AnswerMax = TimeSpan.FromSeconds(2);

    readonly Session _session;
    readonly Guid _holder;
    readonly TimeProvider _clock;
    readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly CancellationTokenSource _stop = new();
    readonly ITimer _deadline;
    readonly Task _renewing;

    PostgresTurn(Session session, Guid holder, long number, long asked, TimeProvider clock)
    {
        (_session, _holder, Number, _clock) = (session, holder, number, clock);
        // A question that is not answered must not put off the end: the timer says it, whatever is being waited for.
        _deadline = clock.CreateTimer(static turn => ((PostgresTurn)turn!)._lost.TrySetResult(), this, Left(asked), Timeout.InfiniteTimeSpan);
        _renewing = Renew();
    }

    /// <summary>How many turns there were, with this one.</summary>
    public long Number { get; }

    /// <summary>How long a turn lasts that is not renewed.</summary>
    public static TimeSpan Length { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Who holds it: what is written under it looks whether it still does.</summary>
    internal Guid Holder => _holder;

    /// <summary>Completes when the turn is another's, or could not be renewed in time: who served must end.</summary>
    public Task Lost => _lost.Task;

    /// <summary>Takes the turn, or answers null where it is another's.</summary>
    /// <exception cref="StoreFailedException">The database could not be reached, or what was written under the turn before is still being committed.</exception>
    public static async ValueTask<PostgresTurn?> TryTake(PostgresDatabase database, TimeProvider clock, FillRandom random, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentNullException.ThrowIfNull(random);
        var bytes = new byte[16];
        random(bytes);
        var (session, holder, asked) = (new Session(database.Turns), new Guid(bytes), 0L);
        var number = await session.Ask(connection =>
        {
            asked = clock.GetTimestamp();
            // Renewing goes past what is written under the turn (FOR KEY SHARE), taking it waits for that.
            return connection.Scalar<long>($"""
                WITH free AS (SELECT one AS free FROM serving WHERE NOT {Going} OR holder = $1 FOR UPDATE)
                UPDATE serving SET holder = $1, until = clock_timestamp() + {Interval}, address = NULL, turns = turns + 1
                FROM free WHERE one = free AND (NOT {Going} OR holder = $1) RETURNING turns
                """, cancel, Value(holder));
        }, cancel);
        return number > 0 ? new(session, holder, number, asked, clock) : null;
    }

    /// <summary>Says where the holder is reached, once it listens.</summary>
    /// <exception cref="StoreFailedException">The database could not be reached, or the turn is another's by now.</exception>
    public async ValueTask Announce(string address, CancellationToken cancel)
    {
        if (await _session.Ask(connection => connection.Run("UPDATE serving SET address = $2 WHERE holder = $1", cancel, Value(_holder), Value(address)), cancel) != 1)
            throw new StoreFailedException(StoreFailedException.Reopen, "Another replica has taken the ledger over.");
    }

    /// <summary>Gives the turn back, so that another need not wait for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _renewing;
        await _deadline.DisposeAsync();
        _stop.Dispose();
        try
        {
            using var late = new CancellationTokenSource(AnswerMax);
            await _session.Ask(connection => connection.Run("UPDATE serving SET until = '-infinity', address = NULL WHERE holder = $1", late.Token, Value(_holder)), late.Token);
        }
        catch (Exception exception) when (exception is StoreFailedException or OperationCanceledException)
        {
            // it ends by itself
        }
    }

    async Task Renew()
    {
        await Task.Yield();
        while (true)
        {
            await Task.Delay(Pause, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested || _lost.Task.IsCompleted) return;
            var asked = _clock.GetTimestamp();
            switch (await Renewed())
            {
                case true:
                    _deadline.Change(Left(asked), Timeout.InfiniteTimeSpan);
                    break;
                case false:
                    _lost.TrySetResult();
                    return;
            }
        }
    }

    /// <summary>How long it may be relied on that was asked for at that moment: another may take it a pause later.</summary>
    TimeSpan Left(long asked) => Length - Pause - _clock.GetElapsedTime(asked) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>Null where there was no answer.</summary>
    async Task<bool?> Renewed()
    {
        try
        {
            using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
            late.CancelAfter(AnswerMax);
            return await _session.Ask(connection => connection.Run($"UPDATE serving SET until = clock_timestamp() + {Interval} WHERE holder = $1", late.Token, Value(_holder)), late.Token) == 1;
        }
        catch (Exception exception) when (exception is StoreFailedException or OperationCanceledException)
        {
            return null;
        }
    }
}
