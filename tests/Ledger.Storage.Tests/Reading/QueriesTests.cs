using Ledger.Reading;
using Ledger.Sqlite;

namespace Ledger.Storage.Tests;

[TestFixture]
sealed class NamedQueriesTests : NamedQueriesContract
{
    readonly TempFolder _folder = new();

    protected override ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows) => new(SqliteReadModelStore.Open(_folder.Path, rows));

    protected override ValueTask Remove()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}

[TestFixture]
sealed class OrdersTests : OrdersContract
{
    readonly TempFolder _folder = new();

    protected override ValueTask<IReadModelStore> NewStore(IReadOnlyCollection<Type> rows) => new(SqliteReadModelStore.Open(_folder.Path, rows));

    protected override ValueTask Remove()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
