using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>GET /feed.</summary>
public sealed class FeedTests
{
    static readonly ServerSettings Brisk = new()
    {
        Listening = new() { Heartbeat = TimeSpan.FromMilliseconds(200), PositionInterval = TimeSpan.FromMilliseconds(50) },
    };

    Served _served = null!;

    [SetUp]
    public async Task Start() => _served = await Served.Start(Brisk);

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_delivery_is_the_stored_line_with_the_operators_own_id_added()
    {
        await using var feed = await Listener.Open(await _served.Client(Role.Publisher));
        await _served.Publish(Published.Withdrawn("w-1", "иван \\\"о'нил\\\"", "contact"));
        var introduction = await feed.Event();
        var (index, type, heard) = await feed.Event();
        Assert.That((introduction.Type, introduction.Index), Is.EqualTo(("ledger.subject.registered.v1", 0)));
        Assert.That((type, index), Is.EqualTo(("ledger.consent.withdrawn.v1", 1)));
        Assert.That(heard.GetProperty("userid").GetString(), Is.EqualTo("иван \"о'нил\""));
        Assert.That(heard.GetProperty("subject").GetString(), Does.StartWith("s-"));
        var stored = await Stored(1);
        Assert.That(heard.GetRawText(), Does.StartWith(stored[..^1]), "nothing of the stored line is changed");
        Assert.That(stored, Does.Not.Contain("userid"));
    }

    [Test]
    public async Task Without_a_place_it_begins_at_the_head_and_with_one_after_it_the_header_before_the_address()
    {
        await _served.Publish(Lines.Registered("a", "u-1"), Lines.Collected("b", "u-1"), Published.Withdrawn("c", "u-1"));
        var client = await _served.Client(Role.Publisher);
        await using var head = await Listener.Open(client);
        await using var all = await Listener.Open(client, "?after=-1");
        await using var resumed = await Listener.Open(client, "?after=-1", lastId: "1");
        Assert.That((head.LastId, all.LastId, resumed.LastId), Is.EqualTo(("2", "-1", "1")));
        Assert.That(await all.Types(3), Is.EqualTo(new[] { "subject.registered", "data.collected", "consent.withdrawn" }));
        await _served.Publish(Lines.OptedOut("d", "u-1"));
        Assert.That(await head.Types(1), Is.EqualTo(new[] { "messaging.opted-out" }));
        Assert.That(await resumed.Types(2), Is.EqualTo(new[] { "consent.withdrawn", "messaging.opted-out" }));
    }

    [Test]
    public async Task A_listener_far_behind_gets_every_event_in_order_while_new_ones_come()
    {
        for (var batch = 0; batch < 10; batch++) await _served.Publish([.. Lines.Many($"old{batch}", 300)]);
        await using var feed = await Listener.Open(await _served.Client(Role.Officer), "?after=-1");
        var publishing = Task.Run(async () =>
        {
            for (var batch = 0; batch < 20; batch++) await _served.Publish([.. Lines.Many($"new{batch}", 50)]);
        });
        await publishing;
        var count = await _served.Ledger.Get<IJournal>().Count(default);
        for (var expected = 0; expected < count; expected++) Assert.That((await feed.Event()).Index, Is.EqualTo(expected));
    }

    [Test]
    public async Task Types_are_named_in_any_form_and_others_are_silent()
    {
        var client = await _served.Client(Role.Publisher);
        await using var feed = await Listener.Open(client, "?type=consent.withdrawn&type=ledger.messaging.opted-out.v1");
        await _served.Publish(Lines.Collected("a", "u-1"), Published.Withdrawn("b", "u-1"), Lines.OptedIn("c", "u-1", "x@example.org"), Lines.OptedOut("d", "u-1"));
        Assert.That(await feed.Types(2), Is.EqualTo(new[] { "consent.withdrawn", "messaging.opted-out" }));
    }

