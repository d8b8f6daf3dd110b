using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Ledger.Host.Tests.Server;

/// <summary>
/// As much of JSON Schema 2020-12 as the ledger's own schemas use, strictly: a keyword it does not know is a fault of the test. Where it is told to,
/// a property that the schema does not declare is a fault too.
/// </summary>
sealed class SchemaCheck(JsonObject root, bool declaredOnly = false)
{
    static readonly Dictionary<string, Regex> Patterns = [];

    /// <summary>The first thing that is wrong, with its place; null where all is right.</summary>
    public string? Fault(JsonNode? value, JsonObject schema, string at = "$")
    {
        foreach (var (keyword, rule) in schema)
            if (Fault(value, schema, keyword, rule!, at) is { } fault) return fault;
        if (!declaredOnly || value is not JsonObject members || schema["properties"] is not JsonObject declared || schema.ContainsKey("additionalProperties")) return null;
        return members.Select(m => m.Key).FirstOrDefault(name => !declared.ContainsKey(name)) is { } extra ? $"{at}.{extra} is not declared" : null;
    }

    string? Fault(JsonNode? value, JsonObject schema, string keyword, JsonNode rule, string at)
    {
        string? When(bool wrong) => wrong ? $"{at}: {keyword}" : null;
        return keyword switch
        {
            "$schema" or "$id" or "title" or "description" or "format" or "example" => null,
            "$ref" => Fault(value, root["components"]!["schemas"]![rule.GetValue<string>().Split('/')[^1]]!.AsObject(), at),
            "type" => When(!IsOf(value, rule.GetValue<string>())),
            "const" => When(!JsonNode.DeepEquals(value, rule)),
            "enum" => When(!rule.AsArray().Any(one => JsonNode.DeepEquals(one, value))),
            "not" => When(Fault(value, rule.AsObject(), at) is null),
            "minLength" => When(Text(value) is { } text && text.EnumerateRunes().Count() < rule.GetValue<int>()),
            "maxLength" => When(Text(value) is { } text && text.EnumerateRunes().Count() > rule.GetValue<int>()),
            "pattern" => When(Text(value) is { } text && !Pattern(rule.GetValue<string>()).IsMatch(text)),
            "minimum" => When(Number(value) is { } number && number < rule.GetValue<long>()),
            "maximum" => When(Number(value) is { } number && number > rule.GetValue<long>()),
            "minItems" => When(value is JsonArray array && array.Count < rule.GetValue<int>()),
            "maxItems" => When(value is JsonArray array && array.Count > rule.GetValue<int>()),
            "items" => (value as JsonArray)?.Select((item, place) => Fault(item, rule.AsObject(), $"{at}[{place}]")).FirstOrDefault(fault => fault is not null),
            "required" => When(value is JsonObject members && rule.AsArray().Any(name => !members.ContainsKey(name!.GetValue<string>()))),
            "properties" => (value as JsonObject)?.Where(m => rule[m.Key] is not null).Select(m => Fault(m.Value, rule[m.Key]!.AsObject(), $"{at}.{m.Key}")).FirstOrDefault(fault => fault is not null),
            "additionalProperties" => rule is JsonValue no && !no.GetValue<bool>() ? When(value is JsonObject members && members.Any(m => schema["properties"]![m.Key] is null)) : null,
            _ => throw new NotSupportedException(keyword),
        };
    }

    static bool IsOf(JsonNode? value, string type) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => decimal.IsInteger(Number(value)!.Value),
        _ => false,
    };

    static string? Text(JsonNode? value) => value is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : null;

    static decimal? Number(JsonNode? value) => value is JsonValue number && number.GetValueKind() == JsonValueKind.Number ? decimal.Parse(number.ToJsonString(), System.Globalization.NumberStyles.Float, null) : null;

    static Regex Pattern(string pattern)
    {
        if (!Patterns.TryGetValue(pattern, out var made)) Patterns[pattern] = made = new Regex(pattern.Replace("$", "\\z", StringComparison.Ordinal).Replace("!\\z&", "!$&", StringComparison.Ordinal));
        return made;
    }
}
