using System.Runtime.CompilerServices;
using Ledger.Journal;

namespace Ledger.Projections;

/// <summary>The journal with entries at its end that nobody recorded. It takes no others, and ends with its owner.</summary>
/// <param name="journal">The journal.</param>
/// <param name="real">How many of its entries count.</param>
sealed class ImaginedJournal(IJournal journal, long real) : IJournal
{
    readonly List<Entry> _added = [];

    /// <summary>How many entries are recorded.</summary>
    public long Real => real;

    public LogOrigins Origins => journal.Origins;

    /// <summary>One more entry at the end.</summary>
    public Entry Add(string stream, long sequence, PublicationKey publication, ReadOnlyMemory<byte> line)
    {
        var entry = new Entry(real + _added.Count, stream, sequence, publication, line);
        _added.Add(entry);
        return entry;
    }

    public ValueTask<long> Count(CancellationToken cancel) => new(real + _added.Count);

    public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel) => throw new NotSupportedException();

    public async ValueTask<long> Length(string stream, CancellationToken cancel) =>
        _added.FindLast(entry => entry.Stream == stream) is { } last ? last.Sequence + 1 : await journal.Length(stream, cancel);

    public async ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) =>
        _added.Find(entry => entry.Publication == publication) ?? await journal.Find(publication, cancel);

    public async IAsyncEnumerable<Entry> Read(string stream, long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in journal.Read(stream, from, cancel))
            if (entry.Index < real) yield return entry;
        foreach (var entry in _added)
            if (entry.Stream == stream && entry.Sequence >= from) yield return entry;
    }

    public async IAsyncEnumerable<Entry> ReadAll(long from, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (from < real)
        {
            await foreach (var entry in journal.ReadAll(from, cancel))
            {
                if (entry.Index >= real) break;
                yield return entry;
            }
        }
        foreach (var entry in _added)
            if (entry.Index >= from) yield return entry;
    }

    public async IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var entry in journal.ReadAt([.. indexes.Where(index => index < real)], cancel)) yield return entry;
        foreach (var index in indexes.Where(index => index >= real)) yield return _added[checked((int)(index - real))];
    }

    public IAsyncEnumerable<Entry> Follow(long from, CancellationToken cancel) => throw new NotSupportedException();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
