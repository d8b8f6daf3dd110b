using Ledger.Journal;
using Ledger.Postgres.Engine;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>
/// Makes tables that cannot be folded anew, or brings those that an earlier version made into the shape of this one, every row kept; in the transaction of its
/// connection. A version that runs beside it meanwhile still writes the columns it knows.
/// </summary>
/// <param name="connection">In a transaction.</param>
/// <param name="schema">The schema they are in.</param>
sealed class RowUpgrade(NpgsqlConnection connection, string schema)
{
    /// <summary>Does nothing where they are as they should be.</summary>
    /// <exception cref="StoreRefusedException">A newer version made them.</exception>
    public async ValueTask Run(IReadOnlyCollection<RowTable> tables, CancellationToken cancel)
    {
        var there = await Names("SELECT tablename::text FROM pg_tables WHERE schemaname = $1", cancel);
        if (there.Exists(name => tables.All(table => table.Bare != name))) throw Newer();
        foreach (var table in tables)
        {
            var missing = there.Contains(table.Bare) ? await Missing(table, cancel) : table.Ddl;
            if (missing.Length > 0) await connection.Run(missing, cancel);
        }
    }

    async ValueTask<string> Missing(RowTable table, CancellationToken cancel)
    {
        var columns = await Names("SELECT column_name::text FROM information_schema.columns WHERE table_schema = $1 AND table_name = $2", cancel, Value(table.Bare));
        var indexes = await Names("SELECT indexname::text FROM pg_indexes WHERE schemaname = $1 AND tablename = $2", cancel, Value(table.Bare));
        return table.Upgrade(columns, indexes) ?? throw Newer();
    }

    async ValueTask<List<string>> Names(string sql, CancellationToken cancel, params NpgsqlParameter[] more)
    {
        await using var command = connection.Command(sql, [Value(schema), .. more]);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel)) names.Add(reader.GetString(0));
        return names;
    }

    static StoreRefusedException Newer() => new(StoreRefusedException.NewerFormat, "The service tables hold what only a newer version of the ledger knows.");
}
