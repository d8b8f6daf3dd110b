using Ledger.Client.Sending;
using Ledger.Sealing;
using Microsoft.Extensions.Options;

namespace Ledger.Client.Outbox;

/// <summary>The outbox, opened when it is first needed.</summary>
sealed class EventOutbox(IOptions<LedgerClientOptions> options) : ILedgerOutbox, IAsyncDisposable
{
    readonly SemaphoreSlim _opening = new(1);
    readonly Signal _changed = new();
    OutboxFile? _file;
    volatile string? _setback;
    bool _closed;

    /// <summary>Whether there is one.</summary>
    public bool IsConfigured => options.Value.OutboxPath is not null;

    /// <summary>About whom something waits.</summary>
    public Unsent Unsent { get; } = new();

    /// <summary>Ends when something is enqueued or settled.</summary>
    public Task Changed => _changed.Next;

    /// <inheritdoc/>
    public OutboxState State => Volatile.Read(ref _file) is { Counts: var counts } ? new(counts.Waiting, counts.Refused, counts.Bytes, _setback) : new(0, 0, 0, _setback);

    /// <summary>Opens the file.</summary>
    /// <exception cref="LedgerOutboxException">It cannot be opened.</exception>
    public async Task<OutboxFile> Open(CancellationToken cancel)
    {
        if (Volatile.Read(ref _file) is { } open) return open;
        await _opening.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_closed, typeof(ILedgerOutbox));
            if (_file is not null) return _file;
            var settings = options.Value;
            var seal = new OutboxSeal(Convert.FromBase64String(settings.OutboxKey!), Randomness.System);
            var file = await Task.Run(() => OutboxFile.Open(settings.OutboxPath!, seal, new(settings.OutboxEventsMax, settings.OutboxBytesMax)), cancel).ConfigureAwait(false);
            foreach (var concern in await Waiting(file).ConfigureAwait(false)) Unsent.Add(concern);
            Volatile.Write(ref _file, file);
            return file;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <summary>Adds all or none; durable once it returns.</summary>
    public async Task Enqueue(IReadOnlyList<Outgoing> events, CancellationToken cancel)
    {
        await Open(cancel).ConfigureAwait(false);
        foreach (var one in events) Unsent.Add(one.Concern);   // before it is durable: whoever asks from now on waits for it
        try
        {
            await Do(table => table.Add(events), cancel).ConfigureAwait(false);
        }
        catch
        {
            foreach (var one in events) Unsent.Remove(one.Concern);
            throw;
        }
    }

    /// <summary>The next to be sent, in order.</summary>
    public Task<List<OutboxRow>> Take(CancellationToken cancel) =>
        Do(table => table.Take(options.Value.BatchEventsMax, options.Value.BatchBytesMax), cancel, changes: false);

    /// <summary>Removes what was recorded.</summary>
    public async Task Recorded(IReadOnlyList<OutboxRow> rows, CancellationToken cancel)
    {
        await Do(table =>
        {
            foreach (var row in rows) table.Remove(row.Number);
            return true;
        }, cancel).ConfigureAwait(false);
        foreach (var row in rows) Unsent.Remove(row.Event!.Concern);
    }

    /// <summary>Sets one aside that was refused, or cannot be opened.</summary>
    public async Task SetAside(OutboxRow row, string code, string? path, CancellationToken cancel)
    {
        await Do(table =>
        {
            table.SetAside(row.Number, code, path);
            return true;
        }, cancel).ConfigureAwait(false);
        if (row.Event is { } refused) Unsent.Remove(refused.Concern);
    }

    /// <summary>Notes why sending does not get on, or null that it does.</summary>
    public void Note(string? setback) => _setback = setback;

    /// <inheritdoc/>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        long? last = null;
        while (true)
        {
            var next = Changed;
            var (lowest, newest) = await Do(table => (table.Lowest(), table.Newest), cancellationToken, changes: false).ConfigureAwait(false);
            last ??= newest;
            if (lowest > last) return;
            await next.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<RefusedEvent>> RefusedAsync(CancellationToken cancellationToken = default) =>
        await Do(table => table.ListRefused(), cancellationToken, changes: false).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<bool> RetryAsync(long number, CancellationToken cancellationToken = default)
    {
        var again = await Do(table => table.Requeue(number), cancellationToken).ConfigureAwait(false);
        if (again is not null) Unsent.Add(again.Concern);
        return again is not null;
    }

    /// <inheritdoc/>
    public Task<bool> DiscardAsync(long number, CancellationToken cancellationToken = default) => Do(table => table.Discard(number), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        try
        {
            _closed = true;
            if (_file is { } file) await file.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            _opening.Release();
        }
    }

    async Task<T> Do<T>(Func<OutboxTable, T> work, CancellationToken cancel, bool changes = true)
    {
        var file = Volatile.Read(ref _file) ?? await Open(cancel).ConfigureAwait(false);
        var answer = await file.Do(work).ConfigureAwait(false);
        if (changes) _changed.Pulse();
        return answer;
    }

    static async Task<List<Concern>> Waiting(OutboxFile file)
    {
        try
        {
            return await file.Do(table => table.Concerns()).ConfigureAwait(false);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
