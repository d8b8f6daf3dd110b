using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Sqlite;

/// <summary>Service tables in one SQLite file, <c>service.db</c>: tables like the read models', but every commit is synced.</summary>
public sealed class SqliteServiceTables : IServiceTables
{
    readonly SqliteReadModels _rows;

    SqliteServiceTables(SqliteReadModels rows) => _rows = rows;

    /// <summary>Opens the file, making it where there is none; what an earlier version made gets the tables and columns it lacks.</summary>
    /// <exception cref="StoreRefusedException">It is damaged, or a newer version's.</exception>
    public static SqliteServiceTables Open(string path)
    {
        var shapes = ServiceRows.All.Select(RowShape.Of).ToList();
        var tables = shapes.ToDictionary(shape => shape.Row, shape => new RowTable(shape));
        if (File.Exists(path)) RowUpgrade.Run(path, tables);
        return SqliteReadModels.Open(path, tables, RowContext.ModelOf(shapes), Engine.Durability.Full) is { } rows
            ? new(rows)
            : throw new StoreRefusedException(StoreRefusedException.Damaged, "service.db is damaged.");
    }

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
