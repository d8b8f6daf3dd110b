using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>The JSON Schemas of the events that can be published, with what the sources say of each record and property; made once.</summary>
static class EventSchemas
{
    /// <summary>Words and no escapes: patterns and Cyrillic shall be readable.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The same on one line.</summary>
    public static readonly JsonSerializerOptions Compact = new(Readable) { WriteIndented = false };

    static readonly Lazy<Dictionary<string, JsonObject>> All = new(() =>
    {
        var words = Words();
        string? Describe(Type record, string? parameter) => words.GetValueOrDefault((record.FullName!, parameter ?? ""));
        return EventSchema.Published.ToDictionary(kind => kind.FullType, kind => EventSchema.Of(kind, Describe), StringComparer.Ordinal);
    });

    /// <summary>The schema of a type, or null.</summary>
    public static JsonObject? Of(string type) => All.Value.GetValueOrDefault(type);

    /// <summary>Every type, where its schema is, and who may publish it.</summary>
    public static JsonObject Index() => new()
    {
        ["items"] = new JsonArray([.. EventSchema.Published.Select(kind => (JsonNode)new JsonObject
        {
            ["type"] = kind.FullType,
            ["schema"] = $"/schemas/{kind.FullType}",
            ["description"] = Of(kind.FullType)!["description"]?.GetValue<string>(),
            ["subject"] = kind.Subject switch { SubjectRule.Required => "required", SubjectRule.Optional => "optional", _ => "none" },
            ["publishedBy"] = kind.By == Publishing.Fact ? "services and officers" : "officers",
        })]),
    };

    /// <summary>The summaries and parameters of the core's documentation, by record and parameter; a reference is shown by its last name.</summary>
    static Dictionary<(string Type, string Parameter), string> Words()
    {
        using var stream = typeof(EventSchemas).Assembly.GetManifestResourceStream("Ledger.xml")!;
        var words = new Dictionary<(string, string), string>();
        foreach (var member in XDocument.Load(stream).Descendants("member"))
        {
            if (member.Attribute("name")?.Value is not ['T', ':', .. var type]) continue;
            if (member.Element("summary") is { } summary) words[(type, "")] = Plain(summary);
            foreach (var parameter in member.Elements("param")) words[(type, parameter.Attribute("name")!.Value)] = Plain(parameter);
        }
        return words;
    }

    static string Plain(XElement element)
    {
        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XText plain => plain.Value,
            XElement { Name.LocalName: "see" or "paramref" } reference => (reference.Attribute("cref") ?? reference.Attribute("name"))?.Value.Split('.')[^1] ?? "",
            XElement inner => inner.Value,
            _ => "",
        }));
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
