using System.Text;
using System.Text.Json;
using Ledger.Journal;
using Ledger.Registers;
using Ledger.Sealing;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Tests.Server;

/// <summary>A webhook that is a recipient of personal data: it is told what it must be told, and that is recorded once.</summary>
public sealed class RecipientWebhookTests
{
    const string Bound = ""","recipient":"sms-gateway" """;

    Hooked _hooked = null!;

    [SetUp]
    public async Task Start()
    {
        _hooked = await Hooked.Start();
        await _hooked.Served.Record([Lines.Event("r-1", null, "ledger.recipient.registered.v1", """{"recipient":"sms-gateway","name":"SMS","kind":"processor","country":"RU"}""")]);
    }

    [TearDown]
    public async Task Stop() => await _hooked.DisposeAsync();

    [Test]
    public async Task It_is_told_of_each_cause_under_the_operators_id_and_nothing_else_of_the_person()
    {
        var (_, secret) = await _hooked.Subscribe(Bound);
        var cause = await Withdraw("u-1");
        await _hooked.Receiver.Until(all => all.Count == 1);
        var arrived = _hooked.Receiver.All.Single();
        var data = arrived.Event.GetProperty("data");
        Assert.Multiple(() =>
        {
            Assert.That(arrived.SignedBy(secret), Is.Zero);
            Assert.That((arrived.MediaType, arrived.Index), Is.EqualTo(("application/cloudevents+json; charset=utf-8", cause)));
            Assert.That((Text(arrived.Event, "id"), Text(arrived.Event, "type"), Text(arrived.Event, "userid")), Is.EqualTo(($"told-{cause}-sms-gateway", "ledger.recipient.notice.v1", "u-1")));
            Assert.That((Text(data, "recipient"), Text(data, "about"), data.GetProperty("categories").EnumerateArray().Select(c => c.GetString()).ToArray()),
                Is.EqualTo(("sms-gateway", "withdrawal", new[] { "contact", "location" })));
            Assert.That(Encoding.UTF8.GetString(arrived.Body), Does.Not.Contain(_hooked.Served.Ledger.Get<IKeyVault>().FindToken("u-1")!).And.Not.Contain("hidden"));
        });
        var told = await Recorded(1);
        Assert.That(told.Select(t => (t.Id, t.Source, t.Data)), Is.EqualTo(new[]
        {
            ($"told-{cause}-sms-gateway", "/ledger", (IEventData)new RecipientNotified("sms-gateway", NoticeAbout.Withdrawal, "webhook", false, Cause: cause)),
        }));
        Assert.That(Text((await Notices()).Single(), "state"), Is.EqualTo("told"), "and its confirmation is awaited");
    }

    [Test]
    public async Task It_hears_nothing_of_the_feed_and_nothing_of_other_recipients()
    {
        await _hooked.Subscribe(Bound);
        await _hooked.Served.Record([Lines.Registered("a-1", "u-2"), Lines.OptedIn("a-2", "u-2", "a@example.org"), Reads.Disclosed("a-3", "u-2", "insurer"), Published.Withdrawn("a-4", "u-2")]);
        var cause = await Withdraw("u-1");
        await Recorded(1);
        Assert.That(_hooked.Receiver.All.Select(a => a.Index), Is.EqualTo(new[] { cause }));
    }

    [Test]
    public async Task What_was_to_be_told_before_it_was_subscribed_is_told_too()
    {
        var causes = new[] { await Withdraw("u-1"), await Withdraw("u-2"), await Withdraw("u-3") };
        await _hooked.Subscribe(Bound);
        await Recorded(3);
        Assert.That(_hooked.Receiver.All.Select(a => a.Index), Is.EquivalentTo(causes));
    }

    [TestCase("""{"acknowledged":true}""", true), TestCase("""{"acknowledged":"yes"}""", false), TestCase("acknowledged", false), TestCase("""[true]""", false)]
    public async Task An_answer_can_confirm_it_at_once(string answer, bool confirmed)
    {
        _hooked.Receiver.Answer = (_, context) => Answer(context, answer);
        await _hooked.Subscribe(Bound);
        await Withdraw("u-1");
        Assert.That(((RecipientNotified)(await Recorded(1))[0].Data).Acknowledged, Is.EqualTo(confirmed));
        Assert.That(await Notices(), Has.Count.EqualTo(confirmed ? 0 : 1));
    }

    [Test]
    public async Task An_answer_without_end_is_a_delivery_and_no_confirmation()
    {
        _hooked.Receiver.Answer = (_, context) => Answer(context, $$"""{"acknowledged":true,"more":"{{new string('x', 8000)}}"}""");
        await _hooked.Subscribe(Bound);
        await Withdraw("u-1");
        Assert.That(((RecipientNotified)(await Recorded(1))[0].Data).Acknowledged, Is.False);
    }

