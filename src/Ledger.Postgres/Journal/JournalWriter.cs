using System.Runtime.InteropServices;
using Ledger.Journal;
using Ledger.Postgres.Engine;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Postgres;

/// <summary>
/// Writes batches: each in one statement, which is a transaction of its own. So the head is held by the server alone, and for no longer than it takes to write;
/// a process that is stopped or cut off holds nothing.
/// </summary>
sealed class JournalWriter(PostgresDatabase database, Guid? holder)
{
    /// <summary>
    /// Who waited here for another to move the head finds it moved, and moves nothing. Entries that stand before the first of a stream in the batch must be
    /// there; those that must not be are found by the unique keys. The newest entry this process knows of must be what it was: a database that was promoted or brought
    /// back without it may have others there by now, and as long a head. Where it writes for the holder of the turn to serve, the turn must be its own still.
    /// </summary>
    const string Moved =
        """
        WITH moved AS (
          UPDATE head SET count = $1 + cardinality($6), origins = $3 WHERE one AND count = $1 AND origins = $2
          AND NOT EXISTS (
            SELECT FROM unnest($4, $5) AS before (stream, sequence)
            WHERE NOT EXISTS (SELECT FROM events WHERE events.stream = before.stream AND events.sequence = before.sequence))
          AND ($12 < 0 OR EXISTS (SELECT FROM events WHERE idx = $12 AND sha256(body) = $13))
          AND ($14::uuid IS NULL OR EXISTS (SELECT FROM serving WHERE holder = $14))
          RETURNING one),
        added AS (
          INSERT INTO events (idx, stream, sequence, publication, body)
          SELECT idx, stream, sequence, publication, body FROM moved, unnest($6, $7, $8, $9, $10) AS added (idx, stream, sequence, publication, body))
        """;

    const string Append = $"{Moved} SELECT pg_notify($11, ''), {Session.Sync} FROM moved";

    const string Continue =
        $"""
        {Moved},
        named AS (INSERT INTO origins SELECT $3, $1, $15 FROM moved)
        SELECT pg_notify($11, ''), {Session.Sync} FROM moved
        """;

    /// <summary>
    /// Writes the batch at the head, and the origin that begins with it, all of it or nothing; false where the journal is not what it expects.
    /// </summary>
    /// <exception cref="UnansweredException">Nobody knows whether it was written.</exception>
    public async ValueTask<bool> Write(IReadOnlyList<Entry> batch, int origins, Tip? tip, string? origin = null)
    {
        if (batch.Count == 0) return true;
        if (Before(batch) is not var (streams, sequences)) return false;
        var (indexes, names, places, publications, bodies) = Columns(batch);
        NpgsqlParameter[] parameters =
        [
            Of(batch[0].Index), Of(origins), Of(origin is null ? origins : origins + 1), Of(streams), Of(sequences),
            Of(indexes), Of(names), Of(places), Of(publications), Of(bodies), Of(database.Channel),
            Of(tip?.Index ?? -1), Of(tip?.Hash ?? []), new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Uuid, Value = holder ?? (object)DBNull.Value }, .. origin is null ? [] : new NpgsqlParameter[] { Of(origin) },
        ];
        try
        {
            return await database.Durable.Run(origin is null ? Append : Continue, parameters);
        }
        catch (PostgresException taken) when (PostgresFailure.IsTaken(taken))
        {
            return false;
        }
    }

    /// <summary>
    /// Which entries must be there, that the batch follows on: of each stream the one before its first. Null where indexes or sequences do not follow on
    /// within the batch.
    /// </summary>
    static (string[] Streams, long[] Sequences)? Before(IReadOnlyList<Entry> batch)
    {
        var next = new Dictionary<string, long>(StringComparer.Ordinal);
        var (streams, sequences) = (new List<string>(), new List<long>());
        for (var place = 0; place < batch.Count; place++)
        {
            var entry = batch[place];
            if (entry.Index != batch[0].Index + place || entry.Index < 0) return null;
            ref var sequence = ref CollectionsMarshal.GetValueRefOrAddDefault(next, entry.Stream, out var known);
            if (known ? entry.Sequence != sequence : entry.Sequence < 0) return null;
            sequence = entry.Sequence + 1;
            if (known || entry.Sequence == 0) continue;
            streams.Add(entry.Stream);
            sequences.Add(entry.Sequence - 1);
        }
        return ([.. streams], [.. sequences]);
    }

    static (long[], string[], long[], Guid[], ReadOnlyMemory<byte>[]) Columns(IReadOnlyList<Entry> batch)
    {
        var (indexes, streams, sequences) = (new long[batch.Count], new string[batch.Count], new long[batch.Count]);
        var (publications, bodies) = (new Guid[batch.Count], new ReadOnlyMemory<byte>[batch.Count]);
        for (var place = 0; place < batch.Count; place++)
        {
            (indexes[place], streams[place], sequences[place]) = (batch[place].Index, batch[place].Stream, batch[place].Sequence);
            (publications[place], bodies[place]) = (JournalReader.Uuid(batch[place].Publication), batch[place].Bytes);
        }
        return (indexes, streams, sequences, publications, bodies);
    }

    static NpgsqlParameter<TValue> Of<TValue>(TValue value) => new() { TypedValue = value };
}
