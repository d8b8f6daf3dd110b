namespace Ledger.Reading;

/// <summary>
/// What a ledger keeps beside its journal and cannot fold from it: API keys, subscribers and what they are still to be told. Unlike read models these
/// tables are truth: a commit is durable once it returns, and nobody drops them. Rows and queries are those of <see cref="IReadModels"/>.
/// Safe for concurrent use.
/// </summary>
public interface IServiceTables : IAsyncDisposable
{
    /// <summary>One row by key, or null.</summary>
    ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow;

    /// <summary>The rows a query selects.</summary>
    ValueTask<IReadOnlyList<TRow>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow;

    /// <summary>Writes all of the changes or none, durable once it returns.</summary>
    ValueTask Commit(IReadOnlyCollection<RowChange> changes, CancellationToken cancel);
}

/// <summary>Service tables in memory: the reference, and the tables of tests.</summary>
public sealed class MemoryServiceTables : IServiceTables
{
    readonly MemoryReadModels _rows = new(ServiceRows.All);

    /// <inheritdoc/>
    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => _rows.Find<TRow>(key, cancel);

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<TRow>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
        where TRow : class, IRow => (await _rows.Query(query, cancel)).Value;

    /// <inheritdoc/>
    public ValueTask Commit(IReadOnlyCollection<RowChange> changes, CancellationToken cancel) => _rows.Commit(changes, 0, cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _rows.DisposeAsync();
}
