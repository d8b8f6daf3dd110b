using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Journal;

namespace Ledger.Host.Tests.Leaks;

/// <summary>One event of every type that may be published, each personal value of it replaced by a mark of its own.</summary>
static class MarkedLines
{
    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Names of properties whose text tells of a person, wherever they stand. Written down here by hand, so that a value that nobody seals is found.</summary>
    static readonly HashSet<string> Personal =
    [
        "person", "reporter", "fullName", "position", "document", "explanation", "resource", "reasonText", "ip", "userAgent", "session", "textSha256", "screen",
        "documentSha256", "authority", "letter", "contact", "number", "sha256", "question", "reasons", "answerSha256", "causes", "harm", "measures",
        "results", "description", "sender", "justification", "notBlocked", "relation", "lateReasons", "identity", "old", "new",
    ];

    static readonly HashSet<string> WithReason = ["ledger.hold.lifted.v1", "ledger.inquiry.refused.v1", "ledger.finding.accepted.v1"];

    /// <summary>The samples, but those that only the ledger writes, about one person.</summary>
    public static IEnumerable<string> Of(Marks marks, string user)
    {
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "tests", "Ledger.Tests", "golden", "published.jsonl")))
        {
            var published = JsonNode.Parse(line)!.AsObject();
            var type = published["type"]!.GetValue<string>();
            if (EventCatalogue.Find(type)!.By == Publishing.Ledger || type.StartsWith("ledger.backup.", StringComparison.Ordinal)) continue;
            if (published.ContainsKey("subject")) published["subject"] = user;
            published["time"] = "2026-03-01T12:00:00Z";
            if (type == "ledger.finding.accepted.v1") published["data"]!.AsObject().Remove("acceptedBy");   // whoever publishes it accepts it
            // What the operator publishes of itself, the contact it names among it, is nobody's secret.
            if (type is not ("ledger.policy.published.v1" or "ledger.operator.registered.v1")) Mark(published["data"]!, type, "data", marks);
            yield return published.ToJsonString(Plain);
        }
    }

    static void Mark(JsonNode node, string type, string parent, Marks marks)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items.OfType<JsonNode>()) Mark(item, type, parent, marks);
        }
        if (node is not JsonObject members) return;
        foreach (var (name, value) in members.ToArray())
        {
            if (value is not JsonValue text || text.GetValueKind() != JsonValueKind.String)
            {
                if (value is not null) Mark(value, type, name, marks);
            }
            else if (Personal.Contains(name) || (name == "reason" && WithReason.Contains(type)) || (name == "name" && parent is "media" or "attachments")
                || (name == "notice" && type == "ledger.inquiry.extended.v1"))
            {
                members[name] = marks.New(hash: IsHash(text.GetValue<string>()));
            }
        }
    }

    static bool IsHash(string sample) => sample.Length == 64 && sample.All(char.IsAsciiHexDigitLower);
}
