using Ledger.Postgres;
using Ledger.Reading;

namespace Ledger.Storage.Tests.Postgres;

[TestFixture]
sealed class PostgresReadModelsTests : DurableReadModelsContract
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
    public async Task Replicas_of_two_versions_each_have_their_own_set_while_both_run()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 5, None);
        await using (var newer = Opened([typeof(CountRow), typeof(MarkRow)]))
        {
            Assert.That(await newer.Current.Position(None), Is.Zero);
            await newer.Current.Commit(RowSet.Put(new MarkRow("m")), 1, None);
            Assert.That(await Current.Position(None), Is.EqualTo(5));
            Assert.That(await Current.Find<CountRow>("a", None), Is.Not.Null);
            await using var again = Opened([typeof(CountRow), typeof(MarkRow)]);
            Assert.That(await again.Current.Find<MarkRow>("m", None), Is.Not.Null);
            Assert.That(await Generations(), Is.EqualTo(2));
        }
        await Reopen(RowSet.All);
        Assert.That(await Current.Position(None), Is.EqualTo(5));
        Assert.That(await Generations(), Is.EqualTo(1), "what no replica uses any more is dropped");
    }

    [Test]
    public async Task A_set_that_another_replica_builds_is_left_alone()
    {
        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("a", 1)), 5, None);
        await using (var other = Opened(RowSet.All)) await (await other.Beside(None)).Commit([], 1, None);
        Assert.That(await built.Find<CountRow>("a", None), Is.Not.Null);
        await Store.Swap(built, None);
        Assert.That(await Current.Position(None), Is.EqualTo(5));
        Assert.That(await Generations(), Is.EqualTo(1));
    }

    [Test]
    public async Task A_replica_whose_connections_were_cut_is_there_again_and_another_version_drops_nothing_of_its_own()
    {
        const string cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
        const string held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND mode = ";
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 5, None);
        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("a", 2)), 5, None);
        await Number(cut, pooled: false);
        for (var waited = 0; await Number($"{held}'ShareLock'", pooled: false) == 0 || await Number($"{held}'ExclusiveLock'", pooled: false) == 0; waited++)
        {
            Assert.That(waited, Is.LessThan(1000), "it is not there");
            await Task.Delay(20);
        }
        await using (var newer = Opened([typeof(CountRow), typeof(MarkRow)])) Assert.That(await newer.Current.Position(None), Is.Zero);
        Assert.That(await Current.Position(None), Is.EqualTo(5));
        await Store.Swap(built, None);
        Assert.That(await Current.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 2)));
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

    PostgresReadModelStore Opened(IReadOnlyList<Type> rows) => PostgresReadModelStore.Open(_database, rows, None).AsTask().GetAwaiter().GetResult();

    Task<long> Generations() => Number("SELECT count(DISTINCT split_part(tablename, '_', 1)) FROM pg_tables WHERE schemaname = 'ledger_models'");

    async Task<long> Number(string sql, bool pooled = true)
    {
        await using var connection = pooled ? await _database.Source.OpenConnectionAsync() : new Npgsql.NpgsqlConnection(_login + ";Pooling=false");
        if (!pooled) await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
