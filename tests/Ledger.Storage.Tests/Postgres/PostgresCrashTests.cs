using Ledger.Journal;
using Ledger.Postgres;

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
}
