using Ledger.Access;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Reading;

namespace Ledger.Storage.Tests.Postgres;

[TestFixture]
sealed class PostgresServiceTablesTests : ServiceTablesContract
{
    string _login = "";
    PostgresDatabase _database = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase()
    {
        _login = await TestPostgres.NewDatabase();
        _database = await PostgresDatabase.Open(new(_login), None);
    }

    [OneTimeTearDown]
    public async Task CloseDatabase() => await _database.DisposeAsync();

    protected override IServiceTables NewTables()
    {
        TestPostgres.Execute(_login, "DROP SCHEMA ledger_service CASCADE; CREATE SCHEMA ledger_service").Wait();
        return Opened();
    }

    [Test]
    public async Task What_was_committed_is_there_after_opening_again_and_for_another_replica()
    {
        await Tables.Commit([Put(Key("p1", "svc"))], None);
        await using var other = Opened();
        Assert.That(await other.Find<ApiKeyRow>("p1", None), Is.EqualTo(Key("p1", "svc")));
        await other.Commit([Put(Key("p1", "svc") with { LastUsed = 5 })], None);
        Assert.That((await Tables.Find<ApiKeyRow>("p1", None))!.LastUsed, Is.EqualTo(5));
    }

    [Test]
    public async Task A_column_and_a_table_that_are_new_are_added_and_the_rows_stay()
    {
        await Tables.Commit([Put(Key("p1", "svc") with { Rate = 5 })], None);
        var other = ServiceRows.All.First(row => row != typeof(ApiKeyRow));
        await TestPostgres.Execute(_login, $"""
            SET search_path = ledger_service; DROP TABLE "{other.Name}"; DROP INDEX "ApiKeyRow_0"; ALTER TABLE "ApiKeyRow" DROP COLUMN "Rate"; ALTER TABLE "ApiKeyRow" DROP COLUMN "Inquiries"
            """);
        await using (var tables = Opened())
        {
            Assert.That(await tables.Find<ApiKeyRow>("p1", None), Is.EqualTo(Key("p1", "svc") with { Rate = null, Inquiries = "" }));
            await tables.Commit([new(other, "nothing", null)], None);
        }
        await using var again = Opened();
        Assert.That(await again.Query<ApiKeyRow>(rows => rows.Where(row => row.Name == "svc"), None), Has.Count.EqualTo(1));
    }

    [TestCase("ALTER TABLE ledger_service.\"ApiKeyRow\" ADD COLUMN \"Later\" text")]
    [TestCase("CREATE TABLE ledger_service.\"LaterRow\" (\"Key\" text)")]
    public async Task What_a_newer_version_made_is_refused(string later)
    {
        await TestPostgres.Execute(_login, later);
        Assert.That(() => Opened(), Throws.TypeOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.NewerFormat));
    }

    PostgresServiceTables Opened() => PostgresServiceTables.Open(_database, None).AsTask().GetAwaiter().GetResult();
}