    [Test]
    public async Task A_filter_by_purpose_never_hides_a_withdrawal_of_everything()
    {
        await using var feed = await Listener.Open(await _served.Client(Role.Publisher), "?purpose=improvement&type=consent.withdrawn");
        await _served.Publish(Published.Withdrawn("a", "u-1", "contact"), Published.Withdrawn("b", "u-1"), Published.Withdrawn("c", "u-1", "contact", "improvement"));
        Assert.That((await feed.Event()).Event.GetProperty("id").GetString(), Is.EqualTo("b"));
        Assert.That((await feed.Event()).Event.GetProperty("id").GetString(), Is.EqualTo("c"));
    }

    [Test]
    public async Task Incidents_are_for_officers_and_not_for_services()
    {
        await using var service = await Listener.Open(await _served.Client(Role.Publisher));
        await using var auditor = await Listener.Open(await _served.Client(Role.Auditor));
        await _served.Publish(Published.IncidentReported("i-1", "2025-1"));
        await _served.Publish(Published.Withdrawn("w-1", "u-1"));
        Assert.That(await auditor.Types(3), Is.EqualTo(new[] { "incident.reported", "subject.registered", "consent.withdrawn" }));
        Assert.That(await service.Types(2), Is.EqualTo(new[] { "subject.registered", "consent.withdrawn" }));
    }

    [Test]
    public async Task Where_all_is_filtered_away_the_feed_says_how_far_it_is()
    {
        await using var feed = await Listener.Open(await _served.Client(Role.Publisher), "?type=policy.published");
        await _served.Publish([.. Lines.Many("other", 30)]);
        var head = await _served.Ledger.Get<IJournal>().Count(default) - 1;
        while (feed.LastId != $"{head}") Assert.That((await feed.Item())?.EventType, Is.EqualTo("position"));
    }

    [Test]
    public async Task Positions_go_on_while_nothing_happens()
    {
        await using var feed = await Listener.Open(await _served.Client(Role.Publisher));
        for (var beat = 0; beat < 3; beat++) Assert.That((await feed.Item())?.Data, Is.EqualTo("{\"index\":-1}"));
    }

    [Test]
    public async Task A_key_that_is_limited_in_what_it_publishes_is_not_in_what_it_hears()
    {
        var terms = new ApiKeyTerms("narrow", Role.Publisher) { Rate = 0, Sources = ["/nowhere"], Types = ["ledger.messaging.opted-in"] };
        await using var feed = await Listener.Open(await _served.Client(terms));
        await _served.Publish(Lines.Registered("a", "u-1"));
        Assert.That(await feed.Types(1), Is.EqualTo(new[] { "subject.registered" }));
    }

    [TestCase("?type=consent.revoked", 422, "unknown-type")]
    [TestCase("?type=", 422, "unknown-type")]
    [TestCase("?type=inquiry.received", 403, "not-allowed")]
    [TestCase("?purpose=", 422, "bad-value")]
    [TestCase("?after=x", 400, "bad-request")]
    [TestCase("?after=", 400, "bad-request")]
    [TestCase("?after=-2", 400, "bad-request")]
    [TestCase("?after=99999999999999999999", 400, "bad-request")]
    [TestCase("?after=0", 409, "after-head")]
    [TestCase("?types=consent.withdrawn", 400, "bad-request")]
    public async Task What_cannot_be_followed_is_refused(string query, int status, string code)
    {
        var answer = await (await _served.Client(Role.Publisher)).GetAsync($"/feed{query}");
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(((int)answer.StatusCode, problem.RootElement.GetProperty("code").GetString()), Is.EqualTo((status, code)));
    }

