using System.Globalization;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>
/// An advisory lock of a session of its own that says something every so often; the server ends the session once it has been silent for too long, and the lock with
/// it. So the turn passes on from a process that ended, from one whose network is gone and from one that was stopped alike, and no clocks are compared.
/// </summary>
sealed class PostgresFoldingLease : IFoldingLease
{
    readonly SemaphoreSlim _taking = new(1, 1);
    readonly CancellationTokenSource _closing = new();
    readonly NpgsqlDataSource _source;
    readonly string _lock;
    readonly TimeSpan _beat, _silence;
    Turn? _turn;

    /// <param name="source">The ledger's database.</param>
    /// <param name="key">The lock, as SQL.</param>
    /// <param name="beat">How often the holder says that it is there, and others ask.</param>
    /// <param name="silence">How long it may say nothing.</param>
    public PostgresFoldingLease(NpgsqlDataSource source, string key, TimeSpan beat, TimeSpan silence) => (_source, _lock, _beat, _silence) = (source, key, beat, silence);

    /// <inheritdoc/>
    public bool IsHeld => Volatile.Read(ref _turn) is { Lost.IsCancellationRequested: false };

    /// <inheritdoc/>
    /// <remarks>While the database cannot be reached it waits, too.</remarks>
    public async ValueTask<CancellationToken> Take(CancellationToken cancel)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closing.Token);
        cancel = either.Token;
        await _taking.WaitAsync(cancel);
        try
        {
            while (!IsHeld)
            {
                await GiveUp();
                if (await Try(cancel) is { } session) Volatile.Write(ref _turn, new(session, _beat, _silence));
                else await Task.Delay(_beat, cancel);
            }
            return _turn!.Lost;
        }
        finally
        {
            _taking.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();   // whoever waits for its turn waits no more, nor does whoever comes later
        await _taking.WaitAsync();
        await GiveUp();
        _taking.Release();
    }

    async ValueTask GiveUp()
    {
        if (Interlocked.Exchange(ref _turn, null) is { } turn) await turn.DisposeAsync();
    }

    async ValueTask<NpgsqlConnection?> Try(CancellationToken cancel)
    {
        NpgsqlConnection? session = null;
        try
        {
            session = await _source.OpenConnectionAsync(cancel);
            if (!await session.Scalar<bool>($"SELECT pg_try_advisory_lock({_lock})", default)) return null;   // never cut off half-way: the session goes back to the pool
            await session.Run(string.Create(CultureInfo.InvariantCulture, $"SET idle_session_timeout = {(long)_silence.TotalMilliseconds}"), default);
            var taken = session;
            session = null;
            return taken;
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            return null;
        }
        finally
        {
            if (session is not null) await session.DisposeAsync();
        }
    }

    /// <summary>One time of holding the lock, from taking it to losing it or giving it up.</summary>
    sealed class Turn : IAsyncDisposable
    {
        readonly CancellationTokenSource _lost = new(), _end = new();
        readonly NpgsqlConnection _session;
        readonly Task _beating;

        public Turn(NpgsqlConnection session, TimeSpan beat, TimeSpan silence)
        {
            _session = session;
            Lost = _lost.Token;
            _beating = Beat(beat, Math.Max(1, (int)silence.TotalSeconds));
        }

        public CancellationToken Lost { get; }

        /// <summary>Gives the lock up, and the session back as it was.</summary>
        public async ValueTask DisposeAsync()
        {
            await _end.CancelAsync();
            await _beating;
            await _lost.CancelAsync();
            try
            {
                await _session.Run("SELECT pg_advisory_unlock_all(); SET idle_session_timeout = 0", default);
            }
            catch (Exception exception) when (PostgresFailure.IsOfEngine(exception) || exception is InvalidOperationException)
            {
                // it is broken: the lock is gone with it
            }
            await _session.DisposeAsync();
            _end.Dispose();
            _lost.Dispose();
        }

        async Task Beat(TimeSpan beat, int patienceSeconds)
        {
            try
            {
                while (true)
                {
                    await Task.Delay(beat, _end.Token);
                    await using var command = new NpgsqlCommand("SELECT 1", _session) { CommandTimeout = patienceSeconds };
                    await command.ExecuteScalarAsync(CancellationToken.None);
                }
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                // given up
            }
            catch (Exception exception) when (PostgresFailure.IsOfEngine(exception) || exception is InvalidOperationException)
            {
                await _lost.CancelAsync();
            }
        }
    }
}
