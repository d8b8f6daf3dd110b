using System.Diagnostics;
using System.Globalization;
using Ledger.Cluster;
using Ledger.Journal;

namespace Ledger.Storage.Tests.Cluster;

/// <summary>Nodes that end or stop in the middle: each test has nodes of its own.</summary>
sealed class EventStoreFaultTests
{
    const string Origin = "ledger.example/test";

    static readonly CancellationToken None = CancellationToken.None;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task A_leader_killed_under_load_loses_nothing_and_the_journal_goes_on_by_itself()
    {
        var nodes = await EventStoreNode.StartCluster(3);
        try
        {
            var place = new EventStorePlace(EventStoreNode.Connection(nodes));
            await using var journal = await EventStoreJournal.Open(place, Origin, None);
            await using var followers = await EventStoreJournal.Open(place, Origin, None);
            using var stop = new CancellationTokenSource(Patience);
            var followed = Task.Run(async () =>
            {
                List<long> seen = [];
                await foreach (var entry in followers.Follow(0, stop.Token))
                {
                    seen.Add(entry.Index);
                    if (seen.Count == 900) break;
                }
                return seen;
            });
            var (longest, killed) = (TimeSpan.Zero, 0);
            for (var head = 0L; head < 900; head += 3)
            {
                if (head is 300 or 600) killed += await KillLeader(nodes) ? 1 : 0;
                var waited = Stopwatch.StartNew();
                Assert.That(await journal.Append(Entries.Run(head, "a", head, 3), None), Is.EqualTo(Appended.Yes));
                longest = waited.Elapsed > longest ? waited.Elapsed : longest;
            }
            Assert.That(killed, Is.EqualTo(2));
            Assert.That(await followed, Is.EqualTo(Enumerable.Range(0, 900)));
            await Check(place, 900);
            TestContext.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"A killed leader cost {longest.TotalSeconds:F2} s of appending at most."));
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    [Test]
    public Task Five_leaders_killed_one_after_the_other_cost_a_publisher_seconds_at_most() => Outages(5, "A killed leader", node => node.Kill(), _ => { });

    [Test]
    public Task Leaders_that_stop_answering_are_gone_round() => Outages(2, "A leader that was stopped", node => node.Pause(), node => node.Wake());

    /// <summary>Publishes one entry after the other while leaders fail, and says how long the longest append took with each.</summary>
    static async Task Outages(int count, string what, Action<EventStoreNode> fail, Action<EventStoreNode> mend)
    {
        var nodes = await EventStoreNode.StartCluster(3);
        try
        {
            var place = new EventStorePlace(EventStoreNode.Connection(nodes));
            await using var journal = await EventStoreJournal.Open(place, Origin, None);
            List<TimeSpan> outages = [];
            var head = 0;
            while (outages.Count < count)
            {
                await Append(TimeSpan.FromSeconds(1));
                var leader = await Leader(nodes);
                Assert.That(leader, Is.Not.Null);
                fail(leader!);
                outages.Add(await Append(TimeSpan.FromSeconds(12)));
                mend(leader!);
                await Append(TimeSpan.FromSeconds(8));   // by then it takes part again
            }
            TestContext.Out.WriteLine($"{what} cost {string.Join(", ", outages.Select(outage => outage.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture)))} s of appending.");
            Assert.That(outages, Is.All.LessThan(TimeSpan.FromSeconds(20)));
            await Check(place, head);

            async Task<TimeSpan> Append(TimeSpan span)
            {
                var longest = TimeSpan.Zero;
                for (var all = Stopwatch.StartNew(); all.Elapsed < span; head++)
                {
                    var waited = Stopwatch.StartNew();
                    Assert.That(await journal.Append([Entries.Of(head, "a", head)], None), Is.EqualTo(Appended.Yes));
                    longest = waited.Elapsed > longest ? waited.Elapsed : longest;
                    await Task.Delay(10);
                }
                return longest;
            }
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }

    [Test]
    public async Task A_server_that_is_stopped_for_a_while_writes_a_group_once()
    {
        await using var node = await EventStoreNode.Start();
        var place = new EventStorePlace(EventStoreNode.Connection(node));
        await using var journal = await EventStoreJournal.Open(place, Origin, None);
        await journal.Append(Entries.Run(0, "a", 0, 3), None);
        node.Pause();
        var append = journal.Append(Entries.Run(3, "a", 3, 3), None).AsTask();
        await Task.WhenAny(append, Task.Delay(TimeSpan.FromSeconds(3)));
        Assert.That(append.IsCompleted, Is.False);
        node.Wake();
        Assert.That(await append.WaitAsync(Patience), Is.EqualTo(Appended.Yes));
        await Check(place, 6);
    }

    [Test]
    public async Task A_server_killed_under_load_has_everything_that_was_acknowledged()
    {
        await using var node = await EventStoreNode.Start();
        var place = new EventStorePlace(EventStoreNode.Connection(node));
        await using var journal = await EventStoreJournal.Open(place, Origin, None);
        for (var head = 0L; head < 300; head += 3)
        {
            if (head == 150) node.Kill();   // it is started again
            Assert.That(await journal.Append(Entries.Run(head, "a", head, 3), None), Is.EqualTo(Appended.Yes));
        }
        await Check(place, 300);
    }

    static async Task<bool> KillLeader(EventStoreNode[] nodes)
    {
        var leader = await Leader(nodes);
        leader?.Kill();
        return leader is not null;
    }

    static async Task<EventStoreNode?> Leader(EventStoreNode[] nodes)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < Patience; await Task.Delay(50))
        {
            foreach (var node in nodes)
                if (await node.Leads()) return node;
        }
        return null;
    }

    /// <summary>Opened anew, every entry is there once, in order, as it was written.</summary>
    static async Task Check(EventStorePlace place, int count)
    {
        await using var again = await EventStoreJournal.Open(place, Origin, None);
        var all = await again.ReadAll(0, None).ToList();
        Assert.That(all.Select(entry => (entry.Index, entry.Sequence, entry.Text())),
            Is.EqualTo(Enumerable.Range(0, count).Select(at => ((long)at, (long)at, string.Create(CultureInfo.InvariantCulture, $$"""{"id":"{{at}}"}""")))));
        Assert.That((await again.Count(None), await again.Length("a", None)), Is.EqualTo(((long)count, (long)count)));
        Assert.That(await again.Append([Entries.Of(count, "b", 0)], None), Is.EqualTo(Appended.Yes));
    }
}
