using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Ledger.Journal;

/// <summary>The journal in memory: the reference the engines are held to, and the journal of tests. Nothing outlives the process.</summary>
/// <param name="origin">The ledger's name in its checkpoints.</param>
public sealed class MemoryJournal(string origin) : IJournal
{
    readonly Lock _gate = new();
    readonly List<Entry> _entries = [];
    readonly Dictionary<string, List<Entry>> _streams = new(StringComparer.Ordinal);
    readonly Dictionary<PublicationKey, Entry> _publications = [];
    readonly Growth _growth = new();
    volatile LogOrigins _origins = new(origin);

    /// <inheritdoc/>
    public string Origin => _origins.Current;

    /// <inheritdoc/>
    public LogOrigins Origins => _origins;

    /// <inheritdoc/>
    public ValueTask<long> Count(CancellationToken cancel) => new(CountNow());

    /// <inheritdoc/>
    public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel) => new(Append(batch, _origins, cancel));

    /// <inheritdoc/>
    public ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(first);
        return new(Append([first], _origins.With(first.Index, origin), cancel));
    }

    /// <inheritdoc/>
    public ValueTask<long> Length(string stream, CancellationToken cancel)
    {
        lock (_gate) return new(_streams.TryGetValue(stream, out var entries) ? entries.Count : 0);
    }

    /// <inheritdoc/>
    public ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel)
    {
        lock (_gate) return new(_publications.GetValueOrDefault(publication));
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel)
    {
        lock (_gate) return Each(_streams.TryGetValue(stream, out var entries) ? [.. entries.Skip((int)from)] : [], cancel);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel) => Range(from, CountNow(), cancel);

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, [EnumeratorCancellation] CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        await Task.CompletedTask;
        var (before, end) = (-1L, CountNow());
        foreach (var index in indexes)
        {
            cancel.ThrowIfCancellationRequested();
            if (index <= before || index >= end) throw new ArgumentException("The indexes do not ascend, or one of them is not there.", nameof(indexes));
            yield return EntryAt(before = index);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Entry> Follow(long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var at = from; ;)
        {
            var growth = _growth.Next;
            for (var end = CountNow(); at < end; at++)
            {
                cancel.ThrowIfCancellationRequested();
                yield return EntryAt(at);
            }
            if (at >= CountNow()) await growth.WaitAsync(cancel);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _growth.End(nameof(MemoryJournal));
        return ValueTask.CompletedTask;
    }

    Appended Append(IReadOnlyList<Entry> batch, LogOrigins origins, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (batch.FirstOrDefault(entry => entry.Bytes.Length is 0 or > Entry.BytesMax) is { } wrong)
        {
            throw new ArgumentException($"Entry {wrong.Index} has {wrong.Bytes.Length} bytes.", nameof(batch));
        }
        lock (_gate)
        {
            if (!Continues(batch)) return Appended.Conflict;
            foreach (var given in batch) Add(given with { Bytes = given.Bytes.ToArray() });
            _origins = origins;
        }
        _growth.Happened();
        return Appended.Yes;
    }

    bool Continues(IReadOnlyList<Entry> batch)
    {
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        var publications = new HashSet<PublicationKey>();
        for (var place = 0; place < batch.Count; place++)
        {
            var entry = batch[place];
            ref var length = ref CollectionsMarshal.GetValueRefOrAddDefault(lengths, entry.Stream, out var known);
            if (!known) length = _streams.TryGetValue(entry.Stream, out var stream) ? stream.Count : 0;
            if (entry.Index != _entries.Count + place || entry.Sequence != length++) return false;
            if (_publications.ContainsKey(entry.Publication) || !publications.Add(entry.Publication)) return false;
        }
        return true;
    }

    void Add(Entry entry)
    {
        _entries.Add(entry);
        _publications.Add(entry.Publication, entry);
        if (!_streams.TryGetValue(entry.Stream, out var stream)) _streams.Add(entry.Stream, stream = []);
        stream.Add(entry);
    }

    long CountNow()
    {
        lock (_gate) return _entries.Count;
    }

    Entry EntryAt(long index)
    {
        lock (_gate) return _entries[(int)index];
    }

    async IAsyncEnumerable<Entry> Range(long from, long end, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        for (var at = from; at < end; at++)
        {
            cancel.ThrowIfCancellationRequested();
            yield return EntryAt(at);
        }
    }

    static async IAsyncEnumerable<Entry> Each(IEnumerable<Entry> entries, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        foreach (var entry in entries)
        {
            cancel.ThrowIfCancellationRequested();
            yield return entry;
        }
    }
}
