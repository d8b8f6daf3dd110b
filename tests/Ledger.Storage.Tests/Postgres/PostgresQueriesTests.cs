using Ledger.Postgres;
using Ledger.Reading;

namespace Ledger.Storage.Tests.Postgres;

[TestFixture]
sealed class PostgresNamedQueriesTests : NamedQueriesContract
{
    PostgresDatabase? _database;

    protected override int Rounds => 6;

    protected override async ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows) =>
        await PostgresReadModelStore.Open(_database = await TestPostgres.NewLedger(), rows, default);

    protected override ValueTask Remove() => _database!.DisposeAsync();
}

[TestFixture]
sealed class PostgresOrdersTests : OrdersContract
{
    PostgresDatabase? _database;

    protected override async ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows) =>
        await PostgresReadModelStore.Open(_database = await TestPostgres.NewLedger(), rows, default);

    protected override ValueTask Remove() => _database!.DisposeAsync();
}
