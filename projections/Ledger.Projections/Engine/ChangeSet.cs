using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>
/// The rows put while one batch is folded: the last write of a row wins, so that a row is written once however often the batch touched it. The batch
/// before may still be on its way into the store; its rows are found here.
/// </summary>
sealed class ChangeSet(IReadModels rows)
{
    Dictionary<(Type Table, string Key), RowChange> _changes = [], _handed = [];

    public void Put(IRow row) => _changes[(row.GetType(), row.Key)] = RowChanges.Of(row);

    /// <summary>The row is gone.</summary>
    public void Remove<TRow>(string key) where TRow : class, IRow => _changes[(typeof(TRow), key)] = new(typeof(TRow), key, null);

    /// <summary>The row as it stands now: as this batch or the one before left it, or as it was committed earlier.</summary>
    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow
    {
        var place = (typeof(TRow), key);
        return _changes.TryGetValue(place, out var change) || _handed.TryGetValue(place, out change)
            ? new(change.Row as TRow)
            : rows.Find<TRow>(key, cancel);
    }

    /// <summary>Ends the batch: its rows, which nobody changes any more. The rows handed over before must be committed by now.</summary>
    public IReadOnlyCollection<RowChange> HandOver()
    {
        (_handed, _changes) = (_changes, []);
        return _handed.Values;
    }
}

/// <summary>Changes of rows.</summary>
static class RowChanges
{
    public static RowChange Of(IRow row) => new(row.GetType(), row.Key, row);
}
