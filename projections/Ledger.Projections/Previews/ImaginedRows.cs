using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Read models that take changes into memory alone and know how each row was before.</summary>
/// <param name="rows">The rows there are.</param>
/// <param name="position">Up to where they are folded.</param>
sealed class ImaginedRows(IReadModels rows, long position) : IReadModels
{
    readonly Dictionary<(Type Table, string Key), IRow?> _folded = [], _imagined = [];
    bool _imagining;
    long _position = position;

    /// <summary>What is committed from now on is imagined.</summary>
    public void Imagine() => _imagining = true;

    /// <summary>The rows of a kind that the imagined events changed.</summary>
    public async ValueTask<IReadOnlyList<PreviewedChange<TRow>>> Changed<TRow>(CancellationToken cancel) where TRow : class, IRow
    {
        List<PreviewedChange<TRow>> changed = [];
        foreach (var (place, after) in _imagined)
        {
            if (place.Table != typeof(TRow)) continue;
            var before = _folded.TryGetValue(place, out var folded) ? (TRow?)folded : await rows.Find<TRow>(place.Key, cancel);
            if (!Equals(before, after)) changed.Add(new(before, (TRow?)after));
        }
        return changed;
    }

    public ValueTask<long> Position(CancellationToken cancel) => new(_position);

    public ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel)
    {
        foreach (var change in changes) (_imagining ? _imagined : _folded)[(change.Table, change.Key)] = change.Row;
        _position = position;
        return ValueTask.CompletedTask;
    }

    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow
    {
        var place = (typeof(TRow), key);
        return _imagined.TryGetValue(place, out var row) || _folded.TryGetValue(place, out row) ? new((TRow?)row) : rows.Find<TRow>(key, cancel);
    }

    /// <summary>Folds find what they change by key; what others ask is answered from the rows there are.</summary>
    public ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
        rows.Query(query, cancel);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