    [Test]
    public async Task The_regulator_and_nobody_hear_nothing()
    {
        Assert.That((await _served.Anonymous().GetAsync("/feed")).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That((await (await _served.Client(Role.Regulator)).GetAsync("/feed")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Nobody_is_named_once_forgotten_and_a_shredded_person_still_is()
    {
        var client = await _served.Client(Role.Publisher);
        await using var live = await Listener.Open(client);
        await _served.Publish(Lines.OptedIn("a", "u-1", "x@example.org"));
        await _served.Publish(Published.Shredded("b", "u-1"));
        Assert.That((await live.Event()).Event.TryGetProperty("userid", out _), Is.False, "an introduction may be of anybody, and names nobody");
        for (var index = 1; index < 3; index++) Assert.That((await live.Event()).Event.GetProperty("userid").GetString(), Is.EqualTo("u-1"), "who is meant is evidence");
        await _served.Publish(Published.Forgotten("c", "u-1"));
        var forgotten = await live.Event();
        Assert.That((forgotten.Type, forgotten.Event.TryGetProperty("userid", out _)), Is.EqualTo(("ledger.person.forgotten.v1", false)));
        await using var later = await Listener.Open(client, "?after=-1");
        for (var index = 0; index < 4; index++) Assert.That((await later.Event()).Event.TryGetProperty("userid", out _), Is.False, "the key has gone, what was remembered with it");
    }

    [Test]
    public async Task Somebody_an_inquiry_named_first_is_named_once_the_person_is_known()
    {
        await using var feed = await Listener.Open(await _served.Client(Role.Officer));
        await _served.Publish(Published.InquiryReceived("q-1", "7", "u-1"));
        Assert.That((await feed.Event()).Event.TryGetProperty("userid", out _), Is.False, "nothing says yet whom the token means");
        await _served.Publish(Lines.Registered("a", "u-1"));
        Assert.That((await feed.Event()).Event.GetProperty("userid").GetString(), Is.EqualTo("u-1"));
    }

    [Test]
    public async Task The_server_stops_while_feeds_are_open()
    {
        var feed = await Listener.Open(await _served.Client(Role.Publisher));
        var watch = Stopwatch.StartNew();
        await _served.Restart();
        Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(10)));
        await feed.DisposeAsync();
    }

    [Test]
    public async Task A_feed_ends_when_its_key_does()
    {
        var terms = new ApiKeyTerms("short", Role.Publisher) { Rate = 0, Expires = TimeProvider.System.GetUtcNow().AddSeconds(5) };
        await using var feed = await Listener.Open(await _served.Client(terms));
        while (await feed.Item() is not null) Assert.That(TimeProvider.System.GetUtcNow(), Is.LessThan(terms.Expires!.Value.AddSeconds(10)));
    }

    [Test]
    public async Task So_many_feeds_are_open_and_a_further_one_is_told_to_come_again()
    {
        await _served.Restart(Brisk with { Listening = Brisk.Listening with { FeedsMax = 1 } });
        var client = await _served.Client(Role.Publisher);
        await using (await Listener.Open(client))
        {
            var second = await client.GetAsync("/feed");
            Assert.That((second.StatusCode, second.Headers.RetryAfter?.Delta), Is.EqualTo((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1))));
        }
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            using var again = await client.SendAsync(new(HttpMethod.Get, "/feed"), HttpCompletionOption.ResponseHeadersRead);
            if (again.IsSuccessStatusCode) return;
            Assert.That(watch.Elapsed, Is.LessThan(TimeSpan.FromSeconds(20)), "the place of one that left is free again");
        }
    }

    [Test, NonParallelizable]
    public async Task A_withdrawal_is_heard_within_a_second_of_being_durable()
    {
        const int times = 100;
        await using var feed = await Listener.Open(await _served.Client(Role.Publisher), "?type=consent.withdrawn");
        var took = new List<double>();
        for (var n = 0; n < times; n++)
        {
            await _served.Publish(Published.Withdrawn($"w-{n}", $"u-{n}"));
            var durable = Stopwatch.GetTimestamp();
            Assert.That((await feed.Event()).Event.GetProperty("id").GetString(), Is.EqualTo($"w-{n}"));
            took.Add(Stopwatch.GetElapsedTime(durable).TotalMilliseconds);
        }
        took.Sort();
        TestContext.Out.WriteLine($"heard after durable: p50 {took[times / 2]:F1} ms, p99 {took[times - 2]:F1} ms");
        Assert.That(took[^1], Is.LessThan(5000));
    }

    async Task<string> Stored(long index)
    {
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(index, default)) return System.Text.Encoding.UTF8.GetString(entry.Bytes.Span);
        throw new AssertionException("There is no such event.");
    }
}
