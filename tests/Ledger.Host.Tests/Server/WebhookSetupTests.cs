using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Ledger.Access;

namespace Ledger.Host.Tests.Server;

/// <summary>Webhooks: subscribing, and who is shown what.</summary>
public sealed class WebhookSetupTests
{
    Hooked _hooked = null!;

    [SetUp]
    public async Task Start() => _hooked = await Hooked.Start();

    [TearDown]
    public async Task Stop() => await _hooked.DisposeAsync();

    [Test]
    public async Task A_webhook_is_sent_as_JSON() => Assert.That(
        (await _hooked.Administrator.PostAsync("/webhooks", new StringContent("""{"name":"a","url":"https://example.org/"}""", Encoding.UTF8, "text/plain"))).StatusCode,
        Is.EqualTo(HttpStatusCode.UnsupportedMediaType));

    [TestCase("""{"name":"a","url":"http://127.0.0.1/","events":[]}""", 400, "bad-request")]
    [TestCase("""{"name":"a"}""", 400, "bad-request")]
    [TestCase("""{"name":"a","url":"http://127.0.0.1/","types":"all"}""", 400, "bad-request")]
    [TestCase("""{"name":"a","url":"http://127.0.0.1/","types":null}""", 400, "bad-request")]
    [TestCase("""{"name":"a","url":"http://example.org/"}""", 422, "webhook-address")]
    [TestCase("""[""", 400, "bad-request")]
    [TestCase("", 400, "bad-request")]
    [TestCase("null", 400, "bad-request")]
    [TestCase("""{"name":"","url":"http://127.0.0.1/"}""", 422, "bad-value")]
    [TestCase("""{"name":"a","url":"http://127.0.0.1/","types":["consent.revoked"]}""", 422, "unknown-type")]
    [TestCase("""{"name":"a","url":"http://127.0.0.1/","types":[null]}""", 422, "unknown-type")]
    [TestCase("""{"name":"a","url":"http://127.0.0.1/","types":["incident.reported"]}""", 403, "not-allowed")]
    [TestCase("""{"name":"a","url":"http://127.0.0.1/","purposes":[""]}""", 422, "bad-value")]
    [TestCase("""{"name":"a","url":"ftp://example.org/"}""", 422, "webhook-address")]
    [TestCase("""{"name":"a","url":"http://10.0.0.1/"}""", 422, "webhook-address")]
    [TestCase("""{"name":"a","url":"http://user:pass@example.org/"}""", 422, "webhook-address")]
    public async Task What_cannot_be_subscribed_is_refused(string body, int status, string code)
    {
        var answer = await _hooked.Administrator.PostAsync("/webhooks", new StringContent(body, Encoding.UTF8, "application/json"));
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(((int)answer.StatusCode, problem.RootElement.GetProperty("code").GetString()), Is.EqualTo((status, code)));
        Assert.That((await _hooked.Get("/webhooks")).GetProperty("items").GetArrayLength(), Is.Zero);
    }

    /// <summary>The name is public to look at; what it resolves to is not, and that is found out when a connection is made.</summary>
    [Test]
    public async Task A_name_that_leads_into_the_own_network_is_never_connected_to()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var url = $"https://localhost:{((IPEndPoint)inside.LocalEndpoint).Port}/";
        var id = (await _hooked.Post("/webhooks", $$"""{"name":"inside","url":"{{url}}"}""", 201)).GetProperty("id").GetString()!;
        await _hooked.Served.Publish(Lines.Registered("a", "u-1"));
        var state = await _hooked.Until(id, s => s.GetProperty("deadLetters").GetInt64() == 1);
        Assert.That(state.TryGetProperty("failedStatus", out _), Is.False, "no answer came");
        Assert.That(inside.Pending(), Is.False, "nobody knocked");
    }

    [Test]
    public async Task The_secret_is_shown_once_and_the_address_to_the_administrator_alone()
    {
        var (id, secret) = await _hooked.Subscribe();
        var auditor = await _hooked.Served.Client(Role.Auditor);
        foreach (var path in new[] { "/webhooks", $"/webhooks/{id}" })
        {
            var (shown, told) = (await _hooked.Administrator.GetStringAsync(path), await auditor.GetStringAsync(path));
            Assert.That(shown, Does.Contain("hidden-in-the-address").And.Not.Contain(secret));
            Assert.That(told, Does.Contain(id).And.Not.Contain("hidden-in-the-address").And.Not.Contain(secret));
        }
    }

    [Test]
    public async Task A_removed_webhook_hears_no_more_and_leaves_nothing_that_waits()
    {
        var (id, _) = await _hooked.Subscribe();
        _hooked.Receiver.Answer = (_, context) =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        await _hooked.Served.Publish(Lines.Registered("a", "u-1"));
        await _hooked.Until(id, s => s.GetProperty("waiting").GetInt64() + s.GetProperty("deadLetters").GetInt64() == 1);
        Assert.That((await _hooked.Administrator.DeleteAsync($"/webhooks/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await _hooked.Administrator.GetAsync($"/webhooks/{id}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        await _hooked.Restart();
        var heard = _hooked.Receiver.All.Count;
        await _hooked.Served.Publish(Lines.Collected("b", "u-1"));
        var (other, _) = await _hooked.Subscribe();
        await _hooked.Served.Publish(Lines.OptedOut("c", "u-1"));
        await _hooked.Until(other, s => s.GetProperty("lag").GetInt64() == 0);
        Assert.That(_hooked.Receiver.All.Skip(heard).Select(a => a.Id), Has.All.StartsWith(other));
        Assert.That(await _hooked.Served.Ledger.Get<Reading.IServiceTables>().Query<Listening.DeliveryRow>(rows => rows.Where(row => row.Subscriber == id), default), Is.Empty);
    }

    [TestCase("GET", "/webhooks/wh-none"), TestCase("DELETE", "/webhooks/wh-none"), TestCase("POST", "/webhooks/wh-none/rotate"), TestCase("POST", "/webhooks/wh-none/pause")]
    [TestCase("POST", "/webhooks/wh-none/resume"), TestCase("GET", "/webhooks/wh-none/dead-letters"), TestCase("POST", "/webhooks/wh-none/dead-letters/3/redeliver")]
    public async Task An_unknown_webhook_is_said_to_be_unknown(string method, string path)
    {
        using var request = new HttpRequestMessage(new(method), path);
        var answer = await _hooked.Administrator.SendAsync(request);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.That(((int)answer.StatusCode, problem.RootElement.GetProperty("code").GetString()), Is.EqualTo((404, "webhook-unknown")));
    }
}
