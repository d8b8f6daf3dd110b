using System.Globalization;
using Ledger.Journal;
using Ledger.Postgres;

namespace Ledger.Storage.Tests.Postgres;

[TestFixture]
sealed class PostgresJournalTests : DurableJournalContract
{
    string _login = null!;
    int _schemas;
    PostgresDatabase? _database;

    [OneTimeSetUp]
    public async Task MakeDatabase() => _login = await TestPostgres.NewDatabase();

    [TearDown]
    public async Task CloseDatabase() => await (_database?.DisposeAsync() ?? default);

    protected override IJournal NewJournal()
    {
        _schemas++;
        return OpenAgain();
    }

    protected override IJournal OpenAgain() => Task.Run(async () =>
    {
        await (_database?.DisposeAsync() ?? default);
        _database = await PostgresDatabase.Open(new(string.Create(CultureInfo.InvariantCulture, $"{_login};Search Path=ledger_{_schemas}")), default);
        return await PostgresJournal.Open(_database, Origin, default);
    }).Result;
}
