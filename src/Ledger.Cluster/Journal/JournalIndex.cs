using System.Runtime.InteropServices;
using EventStore.Client;
using Ledger.Journal;

namespace Ledger.Cluster;

/// <summary>
/// What EventStoreDB has no index of: where each stream's entries are, which publications there are, and the origins. Folded from the journal, in memory: some
/// hundred bytes an entry. Safe to use from many threads, which see whole batches.
/// </summary>
sealed class JournalIndex(string origin)
{
    readonly Lock _gate = new();
    readonly Dictionary<string, List<int>> _streams = new(StringComparer.Ordinal);
    readonly Dictionary<PublicationKey, int> _publications = [];
    LogOrigins _origins = new(origin);
    (long Count, Uuid Tip) _head;

    /// <summary>How many entries it knows, and the id of the newest.</summary>
    public (long Count, Uuid Tip) Head
    {
        get { lock (_gate) return _head; }
    }

    public LogOrigins Origins
    {
        get { lock (_gate) return _origins; }
    }

    public long Length(string stream)
    {
        lock (_gate) return _streams.TryGetValue(stream, out var indexes) ? indexes.Count : 0;
    }

    /// <summary>Where the entries of a stream are, from a sequence on.</summary>
    public long[] Places(string stream, long from)
    {
        lock (_gate) return _streams.TryGetValue(stream, out var indexes) ? [.. indexes.Skip((int)Math.Min(from, indexes.Count)).Select(index => (long)index)] : [];
    }

    public long? Find(PublicationKey publication)
    {
        lock (_gate) return _publications.TryGetValue(publication, out var index) ? index : null;
    }

    /// <summary>Whether the batch goes on where everything it touches ends.</summary>
    public bool Continues(IReadOnlyList<Entry> batch)
    {
        var lengths = new Dictionary<string, long>(StringComparer.Ordinal);
        var publications = new HashSet<PublicationKey>();
        lock (_gate)
        {
            for (var place = 0; place < batch.Count; place++)
            {
                var entry = batch[place];
                ref var length = ref CollectionsMarshal.GetValueRefOrAddDefault(lengths, entry.Stream, out var known);
                if (!known) length = _streams.TryGetValue(entry.Stream, out var indexes) ? indexes.Count : 0;
                if (entry.Index != _head.Count + place || entry.Sequence != length++) return false;
                if (_publications.ContainsKey(entry.Publication) || !publications.Add(entry.Publication)) return false;
            }
        }
        return true;
    }

    /// <summary>Takes in what follows, all of it at once; what is known already is left out.</summary>
    /// <exception cref="StoreFailedException">It does not follow: the stream was changed by something that is no ledger.</exception>
    public void Add(IReadOnlyList<Known> entries)
    {
        lock (_gate)
        {
            foreach (var entry in entries)
            {
                if (entry.Index < _head.Count) continue;
                ref var indexes = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, entry.Stream, out _);
                indexes ??= [];
                if (entry.Index != _head.Count || entry.Sequence != indexes.Count || !_publications.TryAdd(entry.Publication, checked((int)entry.Index)))
                    throw new StoreFailedException(StoreFailedException.Damaged, "The journal is damaged: an entry does not follow those before it.");
                indexes.Add((int)entry.Index);
                if (entry.Origin is { } next) _origins = Continued(entry.Index, next);
                _head = (entry.Index + 1, entry.Id);
            }
        }
    }

    LogOrigins Continued(long index, string origin)
    {
        try
        {
            return _origins.With(index, origin);
        }
        catch (ArgumentException)
        {
            throw new StoreFailedException(StoreFailedException.Damaged, "The journal is damaged: its origins do not follow each other.");
        }
    }
}

/// <summary>What the index keeps of an entry.</summary>
sealed record Known(long Index, string Stream, long Sequence, PublicationKey Publication, Uuid Id, string? Origin)
{
    public static Known Of(Found found) => new(found.Entry.Index, found.Entry.Stream, found.Entry.Sequence, found.Entry.Publication, found.Id, found.Origin);
}
