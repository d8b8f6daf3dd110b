namespace Ledger.Reading;

/// <summary>
/// Read models in memory: the reference the engines are held to, and the read models of tests. Nothing outlives the process.
/// </summary>
public sealed class MemoryReadModels : IReadModels
{
    readonly Lock _gate = new();
    readonly Dictionary<Type, Dictionary<string, IRow>> _tables;
    long _position;

    /// <summary>An empty set of the tables named.</summary>
    /// <exception cref="ArgumentException">A type is no row.</exception>
    public MemoryReadModels(IEnumerable<Type> rows) =>
        _tables = rows.ToDictionary(row => RowShape.Of(row).Row, _ => new Dictionary<string, IRow>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public ValueTask<long> Position(CancellationToken cancel)
    {
        lock (_gate) return new(_position);
    }

    /// <inheritdoc/>
    public ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var change in changes) _ = _tables[change.Table];   // before anything is written
            foreach (var change in changes)
            {
                if (change.Row is null) _tables[change.Table].Remove(change.Key);
                else _tables[change.Table][change.Key] = change.Row;
            }
            _position = position;
        }
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow
    {
        lock (_gate) return new((TRow?)_tables[typeof(TRow)].GetValueOrDefault(key));
    }

    /// <inheritdoc/>
    public ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
        where TRow : class, IRow
    {
        List<TRow> rows;
        long position;
        lock (_gate) (rows, position) = ([.. _tables[typeof(TRow)].Values.Cast<TRow>()], _position);
        var asked = query(rows.AsQueryable());
        var ordinal = asked.Provider.CreateQuery<TRow>(new OrdinalRewriter().Visit(asked.Expression));
        return new(new Answer<IReadOnlyList<TRow>>([.. ordinal], position));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>Sets of read models in memory.</summary>
/// <param name="rows">Their tables.</param>
public sealed class MemoryReadModelStore(IReadOnlyCollection<Type> rows) : IReadModelStore
{
    MemoryReadModels _current = new(rows);
    MemoryReadModels? _beside;

    /// <inheritdoc/>
    public IReadModels Current => Volatile.Read(ref _current);

    /// <inheritdoc/>
    public ValueTask<IReadModels> Beside(CancellationToken cancel) => new(_beside = new(rows));

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The set is not the one that was made last.</exception>
    public ValueTask Swap(IReadModels built, CancellationToken cancel)
    {
        if (built is not MemoryReadModels set || set != _beside)
        {
            throw new ArgumentException("That set was not built beside this one.", nameof(built));
        }
        Volatile.Write(ref _current, set);
        _beside = null;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
