using Ledger.Journal;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>Brings tables that cannot be folded anew, made by an earlier version, into the shape of this one: in one transaction, every row kept.</summary>
static class RowUpgrade
{
    /// <summary>Does nothing where the shapes are the same.</summary>
    /// <exception cref="StoreRefusedException">A newer version made the file; it is left as it is.</exception>
    public static void Run(string path, IReadOnlyDictionary<Type, RowTable> tables)
    {
        using var database = SqliteReadModels.Writer(path, tables, Durability.Full);
        try
        {
            if (database.Text("SELECT value FROM ledger_shape") == SqliteReadModels.Shape(tables)) return;
            var names = Names(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'ledger@_%' ESCAPE '@'");
            if (names.Any(name => tables.Keys.All(row => row.Name != name))) throw Newer();
            var statements = string.Concat(tables.Select(table => names.Contains(table.Key.Name) ? Upgrade(database, table.Key.Name, table.Value) : table.Value.Ddl));
            database.InTransaction(() =>
            {
                database.Execute(statements);
                using var shape = database.Once("UPDATE ledger_shape SET value = ?");
                shape.Bind(1, SqliteReadModels.Shape(tables)).Run();
            });
            database.Truncate();
        }
        catch (SqliteFailure failure)
        {
            throw failure.AsRefused(Path.GetFileName(path));
        }
    }

    static string Upgrade(Database database, string name, RowTable table) =>
        table.Upgrade(
            Names(database, $"SELECT name FROM pragma_table_info('{name}')"),
            Names(database, $"SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = '{name}'")) ?? throw Newer();

    static string[] Names(Database database, string sql) =>
        (database.Text($"SELECT group_concat(name, ' ') FROM ({sql})") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    static StoreRefusedException Newer() => new(StoreRefusedException.NewerFormat, "service.db holds what only a newer version of the ledger knows.");
}
