using System.IO.Pipelines;
using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Client;
using Ledger.Client.Asking;
using Ledger.Host.Generate;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Host.Tests.Client;

/// <summary>MayAsync, against a real server, and its cache by itself.</summary>
public sealed class MayTests
{
    static readonly TimeSpan Patience = Workspace.Patience;

    const string Purpose = "contact";

    static readonly MessagingOptedIn OptedIn = new("news", ["sms"]);

    static readonly MessagingOptedOut OptedOut = new(["news"], ["sms"], OptOutVia.Settings);

    Served _served = null!;
    Service _officer = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await Service.Start(_served, role: Role.Officer);
        await _officer.Ledger.PublishAsync(new LedgerEvent(Policy(), Policy().EffectiveFrom));
    }

    [TearDown]
    public async Task Stop()
    {
        await _officer.DisposeAsync();
        await _served.DisposeAsync();
    }

    [Test]
    public async Task The_ledgers_answer_comes_whole_and_for_any_id()
    {
        foreach (var id in (string[])["user1", "a/b?c#d%20", "../x", "Анна +1"])
        {
            await _officer.Ledger.PublishAsync(new SubjectRegistered(), id);
            var answer = await _officer.Ledger.MayAsync(new(id, Purpose));
            Assert.That((answer.Allowed, answer.Reason, answer.Edition), Is.EqualTo((true, "contract", Policy().Edition)), id);
        }
        var no = await _officer.Ledger.MayAsync(new("user1", Purpose) { Kind = "news", Channel = "sms" });
        Assert.That((no.Allowed, no.Reason), Is.EqualTo((false, "not-opted-in")));
        var wrong = Assert.ThrowsAsync<LedgerRefusedException>(() => _officer.Ledger.MayAsync(new("user1", "")));
        Assert.That(wrong!.Code, Is.EqualTo("bad-parameter"));
    }

    [Test]
    public async Task An_answer_is_kept_while_the_feed_is_heard_and_goes_with_what_others_publish()
    {
        await using var service = await Service.Start(_served, o => o.AnswerLifetime = TimeSpan.FromMinutes(1));
        await Subscribe("user1");
        await Kept(service, News("user1"), expected: true);
        var changed = TimeProvider.System.GetTimestamp();
        await _officer.Ledger.PublishAsync(OptedOut, "user1");
        await Until(async () => !(await service.Ledger.MayAsync(News("user1"))).Allowed);
        Assert.That(TimeProvider.System.GetElapsedTime(changed), Is.LessThan(TimeSpan.FromSeconds(30)), "long before it would have lapsed");
    }

    [Test]
    public async Task Anothers_events_leave_what_is_kept_and_the_registers_take_all()
    {
        await using var service = await Service.Start(_served, o => o.AnswerLifetime = TimeSpan.FromMinutes(1));
        await Subscribe("user1");
        await Subscribe("user3");
        await Kept(service, News("user1"), expected: true);
        await Kept(service, News("user3"), expected: true);
        await Subscribe("user2");
        await _officer.Ledger.PublishAsync(OptedOut, "user3");
        await Until(async () => !(await service.Ledger.MayAsync(News("user3"))).Allowed);   // so what came before it was heard too
        var before = service.Line.Requests;
        await service.Ledger.MayAsync(News("user1"));
        Assert.That(service.Line.Requests, Is.EqualTo(before));
        await _officer.Ledger.PublishAsync(new SystemRegistered("crm", "CRM", "RU", true, ["x-keeper-panel"], ["phone"]));
        await Until(async () =>
        {
            await service.Ledger.MayAsync(News("user1"));
            return service.Line.Requests > before;
        });
    }

    [Test]
    public async Task Ones_own_withdrawal_is_seen_at_once()
    {
        await Subscribe("user1");
        await Kept(_officer, News("user1"), expected: true);
        await _officer.Ledger.PublishAsync(OptedOut, "user1");
        Assert.That((await _officer.Ledger.MayAsync(News("user1"))).Allowed, Is.False);
    }

    [Test]
    public async Task A_withdrawal_that_is_still_in_the_outbox_lets_no_answer_pass()
    {
        await using var service = await Service.Start(_served, o =>
        {
            (o.OutboxPath, o.OutboxKey) = (Path.Combine(_served.Folder, "outbox.db"), Service.OutboxKey);
            o.QuestionTimeout = TimeSpan.FromSeconds(1);
        });
        await Subscribe("user1");
        await Kept(service, News("user1"), expected: true);
        service.Line.Cut();
        await service.Ledger.EnqueueAsync(OptedOut, "user1");
        Assert.ThrowsAsync<LedgerUnreachableException>(() => service.Ledger.MayAsync(News("user1")));
        service.Line.Mend();
        await service.Ledger.Outbox.DrainAsync().WaitAsync(Patience);
        Assert.That((await service.Ledger.MayAsync(News("user1"))).Allowed, Is.False);
    }

    [Test]
    public async Task Without_the_feed_nothing_is_kept_and_without_the_server_nothing_is_allowed()
    {
        await using var service = await Service.Start(_served, o =>
        {
            o.AnswerLifetime = TimeSpan.FromMinutes(1);
            o.QuestionTimeout = TimeSpan.FromMilliseconds(300);
        });
        service.Line.Instead = request => request.RequestUri!.AbsolutePath == "/feed" ? new(HttpStatusCode.ServiceUnavailable) : null;
        await Subscribe("user1");
        for (var asked = 1; asked <= 3; asked++)
        {
            var before = service.Line.Asked;
            Assert.That((await service.Ledger.MayAsync(News("user1"))).Allowed, Is.True);
            Assert.That(service.Line.Asked, Is.EqualTo(before + 1));
        }
        service.Line.Cut();
        Assert.ThrowsAsync<LedgerUnreachableException>(() => service.Ledger.MayAsync(News("user1")));
    }

    [Test]
    public async Task A_feed_that_ends_takes_what_was_kept_with_it_and_is_heard_again_later()
    {
        await using var service = await Service.Start(_served, o => o.AnswerLifetime = TimeSpan.FromMinutes(1));
        var feed = new Pipe();
        var feeds = 0;
        service.Line.Instead = request => request.RequestUri!.AbsolutePath == "/feed" && Interlocked.Increment(ref feeds) == 1
            ? new(HttpStatusCode.OK) { Content = new StreamContent(feed.Reader.AsStream()) } : null;
        await feed.Writer.WriteAsync("id: 0\nevent: position\ndata: {\"index\":0}\n\n"u8.ToArray());
        await Subscribe("user1");
        await Kept(service, News("user1"), expected: true);
        var before = service.Line.Asked;
        await feed.Writer.CompleteAsync();
        await Until(async () =>
        {
            await service.Ledger.MayAsync(News("user1"));
            return service.Line.Asked > before;
        });
        await Kept(service, News("user1"), expected: true);
    }

    [Test]
    public void An_answer_that_was_on_its_way_when_something_was_heard_is_not_kept()
    {
        var cache = new AnswerCache(TimeProvider.System, TimeSpan.FromMinutes(1), 10);
        MayAnswer At(long known) => new(true, "consent", [], "e", known);
        bool IsKept(string person = "a") => cache.Find(person, "q") is not null;
        void Keep(MayAnswer answer, string person = "a") => cache.Keep(person, "q", answer, TimeProvider.System.GetTimestamp());

        Keep(At(100));
        Assert.That(IsKept(), Is.False, "the feed is not heard yet");
        cache.Reached(10);
        Keep(At(9));
        Assert.That(IsKept(), Is.False, "the answer is older than where the feed began");
        Keep(At(10));
        Assert.That(IsKept(), Is.True);
        cache.Heard(new(false, "b"), 11);
        Assert.That(IsKept(), Is.True);
        cache.Heard(new(false, "a"), 12);
        Assert.That(IsKept(), Is.False);
        Keep(At(11));
        Assert.That(IsKept(), Is.False, "it does not hold for what was heard at 12");
        Keep(At(12));
        Assert.That(IsKept(), Is.True);
        cache.Heard(new(true, null), 13);
        Assert.That(IsKept(), Is.False);
        Keep(At(13));
        cache.Lost();
        Assert.That(IsKept(), Is.False);
        Keep(At(14));
        Assert.That(IsKept(), Is.False, "nothing is heard any more");
        cache.Reached(5);
        Keep(At(12));
        Assert.That(IsKept(), Is.False, "what was heard before the loss still counts");
        for (var n = 0; n < 11; n++) Keep(At(20), $"p{n}");
        Assert.That((IsKept("p10"), IsKept("p0")), Is.EqualTo((true, false)), "it is bounded");
    }

    [Test]
    public async Task What_is_kept_ends_by_the_clock_counted_from_the_question()
    {
        var cache = new AnswerCache(TimeProvider.System, TimeSpan.FromMilliseconds(200), 10);
        cache.Reached(0);
        var asked = TimeProvider.System.GetTimestamp();
        await Task.Delay(210);
        cache.Keep("a", "q", new(true, "consent", [], "e", 1), asked);
        Assert.That(cache.Find("a", "q"), Is.Null);
    }

    static PolicyPublished Policy() => JsonSerializer.Deserialize<PolicyPublished>(SamplePolicy.Published, LedgerJson.Options)!;

    static MayQuestion News(string id) => new(id, Purpose) { Kind = "news", Channel = "sms" };

    async Task Subscribe(string id)
    {
        await _officer.Ledger.PublishAsync(new SubjectRegistered(), id);
        await _officer.Ledger.PublishAsync(OptedIn, id);
    }

    /// <summary>Asks until an answer is given without a question to the server.</summary>
    static Task Kept(Service service, MayQuestion question, bool expected) => Until(async () =>
    {
        var before = service.Line.Asked;
        Assert.That((await service.Ledger.MayAsync(question)).Allowed, Is.EqualTo(expected));
        return service.Line.Asked == before;
    });

    static async Task Until(Func<Task<bool>> condition)
    {
        for (var began = TimeProvider.System.GetTimestamp(); !await condition(); await Task.Delay(20))
            if (TimeProvider.System.GetElapsedTime(began) > Patience) Assert.Fail("It did not come about.");
    }
}
