using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>A copy of a journal that nobody writes, read as it lies there; nothing is changed or made beside it. Belongs to one thread at a time.</summary>
public sealed class JournalCopy : IDisposable
{
    readonly JournalReader _reader;

    JournalCopy(JournalReader reader, LogOrigins origins, long size) => (_reader, Origins, Size) = (reader, origins, size);

    /// <summary>The name the log had when the copy was taken.</summary>
    public string Origin => Origins.Current;

    /// <summary>Every name it has had.</summary>
    public LogOrigins Origins { get; }

    /// <summary>How many events it holds.</summary>
    public long Size { get; }

    /// <summary>Opens the copy at a path.</summary>
    /// <exception cref="StoreRefusedException">It is not there, damaged, or not a journal of the ledger.</exception>
    public static JournalCopy Open(string path)
    {
        try
        {
            using var database = Database.Reader(path, cacheKibibytes: 1024);
            if (database.Number("PRAGMA application_id") != StoreFile.Id("LdgJ"u8))
                throw new StoreRefusedException(StoreRefusedException.NotALedger, $"{Path.GetFileName(path)} is not a file of the ledger.");
            var origins = JournalOrigins.Read(database);
            return new(new(path), origins, database.Number("SELECT coalesce(max(idx)+1, 0) FROM events"));
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsRefused(Path.GetFileName(path));
        }
    }

    /// <summary>Its events from an index on, in order.</summary>
    /// <exception cref="InvalidDataException">An index is missing.</exception>
    /// <exception cref="StoreFailedException">It cannot be read.</exception>
    public IEnumerable<Entry> Read(long from)
    {
        for (var at = from; at < Size;)
        {
            var page = Page(at);
            if (page.Count == 0) throw Gap(at);
            foreach (var entry in page)
            {
                if (entry.Index != at) throw Gap(at);
                at++;
                yield return entry;
            }
        }
    }

    /// <summary>
    /// The root of its whole tree, and the roots at the sizes asked for, in ascending order (RFC 6962): every event is read for it.
    /// </summary>
    /// <exception cref="InvalidDataException">An index is missing.</exception>
    public IReadOnlyDictionary<long, byte[]> Roots(IReadOnlyCollection<long> sizes, Action<long, long> progress, CancellationToken cancel)
    {
        var tree = new Frontier();
        var roots = new Dictionary<long, byte[]> { [0] = tree.Root() };
        foreach (var entry in Read(0))
        {
            tree.Append(MerkleTree.LeafHash(entry.Bytes.Span));
            if (sizes.Contains(tree.Size)) roots[tree.Size] = tree.Root();
            if (tree.Size % 1000 != 0) continue;
            cancel.ThrowIfCancellationRequested();
            progress(tree.Size, Size);
        }
        roots[tree.Size] = tree.Root();
        return roots;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    List<Entry> Page(long from)
    {
        try
        {
            return _reader.Page(from, Size);
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsFailed();
        }
    }

    static InvalidDataException Gap(long index) => new($"Event #{index} is missing in the journal's copy.");
}
