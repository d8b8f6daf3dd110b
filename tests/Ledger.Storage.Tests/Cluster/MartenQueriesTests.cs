using Ledger.Cluster;
using Ledger.Postgres;
using Ledger.Reading;
using Ledger.Storage.Tests.Postgres;

namespace Ledger.Storage.Tests.Cluster;

[TestFixture]
sealed class MartenNamedQueriesTests : NamedQueriesContract
{
    PostgresDatabase? _database;

    protected override int Rounds => 6;

    protected override async ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows) =>
        await MartenReadModelStore.Open(_database = await TestPostgres.NewLedger(), rows, default);

    protected override ValueTask Remove() => _database!.DisposeAsync();
}

[TestFixture]
sealed class MartenOrdersTests : OrdersContract
{
    PostgresDatabase? _database;

    protected override async ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows) =>
        await MartenReadModelStore.Open(_database = await TestPostgres.NewLedger(), rows, default);

    protected override ValueTask Remove() => _database!.DisposeAsync();
}
