using Ledger.Cluster;
using Ledger.Postgres;
using Ledger.Reading;
using Ledger.Storage.Tests.Postgres;

namespace Ledger.Storage.Tests.Cluster;

[TestFixture]
sealed class MartenReadModelsTests : DurableReadModelsContract
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

    protected override IReadModelStore NewStore()
    {
        TestPostgres.Execute(_login, "DROP SCHEMA ledger_models CASCADE; CREATE SCHEMA ledger_models; TRUNCATE ledger.models").Wait();
        return OpenAgain(RowSet.All);
    }

    protected override IReadModelStore OpenAgain(IReadOnlyList<Type> rows) => Opened(rows);

    [Test]
    public async Task Another_replica_notices_the_set_that_was_swapped_in()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 1, None);
        await using var other = Opened(RowSet.All);
        var old = other.Current;
        Assert.That(await old.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 1)));

        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("a", 2)), 2, None);
        Assert.That(await old.Position(None), Is.EqualTo(1), "until then it answers from the old one");
        await Store.Swap(built, None);

        Assert.That((await old.Query<CountRow>(rows => rows, None)).Value, Is.EqualTo(new[] { new CountRow("a", 2) }));
        Assert.That(await old.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 2)));
        Assert.That(await old.Count<CountRow>(rows => rows, None), Is.EqualTo(new Answer<long>(1, 2)));
        Assert.That(other.Current, Is.Not.SameAs(old));
        Assert.That(async () => await old.Commit([], 3, None), Throws.InstanceOf<RowsOvertakenException>());
        await other.Current.Commit(RowSet.Put(new CountRow("a", 3)), 2, 3, None);
        Assert.That(await Current.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 3)));
        Assert.That(await Generations(), Is.EqualTo(1), "the old one is dropped");
    }

    [Test]
    public async Task Of_two_that_fold_at_once_one_is_refused_and_they_never_interleave()
    {
        await using var other = Opened(RowSet.All);
        IReadModels[] replicas = [Current, other.Current];
        var refused = 0;
        await Task.WhenAll(replicas.Select((rows, replica) => Task.Run(async () =>
        {
            for (var position = await rows.Position(None); position < 100; position = await rows.Position(None))
            {
                try
                {
                    await rows.Commit(RowSet.Put(new CountRow($"{position}", replica)), position, position + 1, None);
                }
                catch (RowsOvertakenException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        })));
        Assert.That(await Current.Position(None), Is.EqualTo(100));
        Assert.That((await Current.Query<CountRow>(rows => rows, None)).Value, Has.Count.EqualTo(100));
        Assert.That(async () => await Current.Commit([], 99, 101, None), Throws.InstanceOf<RowsOvertakenException>());
        Assert.That(async () => await Current.Commit([], 99, None), Throws.InstanceOf<RowsOvertakenException>(), "nothing goes back");
        Assert.That(await Current.Position(None), Is.EqualTo(100));
    }

    [Test]
    public async Task A_set_that_fell_behind_while_it_was_built_is_swapped_in_once_it_has_caught_up()
    {
        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("a", 1)), 5, None);
        await Current.Commit([], 7, None);
        Assert.That(async () => await Store.Swap(built, None), Throws.InstanceOf<RowsOvertakenException>());
        Assert.That(await Current.Position(None), Is.EqualTo(7));
        await built.Commit([], 5, 7, None);
        await Store.Swap(built, None);
        Assert.That(await Current.Find<CountRow>("a", None), Is.Not.Null);
    }

    [Test]
    public async Task Tables_that_somebody_dropped_are_folded_anew()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 5, None);
        await TestPostgres.Execute(_login, "DROP SCHEMA ledger_models CASCADE; CREATE SCHEMA ledger_models");
        Assert.That(await Current.Find<CountRow>("a", None), Is.Null);
        Assert.That(await Current.Position(None), Is.Zero);
        await Current.Commit([], 0, 1, None);
    }

    MartenReadModelStore Opened(IReadOnlyList<Type> rows) => MartenReadModelStore.Open(_database, rows, None).AsTask().GetAwaiter().GetResult();

    Task<long> Generations() => Number("SELECT count(DISTINCT split_part(tablename, '_', 3)) FROM pg_tables WHERE schemaname = 'ledger_models'");

    async Task<long> Number(string sql)
    {
        await using var connection = await _database.Source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
