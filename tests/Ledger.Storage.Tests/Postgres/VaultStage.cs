using Ledger.Postgres;
using Ledger.Sealing;
using Npgsql;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>A database with a vault in it, the login to it as a superuser, and a look past the vault at its tables and files.</summary>
sealed class VaultStage(string login, PostgresDatabase database) : IAsyncDisposable
{
    static readonly byte[] Master = [.. Enumerable.Repeat((byte)3, 32)];

    readonly string _direct = new NpgsqlConnectionStringBuilder(login) { SearchPath = "ledger_vault", Pooling = false }.ConnectionString;

    public static async Task<VaultStage> New()
    {
        var login = await TestPostgres.NewDatabase();
        return new(login, await PostgresDatabase.OpenVault(new(login), default));
    }

    /// <summary>One more replica's vault.</summary>
    public PostgresKeyVault Open(byte[]? master = null) => PostgresKeyVault.Open(database, master ?? Master, Randomness.System, default).AsTask().GetAwaiter().GetResult();

    /// <summary>One more replica's vault, and the connections it has to itself.</summary>
    public async Task<(PostgresKeyVault Vault, PostgresDatabase Connections)> OpenAlone()
    {
        var alone = await PostgresDatabase.OpenVault(new(login), default);
        return (await PostgresKeyVault.Open(alone, Master, Randomness.System, default), alone);
    }

    /// <summary>As it was when it was made.</summary>
    public void Empty() =>
        Text("TRUNCATE tokens, contacts, wrapped, destroyed, keys, secrets; DELETE FROM meta WHERE name LIKE 'move %'; UPDATE meta SET value = CASE name WHEN 'contacts-noted' THEN 1 WHEN 'master' THEN 1 ELSE 0 END");

    /// <summary>What a statement answers, or nothing.</summary>
    public string? Text(string sql)
    {
        using var connection = new NpgsqlConnection(_direct);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar()?.ToString();
    }

    /// <summary>The first column of what a statement answers.</summary>
    public List<byte[]> Column(string sql)
    {
        using var connection = new NpgsqlConnection(_direct);
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var values = new List<byte[]>();
        while (reader.Read()) values.Add((byte[])reader.GetValue(0));
        return values;
    }

    /// <summary>A connection past the vault.</summary>
    public async Task<NpgsqlConnection> Connect()
    {
        var connection = new NpgsqlConnection(_direct);
        await connection.OpenAsync();
        return connection;
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
