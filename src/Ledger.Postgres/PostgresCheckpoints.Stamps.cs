using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Stamps;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>The timestamps, each beside the checkpoint it is of.</summary>
public sealed partial class PostgresCheckpoints
{
    const string Stamped = "SELECT size, root, note, ticks, token FROM stamps JOIN checkpoints USING (origin, size) WHERE origin = $1";

    /// <inheritdoc/>
    public async ValueTask<StampedCheckpoint?> NewestStamp(CancellationToken cancel) =>
        (await Rows($"{Stamped} ORDER BY size DESC LIMIT 1", CurrentStamp, cancel)).FirstOrDefault();

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The server failed.</exception>
    public async ValueTask<StampedCheckpoint> AddStamp(StampedCheckpoint stamp, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stamp);
        cancel.ThrowIfCancellationRequested();
        var (checkpoint, time, token) = stamp;
        if ((await Get(checkpoint.Size, cancel))?.Note != checkpoint.Note)
            throw new InvalidOperationException($"What was stamped at size {checkpoint.Size} is not the checkpoint that is kept.");
        await Keep("INSERT INTO stamps (origin, size, ticks, token) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING", Of(checkpoint.Size), Of(time.UtcTicks), Of(token.ToArray()));
        return await Stamp(checkpoint.Size, cancel) ?? throw new StoreFailedException(StoreFailedException.Damaged, "A timestamp that was kept is not there.");
    }

    /// <inheritdoc/>
    public async ValueTask<StampedCheckpoint?> Stamp(long size, CancellationToken cancel) =>
        (await Rows($"{Stamped} AND size = $2", CurrentStamp, cancel, Of(size))).FirstOrDefault();

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StampMark>> Stamps(long sizeMax, CancellationToken cancel) => await Rows(
        "SELECT size, ticks FROM stamps WHERE origin = $1 AND size <= $2 ORDER BY size", row => new StampMark(row.GetInt64(0), new(row.GetInt64(1), TimeSpan.Zero)), cancel, Of(sizeMax));

    static StampedCheckpoint CurrentStamp(NpgsqlDataReader row) => new(Current(row), new(row.GetInt64(3), TimeSpan.Zero), row.GetFieldValue<byte[]>(4));
}
