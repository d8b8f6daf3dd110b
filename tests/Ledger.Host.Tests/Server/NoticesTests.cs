using System.Text.Json;
using Ledger.Access;

namespace Ledger.Host.Tests.Server;

/// <summary>GET /notices: the recipients to be told, over HTTP.</summary>
public sealed class NoticesTests
{
    Served _served = null!;
    HttpClient _officer = null!;

    [SetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await _served.Client(Role.Officer);
        await _served.Record([Reads.Disclosed("d-1", "u-1", "insurer"), Reads.Disclosed("d-2", "u-1", "mvd"), Published.Withdrawn("w-1", "u-1")]);
    }

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task Whoever_received_the_data_is_to_be_told_until_he_confirms_it()
    {
        var rows = await Listed("/notices");
        Assert.That(rows.Select(r => (Text(r, "recipient"), Text(r, "state"), r.GetProperty("overdue").GetBoolean(), r.GetProperty("person").GetProperty("id").GetString())),
            Is.EqualTo(new[] { ("insurer", "to-tell", true, "u-1"), ("mvd", "to-tell", true, "u-1") }));
        Assert.That(rows[0].GetProperty("text").GetProperty("ru").GetString(), Does.Contain("отозвано"));
        await _served.Record([Told("t-1", false)]);
        Assert.That((await Listed("/notices?overdue=true")).Select(r => Text(r, "recipient")), Is.EqualTo(new[] { "mvd" }));
        Assert.That((await Listed("/notices?recipient=insurer")).Select(r => (Text(r, "state"), Text(r, "method"))), Is.EqualTo(new[] { ("told", "letter") }));
        await _served.Record([Told("t-2", true)]);
        Assert.That((await Listed("/notices")).Select(r => Text(r, "recipient")), Is.EqualTo(new[] { "mvd" }));
        Assert.That((await Listed("/notices?state=acknowledged")).Select(r => Text(r, "recipient")), Is.EqualTo(new[] { "insurer" }));
        Assert.That(await Listed("/notices?state=all"), Has.Count.EqualTo(2));
        Assert.That(await _served.Recorded(), Is.Empty, "a register is nobody's file");
    }

    [Test]
    public async Task Pages_and_csv_hold_every_row_once()
    {
        await _served.Record(Enumerable.Range(0, 40).SelectMany(n => new[] { Reads.Disclosed($"d-{n}-x", $"user{n}", "insurer"), Published.Withdrawn($"w-{n}-x", $"user{n}") }));
        var pages = await _officer.Pages("/notices?limit=7");
        Assert.That(pages.Select(r => Text(r, "id")), Is.Unique.And.Exactly(42).Items);
        using var csv = await _officer.Read("/notices", accept: "text/csv");
        Assert.That((await csv.Content.ReadAsStringAsync()).Split("\r\n"), Has.Length.EqualTo(44));
    }

    [TestCase("state=told-off"), TestCase("overdue=perhaps"), TestCase("dueBefore=2025-01-01")]
    public async Task A_wrong_question_gets_no_answer(string query) => await _officer.Read($"/notices?{query}").Refuses(400, "bad-parameter");

    async Task<List<JsonElement>> Listed(string path) => [.. (await _officer.Json(path, null)).GetProperty("items").EnumerateArray()];

    static string Told(string id, bool acknowledged) => Lines.Event(id, "u-1", "ledger.recipient.notified.v1",
        $$"""{"recipient":"insurer","about":"withdrawal","method":"letter","acknowledged":{{(acknowledged ? "true" : "false")}}}""");

    static string Text(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
