using System.Runtime.CompilerServices;
using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Stamps;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>
/// Every checkpoint signed under one origin of the log, and their timestamps. They are in the same database as the journal, but no backup of the ledger's has
/// them: a copy of the whole database that is brought back holds an older list, and is to be continued under a new origin (docs/decisions/0023).
/// </summary>
/// <param name="database">Where the journal is, too.</param>
/// <param name="origin">Which of the log's origins, counted from 1.</param>
public sealed partial class PostgresCheckpoints(PostgresDatabase database, int origin) : ICheckpoints, ICheckpointStamps
{
    const int PageLength = 256;

    const string Signed = "SELECT size, root, note FROM checkpoints WHERE origin = $1";

    /// <summary>
    /// From here on nothing is signed under an earlier origin any more, by whomever. For a journal that is elsewhere: one in this database says so itself when it goes on.
    /// </summary>
    /// <exception cref="StoreFailedException">The server failed.</exception>
    internal ValueTask Begin() => Keep("UPDATE head SET origins = $1 WHERE one AND origins < $1");

    /// <inheritdoc/>
    public async ValueTask<SignedCheckpoint?> Newest(CancellationToken cancel) =>
        (await Rows($"{Signed} ORDER BY size DESC LIMIT 1", Current, cancel)).FirstOrDefault();

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The server failed, or the log goes on under another origin by now: the checkpoint must not be shown.</exception>
    public async ValueTask<SignedCheckpoint> Add(SignedCheckpoint checkpoint, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        cancel.ThrowIfCancellationRequested();
        // What is there already may be so without being durable: it is written, or waited for, before it is shown.
        await Keep(
            """
            INSERT INTO checkpoints (origin, size, root, note) SELECT $1, $2, $3, $4 FROM head WHERE one AND origins <= $1
            ON CONFLICT DO NOTHING
            """, Of(checkpoint.Size), Of(checkpoint.Root), Of(checkpoint.Note));
        var kept = await Get(checkpoint.Size, cancel)
            ?? throw new StoreFailedException(StoreFailedException.Reopen, "The log goes on under another origin: nothing more is signed under this one.");
        return kept.Root.AsSpan().SequenceEqual(checkpoint.Root)
            ? kept
            : throw new InvalidOperationException($"A checkpoint of size {checkpoint.Size} was signed with another root.");
    }

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The server failed.</exception>
    public ValueTask AddAll(IReadOnlyList<SignedCheckpoint> checkpoints, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(checkpoints);
        cancel.ThrowIfCancellationRequested();
        return Keep(
            """
            INSERT INTO checkpoints (origin, size, root, note) SELECT $1, size, root, note FROM unnest($2, $3, $4) AS given (size, root, note), head
            WHERE one AND origins <= $1 ON CONFLICT DO NOTHING
            """, Of(checkpoints.Select(one => one.Size).ToArray()), Of(checkpoints.Select(one => one.Root).ToArray()), Of(checkpoints.Select(one => one.Note).ToArray()));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<SignedCheckpoint> All(long fromSize, [EnumeratorCancellation] CancellationToken cancel)
    {
        for (var from = fromSize; ;)
        {
            var page = await Rows($"{Signed} AND size >= $2 ORDER BY size LIMIT {PageLength}", Current, cancel, Of(from));
            foreach (var checkpoint in page) yield return checkpoint;
            if (page.Count < PageLength) yield break;
            from = page[^1].Size + 1;
        }
    }

    async ValueTask<SignedCheckpoint?> Get(long size, CancellationToken cancel) => (await Rows($"{Signed} AND size = $2", Current, cancel, Of(size))).FirstOrDefault();

    static SignedCheckpoint Current(NpgsqlDataReader row) => new(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetString(2));

    /// <summary>Durable once it returns. What is there already stays; of what was not answered the next reading tells.</summary>
    async ValueTask Keep(string sql, params NpgsqlParameter[] parameters)
    {
        try
        {
            await database.Durable.Run($"WITH kept AS ({sql}) {Session.Synced}", [Of(origin), .. parameters]);
        }
        catch (UnansweredException unanswered)
        {
            throw new StoreFailedException(StoreFailedException.InputOutput, $"A checkpoint or timestamp was not kept ({unanswered.Why}).");
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            throw PostgresFailure.AsFailed(exception);
        }
    }

    async ValueTask<List<TRow>> Rows<TRow>(string sql, Func<NpgsqlDataReader, TRow> current, CancellationToken cancel, params NpgsqlParameter[] parameters)
    {
        try
        {
            return await database.Events.Rows(sql, [Of(origin), .. parameters], current, cancel);
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            throw PostgresFailure.AsFailed(exception);
        }
    }

    static NpgsqlParameter<TValue> Of<TValue>(TValue value) => new() { TypedValue = value };
}
