using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>One question on a connection that is given back at once.</summary>
static class Reading
{
    /// <summary>All rows of the answer.</summary>
    public static async ValueTask<List<TRow>> Rows<TRow>(
        this NpgsqlDataSource source, string sql, NpgsqlParameter[] parameters, Func<NpgsqlDataReader, TRow> current, CancellationToken cancel)
    {
        var rows = new List<TRow>();
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel)) rows.Add(current(row));
        return rows;
    }
}
