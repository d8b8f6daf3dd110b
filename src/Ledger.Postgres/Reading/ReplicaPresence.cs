using System.Data;
using Ledger.Postgres.Engine;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>
/// The session whose advisory locks say that this replica uses sets of its shape, and which one it builds: what nobody holds is dropped by others. Where it breaks, as it
/// does when the server is started again, another takes the same locks within moments.
/// </summary>
sealed class ReplicaPresence : IAsyncDisposable
{
    static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    const int AnswerSeconds = 5;

    readonly SemaphoreSlim _using = new(1, 1);
    readonly CancellationTokenSource _stop = new();
    readonly NpgsqlDataSource _source;
    readonly Generations _generations;
    readonly Task _beating;
    NpgsqlConnection? _session;
    long? _held;

    ReplicaPresence(NpgsqlDataSource source, Generations generations, NpgsqlConnection session)
    {
        (_source, _generations, _session) = (source, generations, session);
        _beating = Stay();
    }

    /// <summary>Is there from now on.</summary>
    public static async ValueTask<ReplicaPresence> Take(NpgsqlDataSource source, Generations generations, CancellationToken cancel) =>
        new(source, generations, await Enter(source, generations, null, cancel));

    /// <summary>Holds a generation that is being built, in place of the one before.</summary>
    public ValueTask Hold(long generation, CancellationToken cancel) => Using(async () =>
    {
        _held = generation;
        try
        {
            if (_session is { FullState: ConnectionState.Open } session) await session.Run($"SELECT pg_advisory_lock({_generations.Lock(generation)})", default);
            else await Restore(cancel);
        }
        catch
        {
            _held = null;   // it is not built then
            throw;
        }
    }, cancel);

    /// <summary>The generation that was being built is nobody's any more.</summary>
    public ValueTask LetGo(CancellationToken cancel) => Using(async () =>
    {
        if (_held is not { } held) return;
        _held = null;
        if (_session is not { FullState: ConnectionState.Open } session) return;
        try
        {
            await session.Run($"SELECT pg_advisory_unlock({_generations.Lock(held)})", default);
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            // it is broken: the lock is gone with it
        }
    }, cancel);

    /// <summary>Gives the session back without its locks.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        await Using(Leave, default);
    }

    async Task Stay()
    {
        while (true)
        {
            await Task.Delay(Beat, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.IsCancellationRequested) return;
            try
            {
                await Using(Answer, _stop.Token);
            }
            catch (Exception exception) when (PostgresFailure.IsOfEngine(exception) || exception is OperationCanceledException or InvalidOperationException)
            {
                // the server does not answer yet, or the ledger is being closed
            }
        }
    }

    async ValueTask Answer()
    {
        try
        {
            if (_session is { FullState: ConnectionState.Open } session)
            {
                await using var asked = new NpgsqlCommand("SELECT 1", session) { CommandTimeout = AnswerSeconds };
                await asked.ExecuteScalarAsync(CancellationToken.None);
                return;
            }
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            // broken: another takes its place
        }
        await Restore(_stop.Token);
    }

    async ValueTask Restore(CancellationToken cancel)
    {
        await Leave();
        _session = await Enter(_source, _generations, _held, cancel);
    }

    /// <summary>A session with all locks, or none: it goes back to the pool otherwise.</summary>
    static async ValueTask<NpgsqlConnection> Enter(NpgsqlDataSource source, Generations generations, long? held, CancellationToken cancel)
    {
        var session = await source.OpenConnectionAsync(cancel);
        try
        {
            await session.Run($"SELECT pg_advisory_lock_shared({generations.Lock(generations.Shape)})", default);   // never cut off half-way
            if (held is { } generation) await session.Run($"SELECT pg_advisory_lock({generations.Lock(generation)})", default);
            return session;
        }
        catch
        {
            await Free(session);
            throw;
        }
    }

    async ValueTask Leave()
    {
        if (_session is not { } session) return;
        _session = null;
        await Free(session);
    }

    static async ValueTask Free(NpgsqlConnection session)
    {
        try
        {
            await session.Run("SELECT pg_advisory_unlock_all()", default);
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception) || exception is InvalidOperationException)
        {
            // it is broken: the locks are gone with it
        }
        await session.DisposeAsync();
    }

    async ValueTask Using(Func<ValueTask> work, CancellationToken cancel)
    {
        await _using.WaitAsync(cancel);
        try
        {
            await work();
        }
        finally
        {
            _using.Release();
        }
    }
}
