using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Journal;
using Ledger.Tests.Tidy;

namespace Ledger.Tests.Vocabulary;

/// <summary>One published event of every type, with every property a publisher can set (golden/published.jsonl).</summary>
static class Sample
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(5);

    public static string Folder { get; } = Path.Combine(SourceTree.Root, "tests/Ledger.Tests/golden");

    /// <summary>The lines by full type.</summary>
    public static IReadOnlyDictionary<string, string> Published { get; } = File.ReadLines(Path.Combine(Folder, "published.jsonl"))
        .ToDictionary(line => JsonNode.Parse(line)!["type"]!.GetValue<string>());

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static Outcome<Publication> Read(string json) => PublishedCodec.Read(Utf8(json), Now, Skew);

    /// <summary>A sample, changed: the change may edit any part of the event.</summary>
    public static string Changed(string type, Action<JsonObject> change)
    {
        var sample = JsonNode.Parse(Published[type])!.AsObject();
        change(sample);
        return sample.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public static JsonObject Data(this JsonObject sample) => sample["data"]!.AsObject();

    public static void Remove(this JsonObject sample, string first, string second) => sample[first]!.AsObject().Remove(second);
}
