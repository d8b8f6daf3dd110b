using Ledger.Access;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Reading;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>Servers that end in the middle, and disks that end: each test has a server of its own.</summary>
sealed class PostgresCrashTests
{
    static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task A_server_killed_under_load_has_everything_that_was_acknowledged()
    {
        await using var server = await PostgresServer.Start();
        var acknowledged = 0L;
        for (var life = 0; life < 2; life++)
        {
            await using (var database = await PostgresDatabase.Open(new(server.Login()), None))
            await using (var journal = await PostgresJournal.Open(database, "ledger.example/test", None))
            {
                var head = await journal.Count(None);
                Assert.That(head, Is.GreaterThanOrEqualTo(acknowledged));
                Assert.That((await journal.ReadAll(0, None).ToList()).Select(entry => (entry.Index, entry.Sequence)), Is.EqualTo(Enumerable.Range(0, (int)head).Select(at => ((long)at, (long)at))));
                acknowledged = head;
                var enough = acknowledged + 60;
                var load = Task.Run(async () =>
                {
                    while (true)
                    {
                        Assert.That(await journal.Append(Entries.Run(acknowledged, "a", acknowledged, 3), None), Is.EqualTo(Appended.Yes));
                        Interlocked.Add(ref acknowledged, 3);
                    }
                });
                while (Interlocked.Read(ref acknowledged) < enough && !load.IsCompleted) await Task.Delay(5);
                await server.Kill();
                Assert.That(async () => await load, Throws.InstanceOf<StoreFailedException>());
            }
            await server.Start();
        }
        await using var opened = await PostgresDatabase.Open(new(server.Login()), None);
        await using var last = await PostgresJournal.Open(opened, "ledger.example/test", None);
        Assert.That(await last.Count(None), Is.GreaterThanOrEqualTo(acknowledged));
        Assert.That(await last.Append([Entries.Of(await last.Count(None), "b", 0)], None), Is.EqualTo(Appended.Yes));
    }

    [Test]
    public async Task A_follower_waits_for_a_server_that_was_killed()
    {
        await using var server = await PostgresServer.Start();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await using var database = await PostgresDatabase.Open(new(server.Login()), None);
        await using var journal = await PostgresJournal.Open(database, "ledger.example/test", None);
        await using var follower = journal.Follow(0, stop.Token).GetAsyncEnumerator(stop.Token);
        var next = follower.MoveNextAsync().AsTask();
        await server.Kill();
        await server.Start();
        Assert.That(await journal.Append([Entries.Of(0, "a", 0)], None), Is.EqualTo(Appended.Yes), "nothing was under way, so the journal goes on by itself");
        Assert.That(await next, Is.True);
    }

