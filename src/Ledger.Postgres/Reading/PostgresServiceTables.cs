using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>
/// Service tables in a schema of their own: truth, so every commit is synced, and an earlier version's tables are brought up with all their rows. Of rows that two
/// replicas write at once the later commit stays.
/// </summary>
public sealed class PostgresServiceTables : IServiceTables
{
    readonly Session _session;
    readonly Dictionary<Type, RowTable> _tables;
    readonly Microsoft.EntityFrameworkCore.DbContextOptions _options;

    PostgresServiceTables(Session session, string schema)
    {
        _session = session;
        _tables = ServiceRows.All.Select(RowShape.Of).ToDictionary(shape => shape.Row, shape => new RowTable(shape, schema, ""));
        _options = RowContext.OptionsOf(_tables.Values, schema);
    }

    /// <summary>Opens the tables in a database, which stays the caller's to close, making what is not there; what an earlier version made gets what it lacks.</summary>
    /// <exception cref="StoreRefusedException">A newer version made them; they are left as they are.</exception>
    /// <exception cref="StoreFailedException">The database could not be reached.</exception>
    public static async ValueTask<PostgresServiceTables> Open(PostgresDatabase database, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        var schema = database.Schema + "_service";
        var opened = new PostgresServiceTables(new(database.Source), schema);
        await opened._session.InTransaction(async connection =>
        {
            await connection.Run($"SELECT pg_advisory_xact_lock(hashtextextended('ledger service {schema}', 0))", cancel);
            await new RowUpgrade(connection, schema).Run(opened._tables.Values, cancel);
            return true;
        }, cancel);
        return opened;
    }

    /// <inheritdoc/>
    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => _session.Ask(async connection =>
    {
        var table = _tables[typeof(TRow)];
        await using var command = connection.Command($"SELECT {table.Columns} FROM {table.Name} AS found WHERE found.\"Key\" = $1", Value(StoredText.Encode(key)));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (TRow)table.Read(reader, 0) : null;
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<TRow>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
        _session.Ask(async connection =>
        {
            await using var context = new RowContext(_options, connection);
            return await context.Rows(query, cancel);
        }, cancel);

    /// <inheritdoc/>
    public async ValueTask Commit(IReadOnlyCollection<RowChange> changes, CancellationToken cancel)
    {
        var rows = new RowWriter(changes, _tables);
        await _session.InTransaction(async connection =>
        {
            await connection.Run(Session.Synced, cancel);
            await rows.Write(connection, cancel);
            return true;
        }, cancel);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
