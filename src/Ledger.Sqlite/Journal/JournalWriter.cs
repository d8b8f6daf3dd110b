using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Ledger.Journal;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>
/// Writes batches. The unique indexes find what is there already; lengths of streams it wrote lately are remembered to find what is
/// missing.
/// </summary>
sealed class JournalWriter(Database database)
{
    const int LengthsMax = 65_536;

    readonly Statement _insert = database.Prepare("INSERT INTO events (idx, stream, sequence, publication, body) VALUES (?, ?, ?, ?, ?)");
    readonly Statement _length = database.Prepare("SELECT max(sequence) + 1 FROM events WHERE stream = ?");
    readonly Statement _begin = database.Prepare("BEGIN IMMEDIATE"), _commit = database.Prepare("COMMIT");
    readonly Dictionary<string, long> _batch = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, long> _lengths = new(concurrencyLevel: 1, LengthsMax, StringComparer.Ordinal);

    /// <summary>The length of a stream that was written lately, or null. To be asked from any thread.</summary>
    public long? LatelyWritten(string stream) => _lengths.TryGetValue(stream, out var length) ? length : null;

    /// <summary>
    /// Writes the batch at the head, and what goes with it, all of it or nothing; false where the journal is not what it expects.
    /// </summary>
    public bool Append(IReadOnlyList<Entry> batch, long head, Action? with = null)
    {
        if (!Continues(batch, head)) return false;
        if (batch.Count == 0) return true;
        _begin.Run();
        try
        {
            for (var place = 0; place < batch.Count; place++) Insert(batch[place]);
            with?.Invoke();
            _commit.Run();
        }
        catch (SqliteFailure failure) when (failure.IsConstraint)
        {
            database.Rollback();
            return false;
        }
        catch
        {
            database.Rollback();
            throw;
        }
        Remember();
        return true;
    }

    /// <summary>
    /// Whether indexes and sequences follow on. A first entry with sequence 0 needs no look: if the stream were there, the unique index
    /// would say so.
    /// </summary>
    bool Continues(IReadOnlyList<Entry> batch, long head)
    {
        _batch.Clear();
        for (var place = 0; place < batch.Count; place++)
        {
            var entry = batch[place];
            if (entry.Index != head + place) return false;
            ref var length = ref CollectionsMarshal.GetValueRefOrAddDefault(_batch, entry.Stream, out var known);
            if (!known && entry.Sequence != 0) length = LengthOf(entry.Stream);
            if (entry.Sequence != length) return false;
            length++;
        }
        return true;
    }

    long LengthOf(string stream) => LatelyWritten(stream) ?? _length.Bind(1, stream).Number() ?? 0;

    void Insert(Entry entry)
    {
        Span<byte> publication = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(publication, entry.Publication.High);
        BinaryPrimitives.WriteUInt64BigEndian(publication[8..], entry.Publication.Low);
        _insert.Bind(1, entry.Index).Bind(2, entry.Stream).Bind(3, entry.Sequence).Bind(4, publication).Bind(5, entry.Bytes.Span).Run();
    }

    void Remember()
    {
        if (_lengths.Count + _batch.Count > LengthsMax) _lengths.Clear();
        foreach (var (stream, length) in _batch) _lengths[stream] = length;
    }
}
