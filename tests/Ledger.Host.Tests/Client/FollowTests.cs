using System.Net;
using Ledger.Client;
using Ledger.Consents;
using Ledger.Host.Tests.Server;
using Ledger.Persons;

namespace Ledger.Host.Tests.Client;

/// <summary>FollowAsync, against a real server.</summary>
public sealed class FollowTests
{
    Served _served = null!;
    Service _service = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _service = await Service.Start(_served);
    }

    [TearDown]
    public async Task Stop()
    {
        await _service.DisposeAsync();
        await _served.DisposeAsync();
    }

    [Test]
    public async Task What_is_heard_is_typed_and_names_the_person_by_the_operators_id()
    {
        var index = (await _service.Ledger.PublishAsync(new ConsentWithdrawn(["contact"], "web"), "user1")).Index;
        var heard = (await Hear(new() { After = index - 1 }, 1)).Single();
        Assert.That((heard.Index, heard.UserId), Is.EqualTo((index, "user1")));
        Assert.That(((ConsentWithdrawn)heard.Data).Purposes, Is.EqualTo(["contact"]));
        Assert.That($"{heard}", Does.Not.Contain("user1"));
    }

    [Test]
    public async Task It_goes_on_over_lost_connections_without_a_gap_or_a_double()
    {
        for (var n = 0; n < 40; n++) await _service.Ledger.PublishAsync(new SubjectRegistered(), $"user{n}");
        var feeds = 0;
        _service.Line.Instead = request => request.RequestUri!.AbsolutePath != "/feed" ? null : (Interlocked.Increment(ref feeds) % 3) switch
        {
            1 => new(HttpStatusCode.ServiceUnavailable),
            2 => new(HttpStatusCode.OK) { Content = new StringContent(feeds == 2 ? "id: 9\nevent: position\ndata: {}\n\nid: 10\nevent: x\nda" : "") },
            _ => null,
        };
        var heard = await Hear(new() { After = 4 }, 30);
        Assert.That(heard.Select(h => h.Index), Is.EqualTo(Enumerable.Range(10, 30).Select(n => (long)n)));
    }

    [Test]
    public async Task What_was_not_dealt_with_is_heard_again()
    {
        for (var n = 0; n < 5; n++) await _service.Ledger.PublishAsync(new SubjectRegistered(), $"user{n}");
        var first = await Hear(new() { After = -1, Types = ["subject.registered"] }, 3);
        var again = await Hear(new() { After = first[1].Index, Types = ["subject.registered"] }, 3);
        Assert.That(again.Select(h => h.Index), Is.EqualTo(new long[] { 2, 3, 4 }));
    }

    [Test]
    public void What_the_server_refuses_is_thrown()
    {
        Assert.That(async () => await Hear(new() { After = 1_000_000 }, 1), Throws.InstanceOf<LedgerRefusedException>().With.Property("Code").EqualTo("after-head"));
        Assert.That(async () => await Hear(new() { Types = ["nothing.such"] }, 1), Throws.InstanceOf<LedgerRefusedException>());
    }

    async Task<List<FeedEvent>> Hear(FeedOptions options, int count)
    {
        using var limit = new CancellationTokenSource(Workspace.Patience);
        List<FeedEvent> heard = [];
        await foreach (var one in _service.Ledger.FollowAsync(options, limit.Token))
        {
            heard.Add(one);
            if (heard.Count == count) break;
        }
        return heard;
    }
}
