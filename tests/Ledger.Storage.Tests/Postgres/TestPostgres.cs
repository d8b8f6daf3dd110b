using System.Globalization;
using Ledger.Postgres;
using Npgsql;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>
/// The PostgreSQL that all tests share, started by the first that asks, and stopped at the end: one of the tests' own, or the one whose connection string (of
/// a superuser) <c>LEDGER_TEST_POSTGRES</c> gives.
/// </summary>
[SetUpFixture]
sealed class TestPostgres
{
    static readonly Lazy<Task<string>> Shared = new(Find);
    static PostgresServer? _own;
    static int _databases;

    [OneTimeTearDown]
    public async Task Stop()
    {
        NpgsqlConnection.ClearAllPools();
        if (_own is not null) await _own.DisposeAsync();
    }

    /// <summary>A new empty database; answers the connection string to it, as a superuser.</summary>
    public static async Task<string> NewDatabase(string options = "")
    {
        var server = await Shared.Value;
        var name = string.Create(CultureInfo.InvariantCulture, $"ledger_test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        await Execute(server, $"CREATE DATABASE {name} {options}");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    /// <summary>A new database with the ledger's schema; who opened it disposes of it.</summary>
    public static async Task<PostgresDatabase> NewLedger() => await PostgresDatabase.Open(new(await NewDatabase()), default);

    /// <summary>Runs SQL on a connection of its own.</summary>
    public static async Task Execute(string login, string sql)
    {
        await using var connection = new NpgsqlConnection(login + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The one value that a query answers, on a connection of its own.</summary>
    public static async Task<T> Ask<T>(string login, string sql)
    {
        await using var connection = new NpgsqlConnection(login + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    static async Task<string> Find()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_TEST_POSTGRES") is { Length: > 0 } given) return given;
        _own = await PostgresServer.Start();
        return _own.Login();
    }
}
