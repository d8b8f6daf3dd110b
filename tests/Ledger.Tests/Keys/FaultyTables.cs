using Ledger.Reading;

namespace Ledger.Tests.Keys;

/// <summary>Service tables that break at one commit, counted from 1, before they write; then they work again.</summary>
sealed class FaultyTables(int breaksAt) : IServiceTables
{
    readonly MemoryServiceTables _inner = new();
    int _commits;

    public int Commits => _commits;

    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => _inner.Find<TRow>(key, cancel);

    public ValueTask<IReadOnlyList<TRow>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
        _inner.Query(query, cancel);

    public ValueTask Commit(IReadOnlyCollection<RowChange> changes, CancellationToken cancel) =>
        ++_commits == breaksAt ? throw new IOException("The disk broke.") : _inner.Commit(changes, cancel);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
