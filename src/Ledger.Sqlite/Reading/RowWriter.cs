using Ledger.Reading;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>Writes changes of rows over statements of its own, prepared at a table's first change.</summary>
sealed class RowWriter(Database database, IReadOnlyDictionary<Type, RowTable> tables)
{
    readonly Dictionary<Type, (Statement Upsert, Statement Delete)> _statements = [];
    readonly Statement _position = database.Prepare("UPDATE ledger_position SET value = ?");

    /// <summary>In a transaction: all changes in their order, and the position.</summary>
    public void Write(IReadOnlyCollection<RowChange> changes, long position)
    {
        foreach (var change in changes)
        {
            var (upsert, delete) = Of(change.Table);
            if (change.Row is null)
            {
                delete.Bind(1, change.Key).Run();
                continue;
            }
            upsert.Bind(1, change.Key);
            tables[change.Table].Bind(upsert, change.Row);
            upsert.Run();
        }
        _position.Bind(1, position).Run();
    }

    (Statement Upsert, Statement Delete) Of(Type row)
    {
        if (_statements.TryGetValue(row, out var prepared)) return prepared;
        var table = tables[row];
        return _statements[row] = (database.Prepare(table.Upsert), database.Prepare(table.Delete));
    }
}