    [Test]
    public async Task A_server_that_does_not_sync_is_refused()
    {
        await using var server = await PostgresServer.Start("-c fsync=off");
        Assert.That(async () => await PostgresDatabase.Open(new(server.Login()), None),
            Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.NotDurable));
    }

    [Test]
    public async Task A_full_disk_loses_nothing_that_was_acknowledged()
    {
        using var disk = new SmallDisk(112 * 1024);
        await using var server = await PostgresServer.Start("-c max_wal_size=8MB -c min_wal_size=8MB", disk.Path);
        var acknowledged = 0L;
        var ballast = disk.File("ballast");
        await using (var database = await PostgresDatabase.Open(new(server.Login()), None))
        await using (var journal = await PostgresJournal.Open(database, "ledger.example/test", None))
        {
            using (var file = File.Create(ballast)) file.Write(new byte[Math.Max(0, new DriveInfo(disk.Path).AvailableFreeSpace - (3 << 20))]);
            Assert.That(async () =>
            {
                for (; ; acknowledged += 10)
                    Assert.That(await journal.Append([.. Enumerable.Range(0, 10).Select(place => Entries.Of(acknowledged + place, "a", acknowledged + place, body: Noise(8000)))], None), Is.EqualTo(Appended.Yes));
            }, Throws.InstanceOf<StoreFailedException>());
        }
        File.Delete(ballast);
        await server.Stop();
        await server.Start();
        await using var opened = await PostgresDatabase.Open(new(server.Login()), None);
        await using var again = await PostgresJournal.Open(opened, "ledger.example/test", None);
        var head = await again.Count(None);
        Assert.That(head, Is.GreaterThanOrEqualTo(acknowledged));
        Assert.That(await again.ReadAll(0, None).ToList(), Has.Count.EqualTo(head));
        Assert.That(await again.Append([Entries.Of(head, "b", 0)], None), Is.EqualTo(Appended.Yes));

        static byte[] Noise(int length)
        {
            var noise = new byte[length];
            new Random(length).NextBytes(noise);
            return noise;
        }
    }

    /// <summary>Both hosts stand in the connection string; whoever takes writes is the one that is used.</summary>
    [Test]
    public async Task After_a_failover_the_standby_has_everything_that_was_acknowledged()
    {
        await using var primary = await PostgresServer.Start();
        await using var standby = await PostgresServer.StartStandby(primary);
        var login = $"Host={primary.Host},{standby.Host};Username=postgres;Database=postgres";
        var acknowledged = 0L;
        await using (var database = await PostgresDatabase.Open(new(login), None))
        await using (var journal = await PostgresJournal.Open(database, "ledger.example/test", None))
        {
            await Configure(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
            database.Appending.Clear();   // sessions that began before it
            var load = Task.Run(async () =>
            {
                for (; ; Interlocked.Add(ref acknowledged, 3))
                    Assert.That(await journal.Append(Entries.Run(acknowledged, "a", acknowledged, 3), None), Is.EqualTo(Appended.Yes));
            });
            while (Interlocked.Read(ref acknowledged) < 60 && !load.IsCompleted) await Task.Delay(5);
            await primary.Kill();
            Assert.That(async () => await load, Throws.InstanceOf<StoreFailedException>());
        }
        standby.Promote();
        await using var opened = await PostgresDatabase.Open(new(login), None);
        await using var again = await PostgresJournal.Open(opened, "ledger.example/test", None);
        var head = await again.Count(None);
        Assert.That(head, Is.GreaterThanOrEqualTo(acknowledged));
        Assert.That((await again.ReadAll(0, None).ToList()).Select(entry => entry.Index), Is.EqualTo(Enumerable.Range(0, (int)head)));
        Assert.That(await again.Append([Entries.Of(head, "b", 0)], None), Is.EqualTo(Appended.Yes));
    }

    /// <summary>What was asked to be written waits for it, the turn of whoever asked does not, and nobody else takes that before the writing came to its end.</summary>
    [Test]
    public async Task A_standby_that_hangs_ends_no_turn_and_gives_none_to_another_while_something_is_written()
    {
        await using var primary = await PostgresServer.Start();
        await using var standby = await PostgresServer.StartStandby(primary);
        await using var database = await PostgresDatabase.Open(new(primary.Login()), None);
        await Configure(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
        database.Source.Clear();   // sessions that began before it
        database.Turns.Clear();
        var turn = (await Taken())!;
        await using var service = await PostgresServiceTables.Open(database, turn, None);
        await service.Commit([Row("before")], None);
        standby.Pause();
        try
        {
            var writing = service.Commit([Row("k1")], None).AsTask();
            await Task.Delay(PostgresTurn.Length + TimeSpan.FromSeconds(1));
            Assert.That((writing.IsCompleted, turn.Lost.IsCompleted), Is.EqualTo((false, false)), "it waits, and keeps the turn");
            Assert.That(await Taken(), Is.Null, "it goes on");
            await turn.DisposeAsync();
            var next = Taken().AsTask();
            await Task.Delay(TimeSpan.FromSeconds(1));
            Assert.That((writing.IsCompleted, next.IsCompleted), Is.EqualTo((false, false)), "what is written under it may come to be yet");
            standby.Wake();
            await writing;
            await using var taken = await next;
            Assert.That((taken?.Number, taken?.Lost.IsCompleted), Is.EqualTo((turn.Number + 1, false)));
            Assert.That(await service.Find<ApiKeyRow>("k1", None), Is.Not.Null);
            Assert.That(async () => await service.Commit([Row("k2")], None), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
        }
        finally
        {
            standby.Wake();
        }

        ValueTask<PostgresTurn?> Taken() => PostgresTurn.TryTake(database, TimeProvider.System, Sealing.Randomness.System, None);

        static RowChange Row(string key) => new(typeof(ApiKeyRow), key, new ApiKeyRow(key, "hash", "svc", "publisher", null, null, "", null, 1, null, null, null, ApiKeyStates.Living));
    }

    /// <summary>PostgreSQL answers a commit that was told not to wait for its standby like any other: only a warning says that it stands alone.</summary>
    [Test]
    public async Task A_commit_that_did_not_wait_for_its_standby_is_not_acknowledged()
    {
        await using var server = await PostgresServer.Start();
        await using var database = await PostgresDatabase.Open(new(server.Login()), None);
        await using var journal = await PostgresJournal.Open(database, "ledger.example/test", None);
        // Whatever is set for the database once the ledger is open: it waits, and hears of it where it did not.
        await TestPostgres.Execute(server.Login(), "ALTER DATABASE postgres SET synchronous_commit = off; ALTER DATABASE postgres SET client_min_messages = error");
        await Configure(server, "ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        database.Appending.Clear();
        var checkpoints = new PostgresCheckpoints(database, 1);
        var signed = new SignedCheckpoint(1, new byte[32], "note");
        await GiveUp(server, journal.Append([Entries.Of(0, "a", 0)], None).AsTask());
        Assert.That(async () => await journal.Append([Entries.Of(1, "a", 1)], None), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
        await GiveUp(server, checkpoints.Add(signed, None).AsTask());
        await GiveUp(server, checkpoints.Add(signed, None).AsTask());   // there already, and still not to be shown
        await GiveUp(server, PostgresJournal.Open(database, "ledger.example/test", None).AsTask());   // nor is what is found taken for durable

        await TestPostgres.Execute(server.Login(), "ALTER SYSTEM RESET synchronous_standby_names");
        await TestPostgres.Execute(server.Login(), "SELECT pg_reload_conf()");
        await using var again = await PostgresJournal.Open(database, "ledger.example/test", None);
        Assert.That((await again.Count(None), (await checkpoints.Add(signed, None)).Note), Is.EqualTo((1L, "note")));
    }

    /// <summary>The work waits for its standby, is told not to, and is not acknowledged.</summary>
    static async Task GiveUp(PostgresServer server, Task work)
    {
        while (!work.IsCompleted)
        {
            await TestPostgres.Execute(server.Login(), "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            await Task.Delay(20);
        }
        Assert.That(async () => await work, Throws.InstanceOf<StoreFailedException>());
    }

    static async Task Configure(PostgresServer server, string sql)
    {
        await TestPostgres.Execute(server.Login(), sql);
        await TestPostgres.Execute(server.Login(), "SELECT pg_reload_conf()");
        var waiting = true;
        while (waiting)
        {
            await using var connection = new Npgsql.NpgsqlConnection(server.Login() + ";Pooling=false");
            await connection.OpenAsync();
            await using var asked = new Npgsql.NpgsqlCommand("SHOW synchronous_standby_names", connection);
            waiting = (string)(await asked.ExecuteScalarAsync())! == "";
        }
    }
}
