using Ledger.Access;
using Ledger.Journal;
using Ledger.Reading;
using Ledger.Sqlite;
using Microsoft.Data.Sqlite;

namespace Ledger.Storage.Tests;

/// <summary>service.db of another version: an earlier one's is brought up with all its rows, a newer one's is left alone.</summary>
public sealed class RowUpgradeTests
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly ApiKeyRow Row = new("p1", "hash", "svc", "publisher", null, null, "", 5, 1, null, null, null, ApiKeyStates.Living);

    TempFolder _folder = null!;

    string Service => Path.Combine(_folder.Path, "service.db");

    [SetUp]
    public async Task Make()
    {
        _folder = new();
        await using var tables = SqliteServiceTables.Open(Service);
        await tables.Commit([new(typeof(ApiKeyRow), Row.Key, Row)], None);
    }

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public async Task A_column_and_a_table_that_are_new_are_added_and_the_rows_stay()
    {
        var other = ServiceRows.All.First(row => row != typeof(ApiKeyRow)).Name;
        Change($"DROP TABLE \"{other}\"; ALTER TABLE ApiKeyRow DROP COLUMN Rate; ALTER TABLE ApiKeyRow DROP COLUMN Inquiries; DROP INDEX ApiKeyRow0; UPDATE ledger_shape SET value = 'earlier'");
        await using (var tables = SqliteServiceTables.Open(Service))
            Assert.That(await tables.Find<ApiKeyRow>("p1", None), Is.EqualTo(Row with { Rate = null, Inquiries = "" }));
        await using var again = SqliteServiceTables.Open(Service);
        Assert.That(await again.Query<ApiKeyRow>(rows => rows.Where(row => row.Name == "svc"), None), Has.Count.EqualTo(1));
        Assert.That(Text($"SELECT name FROM sqlite_schema WHERE name IN ('{other}')"), Is.EqualTo(other));
        Assert.That(Text("SELECT name FROM sqlite_schema WHERE name = 'ApiKeyRow0'"), Is.EqualTo("ApiKeyRow0"));
    }

    [TestCase("ALTER TABLE ApiKeyRow ADD COLUMN Later TEXT")]
    [TestCase("CREATE TABLE LaterRow (\"Key\" TEXT PRIMARY KEY NOT NULL) STRICT")]
    public void What_a_newer_version_made_is_refused_and_left(string later)
    {
        Change($"{later}; UPDATE ledger_shape SET value = 'later'");
        Assert.That(() => SqliteServiceTables.Open(Service), Throws.TypeOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.NewerFormat));
        Assert.That(Text("SELECT value FROM ledger_shape"), Is.EqualTo("later"));
    }

    void Change(string sql) => Use(command => command.ExecuteNonQuery(), sql);

    string? Text(string sql) => (string?)Use(command => command.ExecuteScalar(), sql);

    T Use<T>(Func<SqliteCommand, T> work, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Service};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return work(command);
    }
}
