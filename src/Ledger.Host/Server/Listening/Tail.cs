using Ledger.Journal;
using Ledger.Listening;

namespace Ledger.Host.Server.Listening;

/// <summary>
/// The end of the journal, read once for all who listen. Whoever is near it is served from a ring in memory; whoever is behind reads the journal page by
/// page, a few at a time, until it has caught up. It begins to read when the first listener comes.
/// </summary>
sealed partial class Tail(IJournal journal, PersonIds persons, ILogger<Tail> log) : BackgroundService
{
    /// <summary>It begins so many events before the head: after a restart all listeners come back at once, each from where it was.</summary>
    const int Before = 512;

    const int EventsMax = 2048, BytesMax = 8 << 20, PageMax = 64, ReadersMax = 4;

    static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    readonly Ring _ring = new(EventsMax, BytesMax);
    readonly Growth _growth = new();
    readonly SemaphoreSlim _behind = new(ReadersMax);
    readonly TaskCompletionSource _wanted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when an event comes after this call.</summary>
    public Task Grown => _growth.Next;

    /// <summary>Begins to follow the journal, for who asks no further than whether it has grown.</summary>
    public void Listen() => _wanted.TrySetResult();

    /// <summary>The next events from an index on, a page at most; none where the listener has caught up.</summary>
    public async ValueTask<IReadOnlyList<HeardEvent>> Next(long from, CancellationToken cancel)
    {
        _wanted.TrySetResult();
        await _begun.Task.WaitAsync(cancel);
        return _ring.Take(from, PageMax) ?? await Read(from, cancel);
    }

    /// <summary>The event at an index.</summary>
    public async ValueTask<HeardEvent> At(long index, CancellationToken cancel) =>
        await journal.At(index, cancel) is { } entry ? HeardEvent.Of(entry) : throw new ArgumentOutOfRangeException(nameof(index));

    public override void Dispose()
    {
        _behind.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await _wanted.Task.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Follow(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)   // whatever it is, listeners must not stay behind for good
            {
                Failed(log, error.GetType().Name);
                await Task.Delay(Rest, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    async Task Follow(CancellationToken cancel)
    {
        var from = Math.Max(0, await journal.Count(cancel) - Before);
        _ring.Reset(from);
        _begun.TrySetResult();
        await foreach (var entry in journal.Follow(from, cancel))
        {
            var heard = HeardEvent.Of(entry);
            await persons.Prepare(heard, cancel);   // once, not by each listener at the same moment
            _ring.Add(heard);
            _growth.Happened();
        }
    }

    async ValueTask<IReadOnlyList<HeardEvent>> Read(long from, CancellationToken cancel)
    {
        await _behind.WaitAsync(cancel);
        try
        {
            var page = new List<HeardEvent>(PageMax);
            await foreach (var entry in journal.ReadAll(from, cancel))
            {
                page.Add(HeardEvent.Of(entry));
                if (page.Count == PageMax) break;
            }
            return page;
        }
        finally
        {
            _behind.Release();
        }
    }

    [LoggerMessage(45, LogLevel.Error, "Listening to the journal failed ({Error}); it is tried again")]
    static partial void Failed(ILogger log, string error);
}
