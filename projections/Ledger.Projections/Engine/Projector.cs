using System.Diagnostics;
using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>
/// Folds the journal into the current set of read models, and builds sets anew beside it. Rows and position are committed together, so it can stop
/// at any moment. One projector per store in a process; where several processes share the store, the store refuses the one that is behind. Its methods may be called concurrently.
/// </summary>
/// <param name="journal">The journal to fold.</param>
/// <param name="store">Where the sets live.</param>
/// <param name="options">Sizes; null for the defaults.</param>
public sealed class Projector(IJournal journal, IReadModelStore store, ProjectionOptions? options = null) : IDisposable
{
    /// <summary>How often a set that is overtaken while it is swapped in is brought up again: each time less is missing.</summary>
    const int SwapsMax = 20;

    readonly ProjectionOptions _options = options ?? new();
    readonly SemaphoreSlim _gate = new(1);
    readonly SemaphoreSlim _rebuilding = new(1);
    FoldingSet? _live;

    /// <summary>Folds everything the journal holds by now into the current set; anew, where another version of the folds filled it.</summary>
    public async Task CatchUp(CancellationToken cancel, IProgress<ProjectionProgress>? progress = null)
    {
        await Fit(progress, cancel);
        await _gate.WaitAsync(cancel);
        try
        {
            await CatchUp(await Live(cancel), _options.BatchEventsMax, progress, cancel);
        }
        catch
        {
            _live = null;   // memory may be ahead of the rows: open again from what was committed
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>
    /// Follows the journal until cancelled, in small batches; <paramref name="committed"/> is told each position after it was committed.
    /// Throws what the journal or the store throws; it can then be called again.
    /// </summary>
    public async Task Run(Func<long, CancellationToken, ValueTask>? committed, CancellationToken cancel)
    {
        await Fit(null, cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var from = await Gated(live => new ValueTask<long>(live.Position), cancel);
        var entries = journal.Follow(from, stop.Token).GetAsyncEnumerator(stop.Token);
        var coming = entries.MoveNextAsync().AsTask();
        try
        {
            var batch = new List<Decoded>(_options.BatchEventsMax);
            while (await coming)
            {
                coming = await Gather(entries, batch);
                await Commit(batch, committed, cancel);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAny(coming);   // an enumerator may only be disposed between two steps
            await entries.DisposeAsync();
        }
    }

    /// <summary>
    /// Folds the journal into a new set beside the live one, then hands both to <paramref name="step"/> until it answers false. At each step both stand at
    /// the same position and nothing is folded; between steps the live one goes on. The new set is dropped afterwards.
    /// </summary>
    public async Task Compare(Func<IReadModels, IReadModels, ValueTask<bool>> step, CancellationToken cancel, IProgress<ProjectionProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(step);
        await _rebuilding.WaitAsync(cancel);
        try
        {
            var built = await FoldingSet.Open(journal, await store.Beside(cancel), _options, cancel);
            await using var dropped = built.Rows;
            await CatchUp(built, _options.RebuildBatchEventsMax, progress, cancel);
            while (await Gated(async live =>
            {
                await CatchUp(live, _options.BatchEventsMax, null, cancel, upTo: built.Position);
                await CatchUp(built, _options.RebuildBatchEventsMax, null, cancel, upTo: live.Position);
                return await step(live.Rows, built.Rows);
            }, cancel)) await Task.Yield();   // who waits for the live set has its turn
        }
        finally
        {
            _rebuilding.Release();
        }
    }

    /// <summary>Builds a new set beside the live one, which goes on answering, and swaps it in once it has caught up.</summary>
    public async Task Rebuild(CancellationToken cancel, IProgress<ProjectionProgress>? progress = null)
    {
        await _rebuilding.WaitAsync(cancel);
        try
        {
            var built = await FoldingSet.Open(journal, await store.Beside(cancel), _options, cancel);
            await CatchUp(built, _options.RebuildBatchEventsMax, progress, cancel);
            await _gate.WaitAsync(cancel);
            try
            {
                await Swap(built, progress, cancel);
                _live = null;   // the set's identity may have changed with the swap
            }
            finally
            {
                _gate.Release();
            }
        }
        finally
        {
            _rebuilding.Release();
        }
    }

    /// <summary>What came while it was built is folded first: the live set of this process waits for this little; that of another one does not.</summary>
    async Task Swap(FoldingSet built, IProgress<ProjectionProgress>? progress, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            await CatchUp(built, _options.RebuildBatchEventsMax, progress, cancel);
            try
            {
                await store.Swap(built.Rows, cancel);
                return;
            }
            catch (RowsOvertakenException) when (attempt < SwapsMax)
            {
                // another process folded on at that very moment
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _gate.Dispose();
        _rebuilding.Dispose();
    }

    /// <summary>Fills the batch, beginning with the current entry, until nothing came for a little while; the step that is still under way.</summary>
    async ValueTask<Task<bool>> Gather(IAsyncEnumerator<Entry> entries, List<Decoded> batch)
    {
        var linger = Task.Delay(_options.Linger, CancellationToken.None);
        while (true)
        {
            batch.Add(Decoded.Of(entries.Current));
            var coming = entries.MoveNextAsync().AsTask();
            if (batch.Count == _options.BatchEventsMax || await Task.WhenAny(coming, linger) != coming || !await coming) return coming;
        }
    }

    async ValueTask Commit(List<Decoded> batch, Func<long, CancellationToken, ValueTask>? committed, CancellationToken cancel)
    {
        using var activity = FoldInstruments.Source.StartActivity("ledger.fold");
        activity?.SetTag("ledger.events", batch.Count);
        var started = Stopwatch.GetTimestamp();
        var position = await Gated(async live =>
        {
            foreach (var happened in batch)
                if (happened.Index >= live.Position) await live.Take(happened, cancel);   // a set swapped in may be ahead already
            await live.Commit(cancel);
            return live.Position;
        }, cancel);
        FoldInstruments.Folded(Stopwatch.GetElapsedTime(started), batch.Count);
        batch.Clear();
        if (committed is not null) await committed(position, cancel);
    }

    async ValueTask<T> Gated<T>(Func<FoldingSet, ValueTask<T>> work, CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        try
        {
            return await work(await Live(cancel));
        }
        catch
        {
            _live = null;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    async ValueTask Fit(IProgress<ProjectionProgress>? progress, CancellationToken cancel)
    {
        if (_live is null && !await FoldRow.Fits(store.Current, cancel)) await Rebuild(cancel, progress);
    }

    async ValueTask<FoldingSet> Live(CancellationToken cancel) => _live ??= await FoldingSet.Open(journal, store.Current, _options, cancel);

    async Task CatchUp(FoldingSet set, int batchEventsMax, IProgress<ProjectionProgress>? progress, CancellationToken cancel, long upTo = long.MaxValue)
    {
        var count = Math.Min(upTo, await journal.Count(cancel));
        progress?.Report(new(set.Position, count));
        if (set.Position >= count) return;
        try
        {
            await foreach (var chunk in DecodedReader.Read(journal, set.Position, cancel))
            {
                foreach (var happened in chunk)
                {
                    if (happened.Index >= upTo) break;
                    await set.Take(happened, cancel);
                    if (set.Pending < batchEventsMax) continue;
                    await set.HandOver(cancel);
                    progress?.Report(new(set.Position, Math.Max(count, set.Position)));
                }
                if (set.Position >= upTo) break;
            }
            await set.Commit(cancel);
        }
        catch
        {
            await set.Abandon();
            throw;
        }
        progress?.Report(new(set.Position, Math.Max(count, set.Position)));
    }
}
