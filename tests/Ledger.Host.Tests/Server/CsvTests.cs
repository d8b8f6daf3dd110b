using System.Text.Json;
using Ledger.Access;

namespace Ledger.Host.Tests.Server;

/// <summary>Registers as CSV, and which media type is answered.</summary>
public sealed class CsvTests
{
    Served _served = null!;
    HttpClient _officer = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start();
        _officer = await _served.Client(Role.Officer);
        await _served.Record([
            Lines.Registered("r-1", "=cmd,\\\"x\\\""), Reads.Disclosed("d-x", "=cmd,\\\"x\\\"", "insurer"),
            .. Enumerable.Range(0, 2_500).Select(n => Reads.Disclosed($"d-{n}", $"user{Reads.Number(n % 40)}", "insurer")),
        ]);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task It_holds_what_the_pages_hold()
    {
        using var answer = await _officer.Read("/disclosures", accept: "text/csv");
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/csv; charset=utf-8; header=present"));
        var lines = System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync()).Split("\r\n");
        Assert.That(lines[0], Is.EqualTo(
            "\uFEFFindex,at,recipient,person.token,person.id,purpose,ground,basis,mode,country,categories,consent,document,norm,system,records,anonymised"));
        Assert.That(lines[^1], Is.Empty);
        var pages = await _officer.Pages("/disclosures?limit=1000");
        Assert.That(lines[1..^1], Is.EqualTo(pages.Select(Row)));
    }

    [TestCase("text/csv", "text/csv"), TestCase("application/json;q=0.5, text/csv", "text/csv"), TestCase("text/csv;q=0.4, */*;q=0.5", "application/json")]
    [TestCase("text/*", "text/csv"), TestCase("*/*", "application/json"), TestCase("text/csv;q=0, application/*", "application/json")]
    public async Task The_caller_says_which_type(string accept, string expected)
    {
        using var answer = await _officer.Read("/findings", accept: accept);
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo(expected));
        Assert.That(answer.Headers.Vary, Does.Contain("Accept"));
    }

    [TestCase("application/xml"), TestCase("text/csv;q=0"), TestCase("none")]
    public async Task A_type_that_is_not_there_is_406(string accept) => await _officer.Read("/findings", accept: accept).Refuses(406, "not-acceptable");

    [Test]
    public async Task It_has_no_pages()
    {
        await _officer.Read("/disclosures?limit=5", accept: "text/csv").Refuses(400, "bad-parameter");
        using var one = await _officer.Read("/disclosures?person=user00007", accept: "text/csv");
        Assert.That((await one.Content.ReadAsStringAsync()).Split("\r\n"), Has.Length.EqualTo(2_500 / 40 + 3));
        Assert.That(((RecordViewed)(await _served.Recorded())[^1].Data).What, Is.EqualTo("disclosures"));
    }

    /// <summary>A row written anew from the JSON, by the rules the documentation gives.</summary>
    static string Row(JsonElement row)
    {
        string Text(string name) => row.TryGetProperty(name, out var value) ? value.ToString() : "";
        string[] cells =
        [
            Text("index"), Text("at"), Text("recipient"), row.GetProperty("person").GetProperty("token").GetString()!,
            row.GetProperty("person").GetProperty("id").GetString() is "=cmd,\"x\"" ? "\"'=cmd,\"\"x\"\"\"" : row.GetProperty("person").GetProperty("id").GetString()!,
            Text("purpose"), Text("ground"), Text("basis"), Text("mode"), Text("country"), string.Join(' ', row.GetProperty("categories").EnumerateArray()),
            Text("consent"), Text("document"), Text("norm"), Text("system"), Text("records"), row.GetProperty("anonymised").GetBoolean() ? "true" : "false",
        ];
        return string.Join(',', cells);
    }
}
