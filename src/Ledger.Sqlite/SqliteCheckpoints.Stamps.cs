using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Sqlite.Engine;
using Ledger.Stamps;

namespace Ledger.Sqlite;

/// <summary>The timestamps, each beside the checkpoint it is of.</summary>
public sealed partial class SqliteCheckpoints
{
    internal const string StampsOf = "SELECT checkpoints.size, root, note, time, token FROM stamps JOIN checkpoints USING (size)";

    readonly Statement _addStamp, _stamp, _newestStamp, _stamps;

    /// <inheritdoc/>
    public ValueTask<StampedCheckpoint?> NewestStamp(CancellationToken cancel) => new(Use(() => FirstStamp(_newestStamp)));

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed.</exception>
    public ValueTask<StampedCheckpoint> AddStamp(StampedCheckpoint stamp, CancellationToken cancel) => new(Use(() =>
    {
        var (checkpoint, time, token) = stamp;
        if (First(_get.Bind(1, checkpoint.Size)) is not { } signed || signed.Note != checkpoint.Note)
            throw new InvalidOperationException($"What was stamped at size {checkpoint.Size} is not the checkpoint that is kept.");
        if (FirstStamp(_stamp.Bind(1, checkpoint.Size)) is { } kept) return kept;
        Keep(() => _addStamp.Bind(1, checkpoint.Size).Bind(2, time.UtcTicks).Bind(3, token.ToArray()).Run());
        return stamp;
    }));

    /// <inheritdoc/>
    public ValueTask<StampedCheckpoint?> Stamp(long size, CancellationToken cancel) => new(Use(() => FirstStamp(_stamp.Bind(1, size))));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StampMark>> Stamps(long sizeMax, CancellationToken cancel) => new(Use<IReadOnlyList<StampMark>>(() =>
    {
        List<StampMark> marks = [];
        _stamps.Bind(1, sizeMax);
        while (_stamps.Step()) marks.Add(new(_stamps.Int64(0), new(_stamps.Int64(1), TimeSpan.Zero)));
        return marks;
    }));

    /// <summary>The row of a statement that selects <see cref="StampsOf"/>.</summary>
    internal static StampedCheckpoint CurrentStamp(Statement row) => new(Current(row), new(row.Int64(3), TimeSpan.Zero), row.Blob(4).ToArray());

    static StampedCheckpoint? FirstStamp(Statement statement)
    {
        if (!statement.Step()) return null;
        var first = CurrentStamp(statement);
        statement.Reset();
        return first;
    }
}
