namespace Ledger.Host.Tests.Serve;

/// <summary>kill -9 of a server while 64 services publish: what was acknowledged is there once, where it was said to be, and no batch is half there.</summary>
public sealed class KilledServerTests
{
    const int Clients = 64, Rounds = 4, Seed = 20260115;

    [Test]
    public async Task Killed_again_and_again_under_64_publishers_it_holds_every_acknowledged_event_once()
    {
        using var place = new Workspace();
        place.Environment["LEDGER_RATE"] = "0";
        var port = ServingProcess.FreePort();
        var server = ServingProcess.Start(place, port);
        using var http = ServingProcess.Client(server.Address, server.Key!);
        var clients = Enumerable.Range(0, Clients).Select(n => new LoadingClient(http, n, batches: true)).ToArray();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(clients.Select(c => Task.Run(() => c.Run(retry: true, enough.Token))));
        server = KillAgainAndAgain(place, server, port, () => clients.Sum(c => c.Acknowledged.Count));
        await enough.CancelAsync();
        await load;
        foreach (var client in clients)
        {
            var (first, repeated) = await client.Repeat();
            Assert.That(repeated, Is.EqualTo(first with { Duplicate = true }), "a repeat is answered with the first receipt");
        }
        server.Stop().Exits(0);

        Assert.That(clients.Sum(c => c.Failures.Count), Is.GreaterThan(Clients), "the kills went unnoticed: no load");
        Judge(place, [.. clients.SelectMany(c => c.Acknowledged)]);
        place.Check();
    }

    /// <summary>Each time at another moment of the load; the last one started is still running.</summary>
    static ServingProcess KillAgainAndAgain(Workspace place, ServingProcess server, int port, Func<int> acknowledged)
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            var before = acknowledged();
            Assert.That(() => acknowledged() - before, Is.GreaterThan(10 * Clients).After((int)Workspace.Patience.TotalMilliseconds, 5), "no load");
            Thread.Sleep(random.Next(0, 200));
            server.Kill();
            server = ServingProcess.Start(place, port);
        }
        var last = acknowledged();
        Assert.That(() => acknowledged() - last, Is.GreaterThan(10 * Clients).After((int)Workspace.Patience.TotalMilliseconds, 5), "it did not go on");
        return server;
    }

    internal static void Judge(Workspace place, (string Id, PrintedReceipt Receipt)[] acknowledged)
    {
        var journal = ExportedJournal.Of(place);
        journal.Holds(acknowledged.Select(a => a.Receipt));
        var ids = journal.Ids.ToHashSet(StringComparer.Ordinal);
        Assert.That(journal.Ids.Count(), Is.EqualTo(ids.Count), "a repeat was recorded twice");
        Assert.That(acknowledged.Select(a => a.Id), Is.Unique.And.SubsetOf(ids));
        Assert.That(acknowledged.Select(a => a.Receipt.Index), Is.Unique, "two events were acknowledged at one index");
        Assert.That(acknowledged.Select(a => a.Id), Has.Some.StartsWith("batch-").And.Some.StartsWith("one-"));
        var halves = ids.Where(id => id.StartsWith("batch-", StringComparison.Ordinal)).GroupBy(id => id[..^3]).Where(b => b.Count() != LoadingClient.BatchEvents);
        Assert.That(halves.Select(b => b.Key), Is.Empty, "a batch is half there");
    }
}
