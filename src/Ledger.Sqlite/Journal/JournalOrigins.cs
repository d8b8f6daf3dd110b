using Ledger.Journal;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>
/// Where journal.db keeps its origins: the first in <c>meta</c>, later ones in a table of their own that only a journal which was continued has.
/// </summary>
static class JournalOrigins
{
    /// <summary>The origins of a journal that is there.</summary>
    /// <exception cref="StoreRefusedException">It does not know its origin, or its origins contradict each other.</exception>
    public static LogOrigins Read(Database database)
    {
        var origins = new LogOrigins(database.Text("SELECT value FROM meta WHERE name='origin'") ?? throw Damaged("does not know its origin"));
        if (database.Number("SELECT count(*) FROM sqlite_schema WHERE name='origins'") == 0) return origins;
        using var later = database.Once("SELECT idx, origin FROM origins ORDER BY idx");
        try
        {
            while (later.Step()) origins = origins.With(later.Int64(0), later.Text(1));
        }
        catch (ArgumentException)
        {
            throw Damaged("has origins that cannot follow each other");
        }
        return origins;
    }

    /// <summary>In the transaction that makes the file.</summary>
    public static void Make(Database database, string first)
    {
        database.Execute("CREATE TABLE meta (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL) STRICT");
        using var insert = database.Once("INSERT INTO meta VALUES ('origin', ?)");
        insert.Bind(1, first).Run();
    }

    /// <summary>In the transaction that appends the first entry under it.</summary>
    public static void Add(Database database, LogOrigin origin)
    {
        database.Execute("CREATE TABLE IF NOT EXISTS origins (idx INTEGER PRIMARY KEY, origin TEXT NOT NULL UNIQUE) STRICT");
        using var insert = database.Once("INSERT INTO origins (idx, origin) VALUES (?, ?)");
        insert.Bind(1, origin.From).Bind(2, origin.Name).Run();
    }

    static StoreRefusedException Damaged(string how) => new(StoreRefusedException.Damaged, $"journal.db {how}.");
}
