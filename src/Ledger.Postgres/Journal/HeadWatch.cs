using Ledger.Journal;
using Ledger.Postgres.Engine;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>
/// Wakes followers when another process appended. A notification tells that something happened and no more: some are lost, all of those that come while there
/// is no connection. So the head is read after each, after each new connection, and now and then without any.
/// </summary>
sealed class HeadWatch(PostgresDatabase database, Growth growth, SeenHead seen) : IAsyncDisposable
{
    /// <summary>How long it listens in silence, and how long it waits before it tries to connect again.</summary>
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(500);

    readonly CancellationTokenSource _stop = new();
    readonly Lock _gate = new();
    Task? _watching;

    /// <summary>Watches from now on; asked again, it does nothing.</summary>
    public void Start()
    {
        lock (_gate) _watching ??= Task.Run(Watch);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Task? watching;
        lock (_gate) watching = _watching ??= Task.CompletedTask;
        await _stop.CancelAsync();   // never disposed of: it has no timer, and a second closing finds it
        await watching;
    }

    async Task Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Listen(_stop.Token);
            }
            catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
            {
                await Task.Delay(Pause, _stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task Listen(CancellationToken cancel)
    {
        await using var connection = await database.Events.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand($"LISTEN {database.Channel}", connection)) await listen.ExecuteNonQueryAsync(cancel);
        for (var known = -1L; ;)
        {
            await using (var head = new NpgsqlCommand("SELECT count FROM head WHERE one", connection))
            {
                var longest = seen.Longest;
                var count = (long)(await head.ExecuteScalarAsync(cancel))!;
                seen.Saw(count, longest);
                if (count != known) growth.Happened();
                known = count;
            }
            await connection.WaitAsync(Silence, cancel);
        }
    }
}
