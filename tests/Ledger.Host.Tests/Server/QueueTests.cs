using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Host.Server.Intake;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>What happens when more is published than there is room for: it is told to come again, and nothing of it is lost or half there.</summary>
public sealed class QueueTests
{
    [Test]
    public async Task A_publication_that_finds_no_room_is_told_to_come_again_and_leaves_nothing()
    {
        await using var served = await Served.Start(new() { PublishingMax = 1 });
        var client = await served.Client(Role.Publisher);
        var gate = served.Service<PublishingGate>();
        Assert.That(gate.TryEnter(), Is.True);   // one that hangs at the disk
        var full = (await Sent.Structured(client, Lines.Registered("a", "u-1"))).Refused(503, HttpRefusals.QueueFull);
        Assert.That((full.Headers.RetryAfter?.ToString(), await Count(served)), Is.EqualTo(("1", 0L)));
        gate.Leave();
        Assert.That((await Sent.Structured(client, Lines.Registered("a", "u-1"))).Taken().Receipts[0].GetProperty("duplicate").GetBoolean(), Is.False);
    }

    [Test]
    public async Task Bodies_are_bounded_together_and_their_room_comes_back()
    {
        await using var served = await Served.Start(new() { PublishingBytesMax = 40_000 });
        var client = await served.Client(Role.Publisher);
        (await Sent.Structured(client, Lines.OptedIn("big", "u-1", new string('x', 30_000)))).Refused(503, HttpRefusals.QueueFull);
        (await Sent.Structured(client, "{" + new string(' ', 15_000))).Refused(400, CodecRefusals.NotJson);
        for (var n = 0; n < 40; n++) (await Sent.Structured(client, Lines.Registered($"e{n}", "u-1"))).Taken();
        var gate = served.Service<PublishingGate>();
        Assert.That((gate.TryTake("a", 20_000), gate.TryTake("b", 20_000)), Is.EqualTo((true, true)), "all room came back");
    }

    [Test]
    public async Task Whoever_fills_his_half_of_the_room_shuts_out_nobody_else()
    {
        await using var served = await Served.Start(new() { PublishingBytesMax = 40_000 });
        var (greedy, other) = (await served.Client(new ApiKeyTerms("greedy", Role.Publisher) { Rate = 0 }), await served.Client(new ApiKeyTerms("other", Role.Publisher) { Rate = 0 }));
        var account = greedy.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1];
        Assert.That(served.Service<PublishingGate>().TryTake(account, 20_000), Is.True);   // bodies that never end
        (await Sent.Structured(greedy, Lines.Registered("a", "u-1"))).Refused(503, HttpRefusals.QueueFull);
        (await Sent.Structured(other, Lines.Registered("b", "u-2"))).Taken();
        served.Service<PublishingGate>().Return(account, 20_000);
        (await Sent.Structured(greedy, Lines.Registered("a", "u-1"))).Taken();
    }

    [Test]
    public async Task Under_pressure_what_is_acknowledged_is_there_once_and_the_rest_can_be_sent_again()
    {
        await using var served = await Served.Start(new() { PublishingMax = 2 });
        var client = await served.Client(Role.Publisher);
        var refusals = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), new ParallelOptions { MaxDegreeOfParallelism = 64 }, async (n, cancel) =>
        {
            while (true)
            {
                var sent = await Sent.Batch(client, Lines.Many($"p{n}x", 10));
                if ((int)sent.Status == 200) return;
                sent.Refused(503, HttpRefusals.QueueFull);
                Interlocked.Increment(ref refusals);
                await Task.Delay(5, cancel);
            }
        });
        HashSet<string> ids = [];
        await foreach (var entry in served.Ledger.Get<IJournal>().ReadAll(0, default))
            if (RecordedCodec.Read(entry) is { Source: Lines.Source } recorded) Assert.That(ids.Add(recorded.Id), Is.True);
        Assert.That((ids.Count, refusals), Is.EqualTo((640, Math.Max(refusals, 1))), "nothing was ever refused: the test shows nothing");
    }

    static async Task<long> Count(Served served) => await served.Ledger.Get<IJournal>().Count(default);
}
