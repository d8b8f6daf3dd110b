using Ledger.Journal;
using Ledger.Postgres.Engine;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>Where the journal keeps its origins: one row each, numbered from 1; the head knows how many there are.</summary>
static class JournalOrigins
{
    /// <summary>Gives a journal that has none its first. Of several that do so at once one succeeds.</summary>
    public static async ValueTask Make(PostgresDatabase database, string first) => await database.Durable.Run(
        $"""
        WITH moved AS (UPDATE head SET origins = 1 WHERE origins = 0 RETURNING one),
        named AS (INSERT INTO origins SELECT 1, 0, $1 FROM moved)
        SELECT {Session.Sync} FROM moved
        """, new NpgsqlParameter<string> { TypedValue = first });

    /// <summary>The origins of a journal that is there.</summary>
    /// <exception cref="StoreRefusedException">They contradict each other, or the head: it is an older copy of something, or was changed.</exception>
    public static async ValueTask<LogOrigins> Read(NpgsqlConnection connection, CancellationToken cancel)
    {
        LogOrigins? origins = null;
        await using var command = new NpgsqlCommand(
            """
            SELECT number, origins.idx, origin, origins, count, (SELECT coalesce(max(idx) + 1, 0) FROM events)
            FROM origins CROSS JOIN head ORDER BY number
            """, connection);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        for (var number = 1; await rows.ReadAsync(cancel); number++)
        {
            if (rows.GetInt64(4) != rows.GetInt64(5)) throw Damaged("its head is not where its events end");
            if (rows.GetInt32(0) != number || number > rows.GetInt32(3)) throw Damaged("its origins do not follow each other");
            try
            {
                origins = origins is null ? new(rows.GetString(2)) : origins.With(rows.GetInt64(1), rows.GetString(2));
            }
            catch (ArgumentException)
            {
                throw Damaged("its origins do not follow each other");
            }
        }
        return origins ?? throw Damaged("it does not know its origin");
    }

    static StoreRefusedException Damaged(string how) => new(StoreRefusedException.Damaged, $"The journal is damaged: {how}.");
}
