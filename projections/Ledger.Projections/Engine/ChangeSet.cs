using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>The rows that one batch changes: the last write of a row wins, so that a row is written once however often the batch touched it.</summary>
sealed class ChangeSet(IReadModels rows)
{
    readonly Dictionary<(Type Table, string Key), RowChange> _changes = [];

    public IReadOnlyCollection<RowChange> All => _changes.Values;

    public void Put(IRow row) => _changes[(row.GetType(), row.Key)] = new(row.GetType(), row.Key, row);

    /// <summary>The row as it stands now: as this batch left it, or as it was committed before.</summary>
    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow =>
        _changes.TryGetValue((typeof(TRow), key), out var change) ? new(change.Row as TRow) : rows.Find<TRow>(key, cancel);

    public void Clear() => _changes.Clear();
}
