using System.Diagnostics;
using System.Globalization;
using Ledger.Journal;
using Ledger.Postgres;
using Npgsql;
using NUnit.Framework.Constraints;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>Several who append, some of whom stop, and connections that are cut.</summary>
sealed class PostgresJournalFaultTests
{
    static readonly CancellationToken None = CancellationToken.None;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    string _login = null!;
    PostgresDatabase _database = null!;
    PostgresJournal _journal = null!;

    [SetUp]
    public async Task Open()
    {
        _login = await TestPostgres.NewDatabase();
        _database = await PostgresDatabase.Open(new(_login), None);
        _journal = await PostgresJournal.Open(_database, "ledger.example/test", None);
    }

    [TearDown]
    public async Task Close()
    {
        await _journal.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task Replicas_that_race_lose_nothing_fork_nothing_and_leave_no_gap()
    {
        const int replicas = 3, batches = 30;
        var conflicts = 0;
        var written = await Task.WhenAll(Enumerable.Range(0, replicas).Select(replica => Task.Run(async () =>
        {
            await using var database = await PostgresDatabase.Open(new(_login), None);
            await using var journal = await PostgresJournal.Open(database, "ledger.example/test", None);
            var mine = new List<PublicationKey>();
            for (var batch = 0; batch < batches; batch++)
            {
                // All write to one stream and to one of their own: whatever a replica took the lengths to be, the journal knows better.
                for (; ; Interlocked.Increment(ref conflicts))
                {
                    var (head, shared) = (await journal.Count(None), await journal.Length("shared", None));
                    Entry[] entries = [Entries.Of(head, "shared", shared, $"{replica}/{batch}"), Entries.Of(head + 1, $"own-{replica}", batch, $"{replica}/{batch}/own")];
                    if (await journal.Append(entries, None) == Appended.Conflict) continue;
                    mine.AddRange(entries.Select(entry => entry.Publication));
                    break;
                }
            }
            return mine;
        })));
        var all = await _journal.ReadAll(0, None).ToList();
        Assert.That(all.Select(entry => entry.Index), Is.EqualTo(Enumerable.Range(0, replicas * batches * 2)));
        Assert.That(all.Select(entry => entry.Publication), Is.EquivalentTo(written.SelectMany(mine => mine)));
        Assert.That((await _journal.Read("shared", 0, None).ToList()).Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(0, replicas * batches)));
        Assert.That(conflicts, Is.GreaterThan(0), "a race in which nobody ever lost proves nothing");
    }

