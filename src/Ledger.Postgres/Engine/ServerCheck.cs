using System.Globalization;
using Ledger.Journal;
using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>What a server must be like before anything is entrusted to it.</summary>
static class ServerCheck
{
    /// <summary>PostgreSQL 14, as <c>server_version_num</c> counts.</summary>
    const int VersionMin = 140_000;

    /// <exception cref="StoreRefusedException">It is too old, keeps no UTF-8, takes no writes, or may lose what it acknowledged.</exception>
    public static async ValueTask Demand(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            "SELECT current_setting('server_version_num')::int, current_setting('server_encoding'), current_setting('fsync'), current_setting('synchronous_commit'), pg_is_in_recovery()",
            connection);
        await using var row = await command.ExecuteReaderAsync(cancel);
        await row.ReadAsync(cancel);
        var (version, encoding) = (row.GetInt32(0), row.GetString(1));
        if (version < VersionMin) throw Unfit(string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {version / 10_000} is too old: the ledger needs 14 or newer."));
        if (encoding != "UTF8") throw Unfit($"The database keeps its text in {encoding}: the ledger needs UTF8.");
        if (row.GetBoolean(4)) throw new StoreRefusedException(StoreRefusedException.ReadOnly, "PostgreSQL takes no writes: it is a standby.");
        foreach (var (setting, value) in new[] { ("fsync", row.GetString(2)), ("synchronous_commit", row.GetString(3)) })
            if (value == "off") throw new StoreRefusedException(StoreRefusedException.NotDurable, $"PostgreSQL may lose what it acknowledged: {setting} is off.");
    }

    static StoreRefusedException Unfit(string message) => new(StoreRefusedException.Unfit, message);
}
