using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Npgsql;
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

    readonly Guid? _holder;

    PostgresServiceTables(Session session, string schema, Guid? holder)
    {
        (_session, _holder) = (session, holder);
        _tables = ServiceRows.All.Select(RowShape.Of).ToDictionary(shape => shape.Row, shape => new RowTable(shape, schema, ""));
        _options = RowContext.OptionsOf(_tables.Values, schema);
    }

    /// <summary>Opens the tables in a database, which stays the caller's to close, making what is not there; what an earlier version made gets what it lacks.</summary>
    /// <exception cref="StoreRefusedException">A newer version made them; they are left as they are.</exception>
    /// <exception cref="StoreFailedException">The database could not be reached.</exception>
    public static ValueTask<PostgresServiceTables> Open(PostgresDatabase database, CancellationToken cancel) => Open(database, holder: null, cancel);

    /// <summary>As <see cref="Open(PostgresDatabase, CancellationToken)"/>, to be written to for as long as the turn is this process's.</summary>
    /// <exception cref="StoreRefusedException">A newer version made them; they are left as they are.</exception>
    /// <exception cref="StoreFailedException">The database could not be reached.</exception>
    public static ValueTask<PostgresServiceTables> Open(PostgresDatabase database, PostgresTurn turn, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(turn);
        return Open(database, turn.Holder, cancel);
    }

    static async ValueTask<PostgresServiceTables> Open(PostgresDatabase database, Guid? holder, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(database);
        var schema = database.Schema + "_service";
        var opened = new PostgresServiceTables(new(database.Source), schema, holder);
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
            if (_holder is { } holder) await DemandTurn(connection, holder, cancel);
            await rows.Write(connection, cancel);
            return true;
        }, cancel);
    }

    /// <summary>
    /// Holds the turn until the commit: what a process has in memory whose turn has ended is older than what the next one wrote, a key among it that was taken back since.
    /// The holder renews it meanwhile. A process that is stopped between two statements keeps it from another for two seconds; a commit that waits for its standby
    /// does until that answers, since it may come to be yet.
    /// </summary>
    static async ValueTask DemandTurn(NpgsqlConnection connection, Guid holder, CancellationToken cancel)
    {
        await connection.Run("SELECT set_config('idle_in_transaction_session_timeout', '2000', true)", cancel);
        if (!await connection.Scalar<bool>("SELECT true FROM serving WHERE holder = $1 FOR KEY SHARE", cancel, Value(holder)))
            throw new StoreFailedException(StoreFailedException.Reopen, "Another replica has taken the ledger over: nothing was written.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