    /// <summary>Of two that append at the same place only one can have it, however often it is tried.</summary>
    [Test]
    public async Task The_same_place_is_never_given_twice()
    {
        for (var index = 0; index < 20; index++)
        {
            var at = index;
            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async rival =>
            {
                await using var journal = await PostgresJournal.Open(_database, "ledger.example/test", None);
                return await journal.Append([Entries.Of(at, $"stream-{rival}-{at}", 0, $"{rival}/{at}")], None);
            }));
            Assert.That(answers.Count(answer => answer == Appended.Yes), Is.EqualTo(1));
        }
        Assert.That(await _journal.Count(None), Is.EqualTo(20));
    }

    /// <summary>Whatever holds the head and does nothing, as a process does that was stopped in the middle of a transaction, is cut off after two seconds.</summary>
    [Test]
    public async Task Who_stops_while_holding_the_head_is_cut_off_and_the_others_go_on()
    {
        await using var stopped = await _database.Appending.OpenConnectionAsync();
        await using var transaction = await stopped.BeginTransactionAsync();
        await using (var move = new NpgsqlCommand("UPDATE head SET count = 1", stopped)) await move.ExecuteNonQueryAsync();

        var waited = Stopwatch.StartNew();
        Assert.That(await _journal.Append([Entries.Of(0, "a", 0)], None), Is.EqualTo(Appended.Yes));
        Assert.That(waited.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(1)).And.LessThan(TimeSpan.FromSeconds(4)), "two seconds, on a busy machine, and before the wait for a lock would end");

        Assert.That(async () => await transaction.CommitAsync(), Throws.InstanceOf<Exception>());
        Assert.That((await _journal.ReadAll(0, None).ToList()).Single().Text(), Is.EqualTo("""{"id":"0"}"""));
    }

    [Test]
    public async Task Who_holds_the_head_and_is_never_idle_costs_an_append_that_is_refused_and_harms_nothing()
    {
        await using var busy = await _database.Source.OpenConnectionAsync();
        await using (var transaction = await busy.BeginTransactionAsync())
        {
            await using (var move = new NpgsqlCommand("UPDATE head SET count = 1", busy)) await move.ExecuteNonQueryAsync();
            Assert.That(async () => await _journal.Append([Entries.Of(0, "a", 0)], None), Failed(StoreFailedException.InputOutput).And.Message.Contains("55P03"));
            await transaction.RollbackAsync();
        }
        Assert.That(await _journal.Append([Entries.Of(0, "a", 0)], None), Is.EqualTo(Appended.Yes), "the server said that nothing was written, so there is nothing to find out");
    }

    [Test]
    public async Task A_connection_cut_in_the_middle_of_an_append_leaves_the_journal_to_be_opened_again()
    {
        await using var holder = await _database.Source.OpenConnectionAsync();
        await using (var transaction = await holder.BeginTransactionAsync())
        {
            await using (var move = new NpgsqlCommand("UPDATE head SET count = 1", holder)) await move.ExecuteNonQueryAsync();
            var append = _journal.Append([Entries.Of(0, "a", 0)], None).AsTask();
            await Cut("query LIKE '%pg_notify%' AND wait_event_type = 'Lock'");
            Assert.That(async () => await append, Failed(StoreFailedException.InputOutput).And.Message.Contains("57P01"));
            await transaction.RollbackAsync();
        }
        Assert.That(async () => await _journal.Append([Entries.Of(0, "a", 0)], None), Failed(StoreFailedException.Reopen));
        Assert.That(await _journal.Count(None), Is.Zero, "readers go on");

        await using var again = await PostgresJournal.Open(_database, "ledger.example/test", None);
        Assert.That(await again.Append([Entries.Of(await again.Count(None), "a", 0)], None), Is.EqualTo(Appended.Yes));
    }

    [Test]
    public async Task A_follower_hears_of_what_others_append_and_outlives_its_connections()
    {
        using var stop = new CancellationTokenSource(Patience);
        await using var follower = _journal.Follow(0, stop.Token).GetAsyncEnumerator(stop.Token);
        await using var database = await PostgresDatabase.Open(new(_login), None);
        await using var other = await PostgresJournal.Open(database, "ledger.example/test", None);
        for (var index = 0; index < 4; index++)
        {
            var next = follower.MoveNextAsync().AsTask();
            if (index > 0) await Cut("query LIKE 'LISTEN%' OR query LIKE 'SELECT count FROM head%'");
            Assert.That(await other.Append([Entries.Of(index, "a", index)], None), Is.EqualTo(Appended.Yes));
            Assert.That(await next.WaitAsync(Patience), Is.True);
            Assert.That(follower.Current.Index, Is.EqualTo(index));
        }
    }

    [Test]
    public async Task A_journal_that_was_continued_elsewhere_takes_nothing_prepared_for_the_origin_before()
    {
        await using var other = await PostgresJournal.Open(_database, "ledger.example/test", None);
        await other.Continue("ledger.example/next", Entries.Of(0, "a", 0), None);
        Assert.That(async () => await _journal.Append([Entries.Of(1, "a", 1)], None), Failed(StoreFailedException.Reopen));
        Assert.That(await _journal.Count(None), Is.EqualTo(1));
    }

    [Test]
    public async Task A_head_that_was_brought_back_without_its_events_is_damage()
    {
        await _journal.Append(Entries.Run(0, "a", 0, 3), None);
        await TestPostgres.Execute(_login, "ALTER TABLE ledger.events DISABLE TRIGGER ALL; DELETE FROM ledger.events WHERE idx = 2");
        Assert.That(async () => await PostgresJournal.Open(_database, "ledger.example/test", None),
            Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.Damaged));
        Assert.That(async () => await _journal.ReadAll(0, None).ToList(), Failed(StoreFailedException.Damaged));
    }

    /// <summary>As after the promotion of a standby that lacks what was acknowledged.</summary>
    [Test]
    public async Task A_journal_that_comes_back_shorter_is_damage_to_whoever_knew_it()
    {
        using var stop = new CancellationTokenSource(Patience);
        await _journal.Append(Entries.Run(0, "a", 0, 3), None);
        await using var follower = _journal.Follow(3, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = follower.MoveNextAsync().AsTask();
        await Change("DELETE FROM ledger.events WHERE idx = 2; UPDATE ledger.head SET count = 2; NOTIFY ledger_head");

        Assert.That(async () => await next, Failed(StoreFailedException.Damaged));
        Assert.That(async () => await _journal.Count(None), Failed(StoreFailedException.Damaged));
        Assert.That(async () => await _journal.Append([Entries.Of(2, "a", 2, "another")], None), Failed(StoreFailedException.Damaged));
        Assert.That(async () => await _journal.Follow(2, stop.Token).GetAsyncEnumerator(stop.Token).MoveNextAsync(), Failed(StoreFailedException.Damaged), "nothing of it is folded");
    }

    [Test]
    public async Task Nothing_is_appended_to_a_journal_that_has_other_entries_by_now()
    {
        await _journal.Append(Entries.Run(0, "a", 0, 3), None);
        await Change("UPDATE ledger.events SET body = 'another' WHERE idx = 2");
        Assert.That(async () => await _journal.Append([Entries.Of(3, "a", 3)], None), Failed(StoreFailedException.Damaged));
        await using var again = await PostgresJournal.Open(_database, "ledger.example/test", None);
        Assert.That(await again.Append([Entries.Of(3, "a", 3)], None), Is.EqualTo(Appended.Yes), "whoever opens it anew knows no other");
    }

    /// <summary>Changes what no role may.</summary>
    Task Change(string sql) => TestPostgres.Execute(_login, $"SET session_replication_role = replica; {sql}");

    /// <summary>Ends the sessions in question, as an administrator would; at least one is waited for.</summary>
    async Task Cut(string which)
    {
        var waited = Stopwatch.StartNew();
        await using var administrator = new NpgsqlConnection(_login + ";Pooling=false");
        await administrator.OpenAsync();
        await using var cut = new NpgsqlCommand(
            $"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND ({which})", administrator);
        while ((long)(await cut.ExecuteScalarAsync())! == 0)
        {
            Assert.That(waited.Elapsed, Is.LessThan(Patience), string.Create(CultureInfo.InvariantCulture, $"no session: {which}"));
            await Task.Delay(5);
        }
    }

    static EqualStringConstraint Failed(string code) => Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(code);
}
