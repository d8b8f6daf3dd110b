using System.Diagnostics;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Npgsql;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>The turn to serve: who lost it writes nothing any more, and what is wrong with the server holds nobody up.</summary>
sealed class PostgresTurnTests
{
    string _login = "";
    PostgresDatabase _database = null!;

    [SetUp]
    public async Task Open()
    {
        _login = await TestPostgres.NewDatabase();
        _database = await PostgresDatabase.Open(new(_login), default);
    }

    [TearDown]
    public async Task Close() => await _database.DisposeAsync();

    [Test]
    public async Task Who_lost_the_turn_brings_back_nothing_that_the_next_one_changed()
    {
        await using var stopped = await Taken();
        await using var before = await PostgresServiceTables.Open(_database, stopped, default);
        await before.Commit([Put(Row(ApiKeyStates.Living))], default);
        await End();
        await using var next = await Taken();
        await using var now = await PostgresServiceTables.Open(_database, next, default);
        await now.Commit([Put(Row(ApiKeyStates.Ended))], default);
        Assert.That(async () => await before.Commit([Put(Row(ApiKeyStates.Living) with { LastUsed = 7 })], default),
            Throws.TypeOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
        Assert.That((await now.Find<ApiKeyRow>("k1", default))!.State, Is.EqualTo(ApiKeyStates.Ended));
    }

    [Test]
    public async Task Who_lost_the_turn_appends_nothing_and_is_told_so()
    {
        await using var stopped = await Taken();
        await using var before = await PostgresJournal.Open(_database, "ledger.example/turns", stopped, default);
        Assert.That(await before.Append([Entry(0)], default), Is.EqualTo(Appended.Yes));
        await End();
        await using var next = await Taken();
        await using var now = await PostgresJournal.Open(_database, "ledger.example/turns", next, default);
        Assert.That(async () => await before.Append([Entry(1)], default), Throws.TypeOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
        Assert.That(await now.Count(default), Is.EqualTo(1));
        Assert.That(await now.Append([Entry(1)], default), Is.EqualTo(Appended.Yes));
    }

    [Test]
    public async Task A_clock_that_was_set_back_keeps_no_dead_replicas_turn_for_longer()
    {
        await using var dead = await Taken();
        Assert.That(await PostgresTurn.TryTake(_database, TimeProvider.System, Sealing.Randomness.System, default), Is.Null, "its turn goes on");
        await TestPostgres.Execute(_login, "UPDATE ledger.serving SET holder = gen_random_uuid(), until = clock_timestamp() + interval '1 hour'");
        await using var serving = await PostgresServing.Open(new(new(_login), null, new byte[32]), default);
        Assert.That((await serving.Look(default)).Held, Is.False);
        await using var next = await Taken();
        Assert.That(next.Number, Is.EqualTo(dead.Number + 1));
    }

    [Test]
    public async Task Looking_whose_turn_it_is_does_not_wait_for_a_server_that_says_nothing()
    {
        await using var serving = await PostgresServing.Open(new(new(_login), null, new byte[32]), default);
        await using var source = NpgsqlDataSource.Create(_login);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var taken = new NpgsqlCommand("LOCK TABLE ledger.serving", connection)) await taken.ExecuteNonQueryAsync();
        var watch = Stopwatch.StartNew();
        Assert.That(async () => await serving.Look(default), Throws.TypeOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.InputOutput));
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "statements may take half a minute, four times over");
    }

    [Test]
    public void Of_warnings_that_come_with_a_commit_only_that_of_the_notification_queue_says_nothing_of_it()
    {
        Assert.That(CommitWarnings.Counts(Notice("WARNING", "SyncRepWaitForLSN")));
        Assert.That(CommitWarnings.Counts(Notice("WARNING", "exec_stmt_raise")));
        Assert.That(CommitWarnings.Counts(Notice("WARNING", "asyncQueueFillWarning")), Is.False);
        Assert.That(CommitWarnings.Counts(Notice("NOTICE", "exec_stmt_raise")), Is.False);

        static PostgresNotice Notice(string severity, string routine) => new("said", severity, severity, "01000", routine: routine);
    }

    async Task<PostgresTurn> Taken() => await PostgresTurn.TryTake(_database, TimeProvider.System, Sealing.Randomness.System, default) ?? throw new InvalidOperationException("It is another's.");

    /// <summary>As where its holder was stopped for too long, and does not know it yet.</summary>
    Task End() => TestPostgres.Execute(_login, "UPDATE ledger.serving SET until = '-infinity'");

    static Entry Entry(long index) => new(index, "stream", index, PublicationKey.Of("/test", $"id-{index}"), new byte[] { 1 });

    static ApiKeyRow Row(string state) => new("k1", "hash", "svc", "publisher", null, null, "", null, 1, null, null, null, state);

    static RowChange Put(ApiKeyRow row) => new(typeof(ApiKeyRow), row.Key, row);
}
