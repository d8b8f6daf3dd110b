using System.Buffers.Binary;
using Ledger.Journal;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>A read-only connection to the journal with its statements. Belongs to one thread at a time.</summary>
sealed class JournalReader : IDisposable
{
    /// <summary>A page ends after so many entries or bytes: what a reader holds in memory.</summary>
    const int PageEntries = 512, PageBytes = 1 << 20, CacheKibibytes = 4096;

    const string Columns = "SELECT idx, stream, sequence, publication, body FROM events ";

    readonly Database _database;
    readonly Statement _length, _find, _stream, _all, _at;

    public JournalReader(string path)
    {
        _database = Database.Reader(path, CacheKibibytes);
        _length = _database.Prepare("SELECT max(sequence) + 1 FROM events WHERE stream = ?");
        _find = _database.Prepare(Columns + "WHERE publication = ?");
        _stream = _database.Prepare(Columns + "WHERE stream = ? AND sequence >= ? AND sequence < ? ORDER BY sequence");
        _all = _database.Prepare(Columns + "WHERE idx >= ? AND idx < ? ORDER BY idx");
        _at = _database.Prepare(Columns + "WHERE idx = ?");
    }

    public long Length(string stream) => _length.Bind(1, stream).Number() ?? 0;

    public Entry? Find(PublicationKey publication)
    {
        _find.Bind(1, publication.ToBytes());
        if (!_find.Step()) return null;
        var found = Current(_find);
        _find.Reset();
        return found;
    }

    public List<Entry> Page(string stream, long from, long end) => Page(_stream.Bind(1, stream).Bind(2, from).Bind(3, end));

    public List<Entry> Page(long from, long end) => Page(_all.Bind(1, from).Bind(2, end));

    /// <summary>The entries at these indexes from a place in the list on, as many as a page holds; it ends early at one that is not there.</summary>
    public List<Entry> Page(IReadOnlyList<long> indexes, int from)
    {
        var page = new List<Entry>();
        for (var bytes = 0; from + page.Count < indexes.Count && page.Count < PageEntries && bytes < PageBytes;)
        {
            if (!_at.Bind(1, indexes[from + page.Count]).Step()) break;
            page.Add(Current(_at));
            bytes += page[^1].Bytes.Length;
            _at.Reset();
        }
        _at.Reset();
        return page;
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Dispose();

    static List<Entry> Page(Statement statement)
    {
        var page = new List<Entry>();
        for (var bytes = 0; page.Count < PageEntries && bytes < PageBytes && statement.Step();)
        {
            var entry = Current(statement);
            bytes += entry.Bytes.Length;
            page.Add(entry);
        }
        statement.Reset();
        return page;
    }

    static Entry Current(Statement row)
    {
        var publication = row.Blob(3);
        if (publication.Length != 16)
        {
            throw new StoreFailedException(StoreFailedException.Damaged, $"Entry {row.Int64(0)} has no publication.");
        }
        ulong high = BinaryPrimitives.ReadUInt64BigEndian(publication), low = BinaryPrimitives.ReadUInt64BigEndian(publication[8..]);
        return new(row.Int64(0), row.Text(1), row.Int64(2), new(high, low), row.Blob(4).ToArray());
    }
}
