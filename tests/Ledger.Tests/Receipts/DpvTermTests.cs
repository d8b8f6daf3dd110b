using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ledger.Proofs;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Receipts;

/// <summary>No receipt uses a term that W3C's vocabularies do not define. Their lists are not part of this repository: they are used where they lie beside it.</summary>
public sealed partial class DpvTermTests
{
    static readonly string[] Known = ["dct", "schema", "skos", "rdf", "xsd", "ledger"];

    /// <summary>Every term by prefix; what Dublin Core and the like define is few, and named here.</summary>
    static readonly HashSet<string> Others =
    [
        "dct:conformsTo", "dct:identifier", "dct:created", "dct:publisher", "dct:audience", "dct:title", "dct:description", "dct:date", "dct:language", "dct:valid",
        "schema:email", "schema:telephone", "skos:broader", "rdf:value", "xsd:dateTime", "xsd:duration",
    ];

    [Test]
    public void Every_term_of_a_receipt_is_defined()
    {
        var defined = Defined();
        foreach (var made in Kinds())
        {
            var terms = Terms(made.Json).Where(term => Known.Contains(term.Split(':')[0]) || defined.ContainsKey(term.Split(':')[0])).Distinct().ToList();
            Assert.That(terms, Has.Count.GreaterThan(40));
            Assert.That(terms.Where(term => !(term.StartsWith("ledger:", StringComparison.Ordinal) || Others.Contains(term)
                || (defined.TryGetValue(term.Split(':')[0], out var names) && names.Contains(term.Split(':')[1])))), Is.Empty);
        }
    }

    [Test]
    public void Every_term_of_the_sample_policy_is_defined()
    {
        var defined = Defined();
        var policy = JsonNode.Parse(File.ReadAllText(Path.Combine(SourceTree.Root, "deploy/policies/x-keeper-2025.json")))!["data"]!["terms"]!;
        var mapped = policy["purposes"]!.AsArray().Concat(policy["categories"]!.AsArray()).SelectMany(item => item!["dpv"]!.AsArray()).Select(term => term!.GetValue<string>().Split(':')).ToList();
        Assert.That(mapped, Has.Count.GreaterThan(20));
        Assert.That(mapped.Where(term => !defined[term[0]].Contains(term[1])).Select(term => string.Join(':', term)), Is.Empty);
    }

    /// <summary>All that a receipt can say, in a few: given and withdrawn, in part and expired, by a representative, under the law of the Union.</summary>
    static IEnumerable<MadeUpReceipt> Kinds() =>
    [
        new(), new(later: made => made.Withdraw("""{"purposes":[],"channel":"letter"}""")), new(later: made => made.Withdraw("""{"purposes":["contact"],"categories":["email"],"channel":"web"}""")),
        new(consent: ""","validUntil":"2026-05-01T00:00:00Z","representative":{"capacity":"attorney"}"""), new(recipient: MadeUpReceipt.Partner.Replace("partner", "processor")),
        new(recipient: MadeUpReceipt.Partner.Replace("partner", "state-body")), new(recipient: MadeUpReceipt.Partner.Replace("partner", "public"), consent: ""","dissemination":[{"category":"email","allowed":true}]"""),
        new(later: made => made.Take("subject.registered", MadeUpReceipt.Vera, MadeUpReceipt.Vera, """{"service":"panel","regime":"eu"}""")),
    ];

    /// <summary>Every name and every value that stands for a term: names of members, types, and references.</summary>
    static IEnumerable<string> Terms(JsonNode? node, string? name = null) => node switch
    {
        JsonObject members => members.Where(member => member.Key is not ("@context" or ConsentReceipt.EvidenceMember))
            .SelectMany(member => Terms(member.Value, member.Key).Concat(member.Key.StartsWith('@') ? [] : [member.Key])),
        JsonArray items => items.SelectMany(item => Terms(item, name)),
        JsonValue value when name is "@id" or "@type" && Prefixed().IsMatch(value.ToString()) => [value.ToString()],
        _ => [],
    };

    static Dictionary<string, HashSet<string>> Defined()
    {
        var files = Proofs.PublicVectors.Files("dpv", "*-terms.txt");
        var lists = files.ToDictionary(file => Path.GetFileName(file)[..^"-terms.txt".Length], file => File.ReadAllLines(file).ToHashSet(StringComparer.Ordinal));
        lists["loc"] = ["RU", "EU"];
        return lists;
    }

    [GeneratedRegex("^[a-z-]+:[A-Za-z0-9-]+$")]
    private static partial Regex Prefixed();
}
