using System.Text;
using System.Text.Json;
using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>Webhooks: delivering.</summary>
public sealed class WebhookTests
{
    Hooked _hooked = null!;

    [SetUp]
    public async Task Start() => _hooked = await Hooked.Start();

    [TearDown]
    public async Task Stop() => await _hooked.DisposeAsync();

    [Test]
    public async Task A_delivery_is_the_feeds_signed_as_the_standard_says()
    {
        await Publish(Lines.Registered("before", "u-0"));
        var (id, secret) = await _hooked.Subscribe();
        await Publish(Published.Withdrawn("w-1", "u-1", "contact"));
        await _hooked.Receiver.Until(all => all.Count == 2);
        var arrived = _hooked.Receiver.All[1];
        Assert.Multiple(() =>
        {
            Assert.That(arrived.SignedBy(secret), Is.Zero);
            Assert.That((arrived.Id, arrived.Index), Is.EqualTo(($"{id}-2", 2)));
            Assert.That(DateTimeOffset.FromUnixTimeSeconds(arrived.Timestamp), Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
            Assert.That(arrived.MediaType, Does.StartWith("application/cloudevents+json"));
            Assert.That(arrived.Event.GetProperty("userid").GetString(), Is.EqualTo("u-1"));
            Assert.That(Convert.FromBase64String(secret["whsec_".Length..]), Has.Length.EqualTo(32));
        });
        var feed = await Listener.Open(await _hooked.Served.Client(Role.Publisher), "?after=1");
        Assert.That((await feed.Event()).Event.GetRawText(), Is.EqualTo(Encoding.UTF8.GetString(arrived.Body)));
        await feed.DisposeAsync();
    }

    [Test]
    public async Task First_attempts_come_in_order_and_only_of_what_was_asked_for()
    {
        await _hooked.Subscribe(""","types":["data.collected"],"purposes":["contact"]""");
        await Publish([.. Lines.Many("a", 90)]);
        await _hooked.Receiver.Until(all => all.Count == 60);
        Assert.That(_hooked.Receiver.All.Select(a => a.Index), Is.Ordered.And.Unique);
        Assert.That(_hooked.Receiver.All.Select(a => a.Event.GetProperty("type").GetString()), Has.All.EqualTo("ledger.data.collected.v1"));
    }

    [Test]
    public async Task A_failed_delivery_comes_again_and_holds_up_no_later_one()
    {
        var (id, _) = await _hooked.Subscribe();
        var failures = 0;
        _hooked.Receiver.Answer = (arrived, context) =>
        {
            if (arrived.Index == 1 && ++failures <= 2) context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await Publish(Lines.Registered("a", "u-1"), Lines.Collected("b", "u-1"), Lines.OptedOut("c", "u-1"));
        await _hooked.Receiver.Until(all => all.Count == 5);
        var order = _hooked.Receiver.All.Select(a => a.Index).ToList();
        Assert.That(order, Is.EquivalentTo(new[] { 0, 1, 1, 1, 2 }));
        Assert.That(order.IndexOf(2), Is.LessThan(order.LastIndexOf(1)));
        Assert.That(_hooked.Receiver.All.Where(a => a.Index == 1).Select(a => a.Id).Distinct(), Is.EqualTo(new[] { $"{id}-1" }), "the id is the same at each attempt");
        var state = await _hooked.Until(id, s => s.GetProperty("waiting").GetInt64() == 0);
        Assert.That((state.GetProperty("failedStatus").GetInt64(), state.GetProperty("lag").GetInt64()), Is.EqualTo((500, 0)));
    }

    [Test]
    public async Task After_the_last_attempt_it_is_a_dead_letter_until_it_is_asked_for()
    {
        var (id, _) = await _hooked.Subscribe();
        _hooked.Receiver.Answer = (arrived, context) =>
        {
            context.Response.StatusCode = arrived.Index is 0 or 2 ? 404 : 204;
            return Task.CompletedTask;
        };
        await Publish(Lines.Registered("a", "u-1"), Lines.Collected("b", "u-1"), Lines.OptedOut("c", "u-1"));
        await _hooked.Until(id, s => s.GetProperty("deadLetters").GetInt64() == 2);
        var first = await _hooked.Get($"/webhooks/{id}/dead-letters?limit=1");
        var second = await _hooked.Get($"/webhooks/{id}/dead-letters?limit=1&cursor={first.GetProperty("next").GetString()}");
        Assert.That(Letters(first).Concat(Letters(second)), Is.EqualTo(new[] { (0L, 4L, 404L), (2L, 4L, 404L) }));
        Assert.That(second.TryGetProperty("next", out _), Is.False);
        _hooked.Receiver.Answer = (_, _) => Task.CompletedTask;
        await _hooked.Post($"/webhooks/{id}/dead-letters/2/redeliver", status: 202);
        await _hooked.Until(id, s => s.GetProperty("deadLetters").GetInt64() == 1 && s.GetProperty("waiting").GetInt64() == 0);
        Assert.That(_hooked.Receiver.All[^1].Index, Is.EqualTo(2));
        await _hooked.Post($"/webhooks/{id}/dead-letters/2/redeliver", status: 404);
        Assert.That(Letters(await _hooked.Get($"/webhooks/{id}/dead-letters")), Has.Exactly(1).Items);
    }

    [Test]
    public async Task A_receiver_that_says_it_is_gone_is_left_alone_until_it_is_resumed()
    {
        var (id, _) = await _hooked.Subscribe();
        _hooked.Receiver.Answer = Status(410);
        await Publish(Lines.Registered("a", "u-1"), Lines.Collected("b", "u-1"));
        var state = await _hooked.Until(id, s => s.GetProperty("state").GetString() == "gone");
        Assert.That((state.GetProperty("position").GetInt64(), state.GetProperty("lag").GetInt64()), Is.EqualTo((0, 2)));
        await _hooked.Restart();
        Assert.That((await _hooked.Get($"/webhooks/{id}")).GetProperty("state").GetString(), Is.EqualTo("gone"));
        Assert.That(_hooked.Receiver.All, Has.Count.EqualTo(1));
        _hooked.Receiver.Answer = Status(200);
        await _hooked.Post($"/webhooks/{id}/resume");
        await _hooked.Receiver.Until(all => all.Count == 3);
        Assert.That(_hooked.Receiver.All.Select(a => a.Index), Is.EqualTo(new[] { 0, 0, 1 }));
    }

    [Test]
    public async Task A_receiver_that_asks_for_time_gets_it_for_everything()
    {
        await _hooked.Subscribe();
        var first = true;
        _hooked.Receiver.Answer = (_, context) =>
        {
            if (!first) return Task.CompletedTask;
            (first, context.Response.StatusCode, context.Response.Headers.RetryAfter) = (false, 429, "1");
            return Task.CompletedTask;
        };
        await Publish(Lines.Registered("a", "u-1"), Lines.Collected("b", "u-1"));
        await _hooked.Receiver.Until(all => all.Count == 1);
        var asked = System.Diagnostics.Stopwatch.StartNew();
        await _hooked.Receiver.Until(all => all.Count == 3);
        Assert.That(asked.ElapsedMilliseconds, Is.GreaterThan(900));
    }

    [Test]
    public async Task A_paused_webhook_is_told_afterwards_what_it_missed()
    {
        var (id, _) = await _hooked.Subscribe();
        Assert.That((await _hooked.Post($"/webhooks/{id}/pause")).GetProperty("state").GetString(), Is.EqualTo("paused"));
        await Publish([.. Lines.Many("a", 30)]);
        var count = await _hooked.Served.Ledger.Get<IJournal>().Count(default);
        Assert.That((await _hooked.Get($"/webhooks/{id}")).GetProperty("lag").GetInt64(), Is.EqualTo(count));
        Assert.That(_hooked.Receiver.All, Is.Empty);
        await _hooked.Post($"/webhooks/{id}/resume");
        await _hooked.Receiver.Until(all => all.Count == count);
    }

    [Test]
    public async Task After_a_rotation_both_secrets_sign_the_new_one_first()
    {
        var (id, old) = await _hooked.Subscribe();
        var rotated = (await _hooked.Post($"/webhooks/{id}/rotate")).GetProperty("secret").GetString()!;
        await Publish(Lines.Registered("a", "u-1"));
        await _hooked.Restart();
        await Publish(Lines.Collected("b", "u-1"));
        await _hooked.Receiver.Until(all => all.Any(a => a.Index == 1));
        foreach (var arrived in _hooked.Receiver.All) Assert.That((arrived.SignedBy(rotated), arrived.SignedBy(old), arrived.Signatures.Count), Is.EqualTo((0, 1, 2)));
    }

    [Test]
    public async Task Redirects_are_not_followed_and_slow_answers_not_awaited()
    {
        var (id, _) = await _hooked.Subscribe();
        _hooked.Receiver.Answer = async (arrived, context) =>
        {
            if (arrived.Index == 0) context.Response.Redirect("/elsewhere");
            else if (_hooked.Receiver.All.Count(a => a.Index == 1) == 1) await Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        };
        await Publish(Lines.Registered("a", "u-1"), Lines.Collected("b", "u-1"));
        var state = await _hooked.Until(id, s => s.GetProperty("deadLetters").GetInt64() == 1 && s.GetProperty("waiting").GetInt64() == 0 && s.GetProperty("lag").GetInt64() == 0);
        Assert.That(_hooked.Receiver.All.Count(a => a.Index == 0), Is.EqualTo(4));
        Assert.That(_hooked.Receiver.All.Count(a => a.Index == 1), Is.EqualTo(2));
        Assert.That(state.TryGetProperty("failedStatus", out var status) ? status.GetInt64() : 0, Is.AnyOf(0, 302));
    }

    [Test]
    public async Task Who_was_forgotten_while_a_delivery_waited_is_not_named()
    {
        var (id, _) = await _hooked.Subscribe(""","types":["messaging.opted-in","person.forgotten"]""");
        _hooked.Receiver.Answer = Status(410);
        await Publish(Lines.OptedIn("a", "u-1", "x@example.org"));
        await _hooked.Until(id, s => s.GetProperty("state").GetString() == "gone");
        await Publish(Published.Shredded("b", "u-1"));
        await Publish(Published.Forgotten("c", "u-1"));
        _hooked.Receiver.Answer = Status(200);
        await _hooked.Post($"/webhooks/{id}/resume");
        await _hooked.Receiver.Until(all => all.Count == 3);
        var named = _hooked.Receiver.All.Select(a => (a.Index, a.Event.TryGetProperty("userid", out _)));
        Assert.That(named, Is.EqualTo(new[] { (1L, true), (1L, false), (3L, false) }));
    }

    [Test]
    public async Task What_waits_is_kept_over_a_restart_and_no_personal_value_with_it()
    {
        var (id, secret) = await _hooked.Subscribe(""","types":["messaging.opted-in"]""");
        _hooked.Receiver.Answer = Status(503);
        await Publish(Lines.OptedIn("a", "marked-user-7", "marked@example.org"));
        await _hooked.Until(id, s => s.GetProperty("waiting").GetInt64() + s.GetProperty("deadLetters").GetInt64() == 1);
        await _hooked.Restart();
        foreach (var file in Directory.EnumerateFiles(_hooked.Served.Folder, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock"))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes);
            var text = Encoding.Latin1.GetString(bytes.ToArray());
            foreach (var hidden in new[] { "marked-user-7", "marked@example", "hidden-in-the-address", secret, secret["whsec_".Length..] })
                Assert.That(text.Contains(hidden, StringComparison.Ordinal), Is.False, $"{Path.GetFileName(file)} holds {hidden}");
        }
        await _hooked.Until(id, s => s.GetProperty("deadLetters").GetInt64() == 1);
    }

    static Func<Arrived, Microsoft.AspNetCore.Http.HttpContext, Task> Status(int status) => (_, context) =>
    {
        context.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    static IEnumerable<(long, long, long)> Letters(JsonElement page) => page.GetProperty("items").EnumerateArray()
        .Select(item => (item.GetProperty("index").GetInt64(), item.GetProperty("attempts").GetInt64(), item.GetProperty("status").GetInt64()));

    Task<IReadOnlyList<Receipt>> Publish(params string[] lines) => _hooked.Served.Publish(lines);
}
