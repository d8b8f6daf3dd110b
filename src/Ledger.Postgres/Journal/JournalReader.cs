using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Journal;
using Ledger.Postgres.Engine;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>
/// Reads the journal, on any thread, each time on a connection that is given back at once, so that no slow reader holds one. What lies below the head is there,
/// whole, whoever wrote it.
/// </summary>
sealed class JournalReader(PostgresDatabase database)
{
    const string Columns = "SELECT idx, stream, sequence, publication, body FROM events";

    /// <summary>A publication's key as its column has it.</summary>
    public static Guid Uuid(PublicationKey key) => new(key.ToBytes(), bigEndian: true);

    public ValueTask<long> Count(CancellationToken cancel) => Number("SELECT count FROM head WHERE one", [], cancel);

    /// <summary>The newest entry's place and the hash of its bytes; null where there is none.</summary>
    public async ValueTask<Tip?> Tip(CancellationToken cancel) => (await Rows("SELECT idx, sha256(body) FROM events ORDER BY idx DESC LIMIT 1", [], Tip, cancel)).FirstOrDefault();

    /// <summary>Whether that entry is where it was.</summary>
    public async ValueTask<bool> Has(Tip tip, CancellationToken cancel) =>
        (await Rows("SELECT idx, sha256(body) FROM events WHERE idx = $1", [Of(tip.Index)], Tip, cancel)).Exists(there => there.Hash.AsSpan().SequenceEqual(tip.Hash));

    public ValueTask<long> Origins(CancellationToken cancel) => Number("SELECT origins::bigint FROM head WHERE one", [], cancel);

    /// <summary>Whether the turn to serve is that process's.</summary>
    public async ValueTask<bool> Serves(Guid holder, CancellationToken cancel) => await Number("SELECT count(*) FROM serving WHERE holder = $1", [Of(holder)], cancel) > 0;

    public ValueTask<long> Length(string stream, CancellationToken cancel) =>
        Number("SELECT coalesce(max(sequence) + 1, 0) FROM events WHERE stream = $1", [Of(stream)], cancel);

    /// <summary>The lengths of streams, in their order.</summary>
    public ValueTask<List<long>> Lengths(string[] streams, CancellationToken cancel) => Rows(
        "SELECT (SELECT coalesce(max(sequence) + 1, 0) FROM events WHERE events.stream = asked.stream) FROM unnest($1) WITH ORDINALITY AS asked (stream, place) ORDER BY place",
        [Of(streams)], row => row.GetInt64(0), cancel);

    public async ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) =>
        (await Entries($"{Columns} WHERE publication = $1", [Of(Uuid(publication))], cancel)).FirstOrDefault();

    /// <summary>The entries of a stream from a sequence on, below another.</summary>
    public ValueTask<List<Entry>> Page(string stream, long from, long end, CancellationToken cancel) =>
        Entries($"{Columns} WHERE stream = $1 AND sequence >= $2 AND sequence < $3 ORDER BY sequence", [Of(stream), Of(from), Of(end)], cancel);

    /// <summary>The entries from an index on, below another and below the head.</summary>
    public ValueTask<List<Entry>> Page(long from, long end, CancellationToken cancel) =>
        Entries($"{Columns} WHERE idx >= $1 AND idx < least($2, (SELECT count FROM head WHERE one)) ORDER BY idx", [Of(from), Of(end)], cancel);

    /// <summary>Those of the entries at these indexes that are there.</summary>
    public ValueTask<List<Entry>> Page(long[] indexes, CancellationToken cancel) => Entries($"{Columns} WHERE idx = ANY($1) ORDER BY idx", [Of(indexes)], cancel);

    ValueTask<List<Entry>> Entries(string sql, NpgsqlParameter[] parameters, CancellationToken cancel) => Rows(sql, parameters, Current, cancel);

    async ValueTask<long> Number(string sql, NpgsqlParameter[] parameters, CancellationToken cancel) => (await Rows(sql, parameters, row => row.GetInt64(0), cancel))[0];

    async ValueTask<List<TRow>> Rows<TRow>(string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, TRow> current, CancellationToken cancel)
    {
        try
        {
            return await database.Events.Rows(sql, parameters, current, cancel);
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            throw PostgresFailure.AsFailed(exception);
        }
    }

    static Tip Tip(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetFieldValue<byte[]>(1));

    static Entry Current(NpgsqlDataReader row)
    {
        Span<byte> publication = stackalloc byte[16];
        row.GetGuid(3).TryWriteBytes(publication, bigEndian: true, out _);
        var key = new PublicationKey(BinaryPrimitives.ReadUInt64BigEndian(publication), BinaryPrimitives.ReadUInt64BigEndian(publication[8..]));
        return new(row.GetInt64(0), row.GetString(1), row.GetInt64(2), key, row.GetFieldValue<byte[]>(4));
    }

    static NpgsqlParameter<TValue> Of<TValue>(TValue value) => new() { TypedValue = value };
}

/// <summary>An entry that is known to be recorded, by its place and its SHA-256.</summary>
sealed record Tip(long Index, byte[] Hash)
{
    public static Tip Of(Entry entry) => new(entry.Index, SHA256.HashData(entry.Bytes.Span));
}
