using System.Net;
using System.Text.Json;
using Ledger.Access;

namespace Ledger.Host.Tests.Server;

/// <summary>POST /events.</summary>
public sealed class PublishingTests
{
    const string Consent = """
        {"specversion":"1.0","id":"reg-1","source":"/registration","type":"ledger.subject.registered.v1","subject":"u-1","time":"2026-01-15T10:00:00Z","data":{}}
        """;

    Served _served = null!;

    [SetUp]
    public async Task Start() => _served = await Served.Start();

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task A_structured_event_gets_its_receipt_and_a_repeat_the_same()
    {
        var service = await _served.Client(Role.Publisher);
        var first = await Publish(service);
        var again = await Publish(service);
        Assert.That(first.GetProperty("duplicate").GetBoolean(), Is.False);
        Assert.That(again.GetProperty("duplicate").GetBoolean(), Is.True);
        Assert.That(again.GetProperty("index").GetInt64(), Is.EqualTo(first.GetProperty("index").GetInt64()));
    }

    [Test]
    public async Task Nobody_publishes_without_a_key()
    {
        var answer = await _served.Anonymous().PostAsync("/events", Served.Structured(Consent));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    static async Task<JsonElement> Publish(HttpClient client)
    {
        var answer = await client.PostAsync("/events", Served.Structured(Consent));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return document.RootElement.GetProperty("receipts")[0].Clone();
    }
}
