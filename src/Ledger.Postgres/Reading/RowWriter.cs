using Ledger.Postgres.Engine;
using Ledger.Reading;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>
/// Changes of rows, ready to be written: of each row the last, one statement for all rows of a table. Made before the transaction begins, so that a change of a table
/// that is none spoils nothing.
/// </summary>
sealed class RowWriter
{
    readonly List<(string Sql, NpgsqlParameter[] Parameters)> _statements = [];

    public RowWriter(IReadOnlyCollection<RowChange> changes, IReadOnlyDictionary<Type, RowTable> tables)
    {
        var last = new Dictionary<(RowTable Table, string Key), IRow?>();
        foreach (var change in changes) last[(tables[change.Table], change.Key)] = change.Row;
        foreach (var table in last.GroupBy(change => change.Key.Table))
        {
            var (rows, gone) = (new List<IRow>(), new List<string>());
            foreach (var ((_, key), row) in table)
            {
                if (row is null) gone.Add(StoredText.Encode(key));
                else rows.Add(row);
            }
            if (rows.Count > 0) _statements.Add((table.Key.Upsert, table.Key.Parameters(rows)));
            if (gone.Count > 0) _statements.Add((table.Key.Delete, [Value(gone.ToArray())]));
        }
    }

    /// <summary>In a transaction: all of them, in one round trip.</summary>
    public async ValueTask Write(NpgsqlConnection connection, CancellationToken cancel)
    {
        if (_statements.Count == 0) return;
        await using var batch = connection.CreateBatch();
        foreach (var (sql, parameters) in _statements) batch.Then(sql, [.. parameters.Select(parameter => parameter.Clone())]);
        await batch.ExecuteNonQueryAsync(cancel);
    }
}
