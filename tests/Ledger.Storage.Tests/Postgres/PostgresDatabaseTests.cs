using Ledger.Journal;
using Ledger.Postgres;
using Npgsql;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>Opening a database: what is made there, and what is refused.</summary>
sealed class PostgresDatabaseTests
{
    static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task Several_that_start_together_make_one_schema()
    {
        var login = await TestPostgres.NewDatabase();
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresDatabase.Open(new(login), None).AsTask()));
        foreach (var database in opened) await database.DisposeAsync();
        Assert.That(await Number(login, "SELECT count(*) FROM ledger.head"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_schema_of_a_newer_version_is_refused_untouched()
    {
        var login = await TestPostgres.NewDatabase();
        await (await PostgresDatabase.Open(new(login), None)).DisposeAsync();
        await TestPostgres.Execute(login, "UPDATE ledger.parts SET version = version + 1 WHERE part = 'journal'");
        Assert.That(async () => await PostgresDatabase.Open(new(login), None), Refused(StoreRefusedException.NewerFormat));
        Assert.That(async () => await PostgresDatabase.Open(new(login, login), None), Refused(StoreRefusedException.NewerFormat));
    }

    [Test]
    public async Task A_database_that_keeps_no_UTF8_is_refused()
    {
        var login = await TestPostgres.NewDatabase("ENCODING 'LATIN1' TEMPLATE template0");
        Assert.That(async () => await PostgresDatabase.Open(new(login), None), Refused(StoreRefusedException.Unfit));
        Assert.That(await Number(login, "SELECT count(*) FROM pg_namespace WHERE nspname = 'ledger'"), Is.Zero);
    }

    [Test]
    public async Task A_database_that_may_lose_what_it_acknowledged_is_refused()
    {
        var login = await TestPostgres.NewDatabase();
        var name = new NpgsqlConnectionStringBuilder(login).Database;
        await TestPostgres.Execute(login, $"ALTER DATABASE {name} SET synchronous_commit = off");
        Assert.That(async () => await PostgresDatabase.Open(new(login), None), Refused(StoreRefusedException.NotDurable));
    }

    [Test]
    public async Task Two_ledgers_lie_side_by_side_in_schemas_of_their_own()
    {
        var login = await TestPostgres.NewDatabase();
        foreach (var schema in new[] { "north", "south" }) await (await PostgresDatabase.Open(new($"{login};Search Path={schema}"), None)).DisposeAsync();
        Assert.That(await Number(login, "SELECT count(*) FROM pg_tables WHERE tablename = 'events' AND schemaname IN ('north', 'south')"), Is.EqualTo(2));
        Assert.That(async () => await PostgresDatabase.Open(new($"{login};Search Path=\"a, b\""), None), Refused(StoreRefusedException.Unfit));
    }

    [Test]
    public async Task Whatever_is_refused_no_word_of_the_login_is_said()
    {
        var login = await TestPostgres.NewDatabase();
        foreach (var wrong in new[] { $"{login};Nonsense=sesame", "sesame", "Host=/nowhere;Username=sesame;Password=sesame", new NpgsqlConnectionStringBuilder(login) { Database = "sesame" }.ConnectionString })
        {
            var said = Assert.CatchAsync(async () => await PostgresDatabase.Open(new(wrong), None));
            Assert.That(said, Is.InstanceOf<StoreRefusedException>().Or.InstanceOf<StoreFailedException>());
            Assert.That(said!.ToString(), Does.Not.Contain("sesame"));
        }
    }

    static NUnit.Framework.Constraints.EqualStringConstraint Refused(string code) => Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(code);

    static async Task<long> Number(string login, string sql)
    {
        await using var connection = new NpgsqlConnection(login + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
