using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>
/// The form of a published event as JSON Schema (2020-12), worked out from the same records and attributes the decoder goes by. A schema cannot say all of
/// it: lengths are counted in code points and not in UTF-16, an integer may be spelt 1e3, and that an id must not hold the subject's, or a time lie ahead, is
/// no matter of form.
/// </summary>
public static class EventSchema
{
    const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    const string IdPattern = @"^[\p{L}\p{N}][\p{L}\p{N}._/#-]{0,63}$", LinePattern = @"^[^\u0000-\u001F\u007F-\u009F]*$";
    const string PlainPattern = @"^[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]*$", SourcePattern = @"^[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*$";
    const string InstantPattern = @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$";

    /// <summary>The types that can be published, in the catalogue's order: those only the ledger writes are none of them.</summary>
    public static IReadOnlyList<EventKind> Published { get; } = [.. EventCatalogue.All.Where(kind => kind.By != Publishing.Ledger)];

    /// <summary>
    /// The schema of the whole structured CloudEvent. <paramref name="describe"/> says in words what a record is, or its parameter of that name; null where
    /// it has no words.
    /// </summary>
    public static JsonObject Of(EventKind kind, Func<Type, string?, string?> describe)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(describe);
        var properties = new JsonObject
        {
            ["specversion"] = new JsonObject { ["const"] = "1.0" },
            ["id"] = Text(PublishedCodec.IdMax, LinePattern, "With the source it identifies the publication. Must not hold the subject's id: it is recorded as it is."),
            ["source"] = Source(),
            ["type"] = new JsonObject { ["const"] = kind.FullType },
            ["time"] = Instant("When it happened."),
        };
        if (kind.Subject != SubjectRule.None)
            properties["subject"] = Text(PublishedCodec.SubjectMax, LinePattern, "The operator's own id of the person; a random token is recorded in its place.");
        properties["datacontenttype"] = new JsonObject { ["const"] = "application/json" };
        foreach (var trace in new[] { "traceparent", "tracestate" })
            properties[trace] = new JsonObject { ["type"] = "string", ["description"] = "Taken and not recorded." };
        properties["data"] = Record(kind.Data, describe);
        var schema = new JsonObject { ["$schema"] = Dialect, ["$id"] = $"urn:ledger:schema:{kind.FullType}", ["title"] = kind.FullType };
        if (describe(kind.Data, null) is { } words) schema["description"] = words;
        string[] required = ["specversion", "id", "source", "type", "time", "data", .. kind.Subject == SubjectRule.Required ? ["subject"] : Array.Empty<string>()];
        Close(schema, properties, required);
        return schema;
    }

    static JsonObject Record(Type type, Func<Type, string?, string?> describe)
    {
        var properties = new JsonObject();
        var fields = CodecShape.Of(type).Fields.Where(field => !field.ByLedger).ToList();
        foreach (var field in fields)
        {
            var schema = Value(field.Parameter, field.Parameter.ParameterType, describe);
            var words = string.Join(' ', new[] { describe(type, field.Parameter.Name), Sealed(field.Parameter) }.OfType<string>());
            if (words.Length > 0) schema["description"] = words;
            properties[field.Name] = schema;
        }
        var record = new JsonObject();
        Close(record, properties, fields.Where(field => field.Required).Select(field => field.Name));
        return record;
    }

    static JsonObject Value(ParameterInfo parameter, Type declared, Func<Type, string?, string?> describe)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string)) return Rule(parameter) ?? new JsonObject { ["type"] = "string", ["pattern"] = IdPattern };
        if (type == typeof(bool)) return new JsonObject { ["type"] = "boolean" };
        if (type == typeof(long)) return new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = (1L << 53) - 1 };
        if (type == typeof(DateTimeOffset)) return Instant(null);
        if (type == typeof(DateOnly)) return new JsonObject { ["type"] = "string", ["format"] = "date", ["pattern"] = @"^\d{4}-\d{2}-\d{2}$" };
        if (type == typeof(PersonalValue)) return Rule(parameter) ?? Text(CodecShape.PersonalMax, PlainPattern, null);
        if (type == typeof(PersonRef)) return Text(PublishedCodec.SubjectMax, PlainPattern, null);
        if (type.IsEnum) return new JsonObject { ["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(JsonNamingPolicy.KebabCaseLower.ConvertName(name)))]) };
        if (!type.IsGenericType) return Record(type, describe);
        var limits = parameter.GetCustomAttribute<ItemsAttribute>();
        return new JsonObject
        {
            ["type"] = "array",
            ["items"] = Value(parameter, type.GetGenericArguments()[0], describe),
            ["minItems"] = limits?.Min ?? 0,
            ["maxItems"] = limits?.Max ?? CodecShape.ListMax,
        };
    }

    static JsonObject? Rule(ParameterInfo parameter) =>
        parameter.IsDefined(typeof(Sha256Attribute)) ? new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9a-f]{64}$" }
        : parameter.IsDefined(typeof(CountryAttribute)) ? new JsonObject { ["type"] = "string", ["pattern"] = "^[A-Z]{2}$" }
        : parameter.GetCustomAttribute<TextAttribute>() is { } text ? Text(text.Max, PlainPattern, null)
        : null;

    static string? Sealed(ParameterInfo parameter) => parameter.GetCustomAttribute<SealedAttribute>() is { } rule
        ? $"Personal: sealed when it is recorded, under a key of class {JsonNamingPolicy.KebabCaseLower.ConvertName(rule.Class.ToString())} and category {rule.Category}."
        : parameter.ParameterType == typeof(PersonRef) ? "A person's id of the operator's; a token is recorded in its place." : null;

    static JsonObject Source()
    {
        var source = Text(PublishedCodec.SourceMax, SourcePattern, "The publishing service: a URI reference (RFC 3986).");
        source["format"] = "uri-reference";
        source["not"] = new JsonObject { ["const"] = Preparer.LedgerSource };
        return source;
    }

    static JsonObject Instant(string? words)
    {
        var instant = new JsonObject { ["type"] = "string", ["format"] = "date-time", ["pattern"] = InstantPattern };
        if (words is not null) instant["description"] = words;
        return instant;
    }

    static JsonObject Text(int max, string pattern, string? words)
    {
        var text = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = max, ["pattern"] = pattern };
        if (words is not null) text["description"] = words;
        return text;
    }

    static void Close(JsonObject schema, JsonObject properties, IEnumerable<string> required)
    {
        schema["type"] = "object";
        schema["properties"] = properties;
        schema["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        schema["additionalProperties"] = false;
    }
}
