using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Host.Server;
using Ledger.Journal;

namespace Ledger.Host.Tests.Server;

/// <summary>The JSON Schemas of published events say what the decoder does: nothing less, and nothing more where a keyword can say it.</summary>
public sealed class SchemaTests
{
    static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    static readonly Dictionary<string, string> Golden = File.ReadLines(Path.Combine(Repository.Root, "tests/Ledger.Tests/golden/published.jsonl"))
        .ToDictionary(line => JsonNode.Parse(line)!["type"]!.GetValue<string>());

    static IEnumerable<string> Types => EventSchema.Published.Select(kind => kind.FullType);

    [Test]
    public void There_is_one_for_each_type_that_can_be_published() => Assert.That(
        Golden.Keys.Where(type => EventCatalogue.Find(type)!.By != Publishing.Ledger), Is.EquivalentTo(Types));

    [TestCaseSource(nameof(Types))]
    public void It_takes_and_refuses_what_the_decoder_takes_and_refuses(string type)
    {
        var schema = JsonNode.Parse(EventSchemas.Of(type)!.ToJsonString(EventSchemas.Readable))!.AsObject();   // as it is served
        var check = new SchemaCheck(schema);
        Assert.That(check.Fault(JsonNode.Parse(Golden[type]), schema), Is.Null);
        var tried = 0;
        Assert.Multiple(() =>
        {
            foreach (var (what, json) in Mutants(Golden[type]))
            {
                tried++;
                var code = PublishedCodec.Read(Encoding.UTF8.GetBytes(json), Now, TimeSpan.Zero).Refusal?.Code;
                if (code is CodecRefusals.IdNamesSubject or CodecRefusals.TimeInFuture) continue;
                Assert.That(check.Fault(JsonNode.Parse(json), schema) is null, Is.EqualTo(code is null), $"{what}: the decoder says {code ?? "yes"}, the schema {check.Fault(JsonNode.Parse(json), schema) ?? "yes"}");
            }
        });
        Assert.That(tried, Is.GreaterThan(60));
    }

    [Test]
    public async Task Each_is_served_with_words_of_what_its_parts_mean()
    {
        await using var served = await Served.Start();
        var client = await served.Client(Role.Publisher);
        var index = JsonNode.Parse(await client.GetStringAsync("/schemas"))!["items"]!.AsArray();
        Assert.That(index.Select(item => item!["type"]!.GetValue<string>()), Is.EquivalentTo(Types));
        var answer = await client.GetAsync(index[0]!["schema"]!.GetValue<string>());
        Assert.That(answer.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/schema+json"));
        var consent = JsonNode.Parse(await client.GetStringAsync("/schemas/ledger.consent.given.v1"))!;
        Assert.That(consent["description"]!.GetValue<string>(), Does.Contain("152-FZ 9"));
        Assert.That(consent["properties"]!["data"]!["properties"]!.AsObject().Where(p => p.Value!["description"] is null), Is.Empty);
        Assert.That((await client.GetAsync("/schemas/ledger.record.viewed.v1")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "nobody publishes it");
    }

    /// <summary>Every place of the event taken away, or replaced by what it might be mistaken for; and something added to every object.</summary>
    static IEnumerable<(string What, string Json)> Mutants(string json)
    {
        string[] replacements = ["null", "true", "7", "-1", "1.5", "9007199254740992", "\"\"", "\"x\"", "\"-x\"", "\"a b\"", "\"\\u0001\"", "\"a\\tb\"", "[]", "{}", $"\"{new string('y', 4001)}\"", $"[{string.Join(',', Enumerable.Repeat("\"x\"", 65))}]"];
        foreach (var path in Places(JsonNode.Parse(json)!.AsObject(), []).ToList())
        {
            if (path is ["type"]) continue;   // another type has another schema
            yield return ($"without {string.Join('/', path)}", Changed(json, path, null));
            foreach (var replacement in replacements) yield return ($"{string.Join('/', path)} as {replacement[..Math.Min(20, replacement.Length)]}", Changed(json, path, replacement));
        }
        foreach (var path in Places(JsonNode.Parse(json)!.AsObject(), []).Where(p => At(JsonNode.Parse(json)!, p) is JsonObject).Prepend([]).ToList())
            yield return ($"more in {string.Join('/', path)}", Changed(json, [.. path, "extra"], "1"));
    }

    static IEnumerable<string[]> Places(JsonObject from, string[] above)
    {
        foreach (var (name, value) in from)
        {
            string[] here = [.. above, name];
            yield return here;
            foreach (var inner in value is JsonObject members ? Places(members, here) : []) yield return inner;
        }
    }

    static JsonNode? At(JsonNode node, string[] path) => path.Aggregate((JsonNode?)node, (at, name) => at?[name]);

    static string Changed(string json, string[] path, string? value)
    {
        var document = JsonNode.Parse(json)!;
        var parent = At(document, path[..^1])!.AsObject();
        if (value is null) parent.Remove(path[^1]);
        else parent[path[^1]] = JsonNode.Parse(value);
        return document.ToJsonString(EventSchemas.Readable);
    }
}
