namespace Ledger.Journal;

/// <summary>What became of a batch.</summary>
public enum Appended
{
    /// <summary>Every entry is durable.</summary>
    Yes,

    /// <summary>Nothing was written: the ledger's head, a stream's length or a publication is not what the batch expects. Read again and decide again.</summary>
    Conflict,
}

/// <summary>
/// The book of first entry: one ordered, append-only sequence of entries per ledger, index 0, 1, 2 ... with no gap.
/// Nothing is ever changed or removed. One sequencer writes; any number of readers read, at any time, and see whole batches only.
/// </summary>
/// <remarks>
/// An engine that cannot tell whether a batch was written throws, and refuses every later append until it is opened again; opening finds out.
/// </remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>
    /// The ledger's name in its checkpoints (C2SP tlog-checkpoint origin): given when the ledger was made, and changed by <see cref="Continue"/> alone.
    /// New events are sealed under it. What is stored already was recorded under the origin of its own index: ask <see cref="Origins"/>.
    /// </summary>
    string Origin => Origins.Current;

    /// <summary>Every origin the ledger has had, and from which index on.</summary>
    LogOrigins Origins { get; }

    /// <summary>How many bytes of events one batch may hold; what a submission may hold, <see cref="Entry.BatchBytesMax"/>, it always may.</summary>
    long GroupBytesMax => long.MaxValue;

    /// <summary>How many entries are durable: the index the next one gets.</summary>
    ValueTask<long> Count(CancellationToken cancel);

    /// <summary>
    /// Appends the whole batch or nothing. The first entry's index must be <see cref="Count"/>, the rest follow on; each stream must have exactly
    /// the length its entries' sequences continue; no publication may be there already. Otherwise <see cref="Appended.Conflict"/>, and nothing changed.
    /// Durable (survives kill -9 and power loss) once <see cref="Appended.Yes"/> is returned. Not to be called concurrently.
    /// </summary>
    ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel);

    /// <summary>
    /// Goes on under another origin, from this entry on (its <c>log.continued</c>): entry and origin are durable together, or neither is. Otherwise as
    /// <see cref="Append"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The ledger has had that origin.</exception>
    ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel);

    /// <summary>How many entries the stream has; 0 where there is no such stream.</summary>
    ValueTask<long> Length(string stream, CancellationToken cancel);

    /// <summary>The lengths of streams, in their order: one question, where each would cost a way to a server.</summary>
    async ValueTask<IReadOnlyList<long>> Lengths(IReadOnlyList<string> streams, CancellationToken cancel)
    {
        var lengths = new long[streams.Count];
        for (var place = 0; place < lengths.Length; place++) lengths[place] = await Length(streams[place], cancel);
        return lengths;
    }

    /// <summary>The entry a publication became, or null.</summary>
    ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel);

    /// <summary>One stream in order, from a sequence on, to its end at the time of the call.</summary>
    IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel);

    /// <summary>All entries in order, from an index on, to the end at the time of the call. Constant memory.</summary>
    IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel);

    /// <summary>The entries at these indexes, in their order. Constant memory beside the list.</summary>
    /// <exception cref="ArgumentException">The indexes do not ascend, or one of them is not there; entries before it were given.</exception>
    IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, CancellationToken cancel);

    /// <summary>The entry at an index, or null where there is none yet: that one alone is read.</summary>
    async ValueTask<Entry?> At(long index, CancellationToken cancel)
    {
        if (index < 0 || index >= await Count(cancel)) return null;
        await foreach (var entry in ReadAt([index], cancel)) return entry;
        return null;
    }

    /// <summary>All entries in order, from an index on: first those that are there, then each new one as it becomes durable, until cancelled.</summary>
    IAsyncEnumerable<Entry> Follow(long from, CancellationToken cancel);
}
