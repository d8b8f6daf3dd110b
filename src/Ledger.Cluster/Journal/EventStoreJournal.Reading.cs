using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ledger.Journal;

namespace Ledger.Cluster;

public sealed partial class EventStoreJournal
{
    const int PageFirst = 128, PageMost = 1024;

    /// <summary>Entries that lie no further apart are read in one go, with those between.</summary>
    const int Near = 16;

    /// <summary>How many readings of one reader are under way at once.</summary>
    const int Ahead = 8;

    /// <summary>How long a leader new in its office may take to know all that was acknowledged; and the pauses of asking.</summary>
    static readonly TimeSpan NewLeader = TimeSpan.FromSeconds(20), Pause = TimeSpan.FromMilliseconds(250);

    /// <inheritdoc/>
    public ValueTask<long> Length(string stream, CancellationToken cancel) => new(_index.Length(stream));

    /// <inheritdoc/>
    public async ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) =>
        _index.Find(publication) is { } index ? (await _stream.Page(index, 1, cancel)).FirstOrDefault()?.Entry ?? throw Gap() : null;

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel) => Listed(End(PlacesOf(stream, from, cancel)), cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel) => Range(from, End(Count(cancel).AsTask()), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        var end = indexes.Count == 0 ? 0 : await Count(cancel);
        var good = 0;
        while (good < indexes.Count && indexes[good] >= 0 && indexes[good] < end && (good == 0 || indexes[good] > indexes[good - 1])) good++;
        await foreach (var entry in Listed(Task.FromResult<long[]>([.. indexes.Take(good)]), cancel)) yield return entry;
        if (good < indexes.Count) throw new ArgumentException("The indexes do not ascend, or one of them is not there.", nameof(indexes));
    }

    /// <inheritdoc/>
    /// <remarks>A subscription that is dropped is begun again where it ended: it outlives nodes and leaders.</remarks>
    public async IAsyncEnumerable<Entry> Follow(long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, _closed.Token);
        for (var at = from; ;)
        {
            await using var subscription = _stream.Subscribe(at, ends.Token).GetAsyncEnumerator(ends.Token);
            while (await Next(subscription, cancel))
            {
                var entry = StoredEntry.Read(subscription.Current.Event).Entry;
                if (entry.Index < at) continue;   // asked for beyond the end, it begins before
                if (entry.Index != at++) throw Gap();
                yield return entry;
            }
            await Task.Delay(Pause, ends.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Whether there is a next one; false where the subscription was dropped.</summary>
    async ValueTask<bool> Next(IAsyncEnumerator<EventStore.Client.ResolvedEvent> subscription, CancellationToken cancel)
    {
        try
        {
            return await subscription.MoveNextAsync();
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException || EventStoreFailure.IsOfEngine(exception))
        {
            cancel.ThrowIfCancellationRequested();
            ObjectDisposedException.ThrowIf(_closed.IsCancellationRequested, this);
            return exception is ObjectDisposedException || EventStoreFailure.Passes(exception) || exception is OperationCanceledException ? false : throw EventStoreFailure.AsFailed(exception);
        }
    }

    /// <summary>Takes in what was appended since, and answers how long the journal is.</summary>
    /// <param name="whole">Whether readers of the index must not see part of it; else it is taken in page by page, which needs less memory.</param>
    /// <param name="cancel">Ends it.</param>
    async ValueTask<long> CatchUp(bool whole, CancellationToken cancel)
    {
        for (var since = Stopwatch.GetTimestamp(); ;)
        {
            var known = _index.Head;
            var newest = await _stream.Newest(cancel);
            var count = (newest?.Entry.Index ?? -1) + 1;
            if (count >= known.Count)
            {
                if (count == known.Count && newest is not null && newest.Id != known.Tip) throw Gap();
                if (count > known.Count) await TakeIn(count, whole, cancel);
                return count;
            }
            if (Stopwatch.GetElapsedTime(since) > NewLeader) throw Gap();
            await Task.Delay(Pause, cancel);
        }
    }

    async ValueTask TakeIn(long count, bool whole, CancellationToken cancel)
    {
        await _catching.WaitAsync(cancel);
        try
        {
            var (known, tip) = _index.Head;
            List<Known> taken = [];
            // The newest known one is read again: another in its place means that this is another journal.
            for (var at = Math.Max(0, known - 1); at < count;)
            {
                var page = await _stream.Page(at, Math.Min(PageMost, count - at), cancel);
                if (page.Count == 0 || (at == known - 1 && page[0].Id != tip)) throw Gap();
                at += page.Count;
                taken.AddRange(page.Select(Known.Of));
                if (whole && at < count) continue;
                _index.Add(taken);
                taken.Clear();
            }
        }
        finally
        {
            _catching.Release();
        }
    }

    async Task<long[]> PlacesOf(string stream, long from, CancellationToken cancel)
    {
        await CatchUp(whole: true, cancel);
        return _index.Places(stream, from);
    }

    async IAsyncEnumerable<Entry> Range(long from, Task<long> asked, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (end, length) = (await asked, PageFirst);
        var next = from < end ? _stream.Page(from, Math.Min(length, end - from), cancel) : null;
        for (var at = from; next is not null;)
        {
            cancel.ThrowIfCancellationRequested();
            var page = await next;
            if (page.Count == 0) throw Gap();
            var after = at + page.Count;
            length = PageMost;
            next = after < end ? _stream.Page(after, Math.Min(length, end - after), cancel) : null;   // while this one is being looked at
            foreach (var found in page)
            {
                if (found.Entry.Index != at++) throw Gap();
                yield return found.Entry;
            }
        }
    }

    async IAsyncEnumerable<Entry> Listed(Task<long[]> listed, [EnumeratorCancellation] CancellationToken cancel)
    {
        var indexes = await listed;
        var under = new Queue<Task<List<Found>>>();
        using var runs = Runs(indexes).GetEnumerator();
        for (var at = 0; at < indexes.Length;)
        {
            cancel.ThrowIfCancellationRequested();
            while (under.Count < Ahead && runs.MoveNext()) under.Enqueue(_stream.Page(runs.Current.From, runs.Current.Length, cancel));
            var page = await under.Dequeue();
            if (page.Count == 0) throw Gap();
            foreach (var found in page)
            {
                if (at < indexes.Length && found.Entry.Index == indexes[at])
                {
                    at++;
                    yield return found.Entry;
                }
            }
            if (at < indexes.Length && indexes[at] <= page[^1].Entry.Index) throw Gap();
        }
    }

    /// <summary>The stretches of the journal that hold these.</summary>
    static IEnumerable<(long From, long Length)> Runs(long[] indexes)
    {
        for (var at = 0; at < indexes.Length;)
        {
            var from = indexes[at];
            while (++at < indexes.Length && indexes[at] - indexes[at - 1] <= Near && indexes[at] - from < PageMost)
            {
            }
            yield return (from, indexes[at - 1] - from + 1);
        }
    }

    static StoreFailedException Gap() => new(StoreFailedException.Damaged, "An entry is missing in the journal: it is damaged, or the server's data were replaced by others that lack it.");
}
