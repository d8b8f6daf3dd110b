using Ledger.Journal;
using Ledger.Postgres;
using Npgsql;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>Who may do what with what is recorded: the owner makes the schema, the application reads and appends, nobody changes anything.</summary>
sealed class PostgresRolesTests
{
    static readonly string[] Changes =
    [
        "UPDATE ledger.events SET body = '\\x00'", "DELETE FROM ledger.events", "TRUNCATE ledger.events",
        "UPDATE ledger.origins SET origin = 'x'", "DELETE FROM ledger.origins",
        "UPDATE ledger.checkpoints SET note = 'x'", "DELETE FROM ledger.checkpoints", "TRUNCATE ledger.checkpoints CASCADE",
        "UPDATE ledger.stamps SET ticks = 0", "DELETE FROM ledger.stamps", "TRUNCATE ledger.stamps",
        "DELETE FROM ledger.head", "TRUNCATE ledger.head", "UPDATE ledger.head SET count = 0", "UPDATE ledger.head SET origins = 0",
        "INSERT INTO ledger.events VALUES (7, 'a', 7, '00000000-0000-0000-0000-000000000007', '\\x00')",
        "INSERT INTO ledger.events VALUES (2, 'a', 2, '00000000-0000-0000-0000-000000000007', '\\x00')",
        "WITH moved AS (UPDATE ledger.head SET count = 4) INSERT INTO ledger.events VALUES (3, 'a', 3, '00000000-0000-0000-0000-000000000007', '\\x00')",
    ];

    string _superuser = null!, _owner = null!, _application = null!;
    PostgresDatabase _database = null!;
    PostgresJournal _journal = null!;

    [OneTimeSetUp]
    public async Task MakeRoles()
    {
        _superuser = await TestPostgres.NewDatabase();
        var name = new NpgsqlConnectionStringBuilder(_superuser).Database!;
        // Nobody else's fixture uses these names: roles belong to the whole server.
        await TestPostgres.Execute(_superuser, $"CREATE ROLE {name}_owner LOGIN PASSWORD 'o'; CREATE ROLE {name}_app LOGIN PASSWORD 'a'; ALTER DATABASE {name} OWNER TO {name}_owner");
        (_owner, _application) = (As($"{name}_owner", "o"), As($"{name}_app", "a"));
        _database = await PostgresDatabase.Open(new(_application, _owner), default);
        _journal = await PostgresJournal.Open(_database, "ledger.example/test", default);
        await _journal.Append(Entries.Run(0, "a", 0, 2), default);
        await new PostgresCheckpoints(_database, 1).Add(new(2, new byte[32], "note"), default);
    }

    [OneTimeTearDown]
    public async Task RemoveRoles()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
        var name = new NpgsqlConnectionStringBuilder(_superuser).Database!;
        await TestPostgres.Execute(_superuser, $"ALTER DATABASE {name} OWNER TO CURRENT_USER; DROP OWNED BY {name}_app; REASSIGN OWNED BY {name}_owner TO CURRENT_USER; DROP ROLE {name}_owner, {name}_app");
    }

    [TestCaseSource(nameof(Changes))]
    public void What_is_recorded_is_changed_neither_by_the_application_nor_by_the_owner_nor_by_a_superuser(string change)
    {
        foreach (var login in new[] { _application, _owner, _superuser })
            Assert.That(async () => await TestPostgres.Execute(login, change), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege));
    }

    [Test]
    public async Task The_application_opens_what_is_up_to_date_by_itself()
    {
        await using var again = await PostgresDatabase.Open(new(_application), default);
        await using var journal = await PostgresJournal.Open(again, "another", default);
        Assert.That((journal.Origin, await journal.Count(default)), Is.EqualTo(("ledger.example/test", 2L)));
    }

    [Test]
    public async Task What_is_up_to_date_is_opened_without_the_owner_and_its_rights_are_left_alone()
    {
        await TestPostgres.Execute(_superuser, $"REVOKE INSERT ON ledger.stamps FROM {Application}");
        await using (await PostgresDatabase.Open(new(_application, As("nobody", "wrong")), default))
        {
        }
        Assert.That(async () => await TestPostgres.Execute(_application, Stamp), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo(PostgresErrorCodes.InsufficientPrivilege));

        var place = new PostgresPlace(new(_application, _owner), null, new byte[32]);
        Assert.That(await PostgresLedgerStore.Upgrade(place, default), Is.True, "there is no vault yet");
        Assert.That(await PostgresLedgerStore.Upgrade(place, default), Is.False);
        Assert.That(async () => await TestPostgres.Execute(_application, Stamp), Throws.Nothing, "an upgrade gives what is missing");
        await using (await PostgresDatabase.OpenVault(new(_application), default))
        {
        }
    }

    [Test]
    public void An_application_that_may_not_bring_the_schema_up_to_date_is_told_so() =>
        Assert.That(async () => await PostgresDatabase.Open(new($"{_application};Search Path=elsewhere"), default),
            Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.ReadOnly));

    const string Stamp = "INSERT INTO ledger.stamps SELECT 1, 2, 0, '\\x00' WHERE false";

    string Application => new NpgsqlConnectionStringBuilder(_application).Username!;

    string As(string role, string password) => new NpgsqlConnectionStringBuilder(_superuser) { Username = role, Password = password }.ConnectionString;
}
