using Ledger.Storage.Tests.Postgres;

namespace Ledger.Host.Tests;

/// <summary>
/// The engine the tests of the server run on: the embedded one, unless <c>LEDGER_TEST_PROFILE=postgres</c> asks for a run on PostgreSQL, or <c>replicas</c> for one there in
/// which every request goes to a standby. What looks into the files of the embedded engine fails then, and says so.
/// </summary>
static class TestProfile
{
    static readonly byte[] Master = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    /// <summary>Whether requests go to a standby, which passes them on.</summary>
    public static bool IsReplicas { get; } = Environment.GetEnvironmentVariable("LEDGER_TEST_PROFILE") == "replicas";

    /// <summary>A database of its own, or null where the engine is the embedded one.</summary>
    public static async Task<PostgresSettings?> Fresh() =>
        IsReplicas || Environment.GetEnvironmentVariable("LEDGER_TEST_PROFILE") == PostgresSettings.Profile ? await NewPostgres() : null;

    /// <summary>A database of its own.</summary>
    public static async Task<PostgresSettings> NewPostgres() => new(new(new(await TestPostgres.NewDatabase()), null, Master));

    /// <summary>The settings of a replica that needs no database; its key is that of every other test's.</summary>
    public static PostgresSettings Nowhere { get; } = new(new(new("Host=nowhere"), null, Master));

    /// <summary>Has every command of a workspace work on a database of its own.</summary>
    public static async Task<string> Postgres(Workspace place)
    {
        var login = await TestPostgres.NewDatabase();
        (place.Environment["LEDGER_PROFILE"], place.Environment["LEDGER_POSTGRES"], place.Environment["LEDGER_MASTER_KEY"]) = (PostgresSettings.Profile, login, Convert.ToBase64String(Master));
        return login;
    }
}
