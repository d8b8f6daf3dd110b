namespace Ledger.Reading;

/// <summary>A row of a read model: a record with a string key and members of type long, bool and string (nullable or not), nothing else.</summary>
public interface IRow
{
    /// <summary>Identifies the row in its table.</summary>
    string Key { get; }
}

/// <summary>One change to a table: the row as it is now, or its key alone where it is gone.</summary>
/// <param name="Table">The row's CLR type.</param>
/// <param name="Key">The row's key.</param>
/// <param name="Row">The row as it is now; null removes it.</param>
public readonly record struct RowChange(Type Table, string Key, IRow? Row);

/// <summary>
/// A set of tables that projections fill and anybody may drop: every row can be folded again from the journal.
/// Queries are LINQ over rows: equality, range, ordinal order, keyset page (<c>Where</c>, <c>OrderBy</c>, <c>Take</c>), and run alike on every engine.
/// </summary>
public interface IReadModels : IAsyncDisposable
{
    /// <summary>The journal index up to which (exclusive) the rows are folded; 0 where the set is new.</summary>
    ValueTask<long> Position(CancellationToken cancel);

    /// <summary>Writes the rows and the position in one transaction. Readers see all of it or nothing.</summary>
    ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel);

    /// <summary>
    /// The same, if the rows are still folded up to <paramref name="from"/>: so that of two processes that fold at once one is refused, and they never
    /// interleave. Where one process alone folds there is nothing to compare.
    /// </summary>
    /// <exception cref="RowsOvertakenException">Another process has folded on meanwhile.</exception>
    ValueTask Commit(IReadOnlyCollection<RowChange> changes, long from, long position, CancellationToken cancel) => Commit(changes, position, cancel);

    /// <summary>One row by key, or null.</summary>
    ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow;

    /// <summary>The rows a query selects, and the position it was answered at.</summary>
    ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow;

    /// <summary>How many rows a query selects. An engine that can tell without reading them does.</summary>
    async ValueTask<Answer<long>> Count<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow
    {
        var answer = await Query(query, cancel);
        return new(answer.Value.Count, answer.Position);
    }
}

/// <summary>An answer and the journal index (exclusive) it holds for.</summary>
public sealed record Answer<T>(T Value, long Position);

/// <summary>Where sets of read models live: one is current; another may be built beside it and then swapped in.</summary>
public interface IReadModelStore : IAsyncDisposable
{
    /// <summary>The set that answers queries. Its identity may change after <see cref="Swap"/>.</summary>
    IReadModels Current { get; }

    /// <summary>A new, empty set beside the current one; at most one at a time. One that is not swapped in is dropped with the store, or by the next.</summary>
    ValueTask<IReadModels> Beside(CancellationToken cancel);

    /// <summary>Makes the set built beside current, atomically, also for a crash in the middle; the old one is dropped.</summary>
    ValueTask Swap(IReadModels built, CancellationToken cancel);
}