    [Test]
    public async Task A_failed_notice_is_tried_again_and_then_is_a_dead_letter_until_it_is_redelivered()
    {
        _hooked.Receiver.Answer = (_, context) => Task.FromResult(context.Response.StatusCode = 500);
        var (id, _) = await _hooked.Subscribe(Bound);
        var cause = await Withdraw("u-1");
        await _hooked.Until(id, state => state.GetProperty("deadLetters").GetInt64() == 1);
        Assert.That(_hooked.Receiver.All.Select(a => (a.Id, Text(a.Event, "id"))).Distinct(), Has.Exactly(1).Items.And.Exactly(1).Matches<(string, string Event)>(a => a.Event == $"told-{cause}-sms-gateway"));
        Assert.That(_hooked.Receiver.All, Has.Count.EqualTo(4), "one attempt, and three more");
        Assert.That(Text((await Notices()).Single(), "state"), Is.EqualTo("to-tell"));
        await _hooked.Restart();
        await Withdraw("u-2");
        await _hooked.Until(id, state => state.GetProperty("deadLetters").GetInt64() == 2);
        Assert.That(_hooked.Receiver.All.Count(a => a.Index == cause), Is.EqualTo(4), "a dead letter is not tried anew after a start");
        _hooked.Receiver.Answer = (_, _) => Task.CompletedTask;
        await _hooked.Post($"/webhooks/{id}/dead-letters/{cause}/redeliver", status: 202);
        Assert.That((await Recorded(1))[0].Id, Is.EqualTo($"told-{cause}-sms-gateway"));
    }

    [Test]
    public async Task Whoever_was_told_by_letter_meanwhile_is_not_told_again()
    {
        _hooked.Receiver.Answer = (_, context) => Task.FromResult(context.Response.StatusCode = 500);
        var (id, _) = await _hooked.Subscribe(Bound);
        var cause = await Withdraw("u-1");
        await _hooked.Until(id, state => state.GetProperty("deadLetters").GetInt64() == 1);
        await _hooked.Served.Record([Lines.Event("t-1", "u-1", "ledger.recipient.notified.v1", """{"recipient":"sms-gateway","about":"withdrawal","method":"letter","acknowledged":true}""")]);
        _hooked.Receiver.Answer = (_, _) => Task.CompletedTask;
        var before = _hooked.Receiver.All.Count;
        await _hooked.Post($"/webhooks/{id}/dead-letters/{cause}/redeliver", status: 202);
        await _hooked.Until(id, state => state.GetProperty("waiting").GetInt64() == 0);
        Assert.That(_hooked.Receiver.All, Has.Count.EqualTo(before));
        Assert.That(await Recorded(1), Has.Count.EqualTo(1), "the letter alone");
    }

    [Test]
    public async Task A_later_confirmation_closes_it()
    {
        await _hooked.Subscribe(Bound);
        await Withdraw("u-1");
        await Recorded(1);
        await _hooked.Served.Record([Lines.Event("t-1", "u-1", "ledger.recipient.notified.v1", """{"recipient":"sms-gateway","about":"withdrawal","method":"email","acknowledged":true}""")
            .Replace("2025-06-02T12:00:00Z", TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", null), StringComparison.Ordinal)]);
        Assert.That(await Notices(), Is.Empty);
        Assert.That(Text((await Notices("?state=acknowledged")).Single(), "method"), Is.EqualTo("webhook"));
    }

    [Test]
    public async Task Only_a_registered_recipient_is_one_and_it_hears_no_types()
    {
        var unknown = await _hooked.Post("/webhooks", $$"""{"name":"sms","url":"{{_hooked.Receiver.Url}}","recipient":"sms-gatewya"}""", 422);
        Assert.That(Text(unknown, "code"), Is.EqualTo("recipient-unknown"));
        var both = await _hooked.Post("/webhooks", $$"""{"name":"sms","url":"{{_hooked.Receiver.Url}}","recipient":"sms-gateway","types":["consent.withdrawn"]}""", 422);
        Assert.That((Text(both, "code"), Text(both, "path")), Is.EqualTo(("bad-value", "$.recipient")));
        var (id, _) = await _hooked.Subscribe(Bound);
        Assert.That(Text(await _hooked.Get($"/webhooks/{id}"), "recipient"), Is.EqualTo("sms-gateway"));
    }

    /// <summary>Something passed to the recipient, and the withdrawal; answers the withdrawal's index.</summary>
    async Task<long> Withdraw(string user)
    {
        var receipts = await _hooked.Served.Publish(Lines.OptedIn($"o-{user[2..]}-x", user, "hidden@example.org"), Reads.Disclosed($"d-{user[2..]}-x", user, "sms-gateway"), Published.Withdrawn($"w-{user[2..]}-x", user));
        return receipts[2].Index;
    }

    /// <summary>What was recorded of notices, once there is so much.</summary>
    async Task<List<RecordedEvent>> Recorded(int count)
    {
        for (var watch = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(10))
        {
            List<RecordedEvent> told = [];
            await foreach (var entry in _hooked.Served.Ledger.Get<IJournal>().ReadAll(0, default))
                if (RecordedCodec.Read(entry) is { Data: RecipientNotified } one) told.Add(one);
            if (told.Count >= count) return told;
            Assert.That(watch.Elapsed, Is.LessThan(Receiver.Patience), $"{told.Count} recorded");
        }
    }

    async Task<List<JsonElement>> Notices(string query = "")
    {
        await _hooked.Served.Record([]);
        return [.. (await _hooked.Get($"/notices{query}")).GetProperty("items").EnumerateArray()];
    }

    static Task Answer(HttpContext context, string json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }

    static string Text(JsonElement part, string name) => part.GetProperty(name).GetString()!;
}
