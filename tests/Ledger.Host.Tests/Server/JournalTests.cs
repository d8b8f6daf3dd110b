using System.Text;
using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>GET /events: the journal as it is stored.</summary>
public sealed class JournalTests
{
    Served _served = null!;
    HttpClient _auditor = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _auditor = await _served.Client(Role.Auditor);
        await _served.Record(Lines.Many("m", 300));
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task Pages_hold_every_stored_event_byte_for_byte()
    {
        var stored = await Stored();
        var items = await _auditor.Pages("/events?limit=77");
        Assert.That(items.Select(item => item.GetProperty("event").GetRawText()), Is.EqualTo(stored));
        Assert.That(items.Select(item => item.GetProperty("index").GetInt64()), Is.EqualTo(Enumerable.Range(0, stored.Count)));
    }

    [Test]
    public async Task Lines_are_the_stored_bytes()
    {
        var stored = await Stored();
        using var answer = await _auditor.Read($"/events?limit=1000&from=5", accept: "application/jsonl");
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/jsonl"));
        Assert.That((await answer.Content.ReadAsStringAsync()).Split('\n')[..^1], Is.EqualTo(stored[5..]));
    }

    [Test]
    public async Task One_type_is_found_and_one_event_is_shown_as_it_is()
    {
        var opted = await _auditor.Pages("/events?limit=9&type=messaging.opted-in");
        Assert.That(opted, Has.Count.EqualTo(100));
        var last = opted[^1];
        using var one = await _auditor.Read($"/events/{last.GetProperty("index").GetInt64()}");
        Assert.That(await one.Content.ReadAsStringAsync(), Is.EqualTo(last.GetProperty("event").GetRawText()));
        Assert.That(one.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/cloudevents+json"));
    }

    [TestCase("/events/100000", 404, "event-unknown"), TestCase("/events/x", 404, "event-unknown"), TestCase("/events?type=weather", 422, "unknown-type")]
    [TestCase("/events?from=-1", 400, "bad-parameter"), TestCase("/events?cursor=xyz", 400, "bad-cursor"), TestCase("/events/1?open=true", 400, "bad-parameter")]
    public async Task What_is_not_there_is_said(string path, int status, string code) => await _auditor.Read(path).Refuses(status, code);

    [Test]
    public async Task Reading_the_journal_is_no_reading_of_a_file_and_shows_no_value()
    {
        using var answer = await _auditor.Read("/events?limit=1000");
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Not.Contain("@example.com").And.Not.Contain("userm0"));
        Assert.That(await _served.Recorded(), Is.Empty);
    }

    async Task<List<string>> Stored()
    {
        List<string> stored = [];
        await foreach (var entry in _served.Ledger.Get<IJournal>().ReadAll(0, default)) stored.Add(Encoding.UTF8.GetString(entry.Bytes.Span));
        return stored;
    }
}
