using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ledger.Journal;

/// <summary>The CloudEvents attributes of a published event, each found once; which of them are there has been checked, their values have not.</summary>
readonly struct PublishedAttributes
{
    PublishedAttributes(JsonElement[] found) =>
        (Id, Source, Type, Time, Data, Subject) = (found[1], found[2], found[3], found[4], found[5], found[6]);

    public JsonElement Id { get; }

    public JsonElement Source { get; }

    public JsonElement Type { get; }

    public JsonElement Time { get; }

    public JsonElement Data { get; }

    /// <summary>Undefined where there is none.</summary>
    public JsonElement Subject { get; }

    static readonly string[] Names = ["specversion", "id", "source", "type", "time", "data", "subject", "datacontenttype", "traceparent", "tracestate"];

    const int RequiredCount = 6, Specversion = 0, ContentType = 7;

    public static bool TryRead(JsonElement root, ref CodecFault fault, out PublishedAttributes attributes)
    {
        attributes = default;
        var found = new JsonElement[Names.Length];
        if (root.ValueKind != JsonValueKind.Object) fault.At(CodecRefusals.WrongType, "An event is a JSON object.");
        else if (TryFind(root, found, ref fault) && TryFixed(found, ref fault)) attributes = new(found);
        return fault.None;
    }

    static bool TryFind(JsonElement root, JsonElement[] found, ref CodecFault fault)
    {
        foreach (var property in root.EnumerateObject())
        {
            var at = IndexOf(property);
            if (at < 0) fault.AtProperty(CodecFault.Shown(property), CodecRefusals.UnknownAttribute, "A publisher cannot set this attribute.");
            else if (found[at].ValueKind != JsonValueKind.Undefined)
            {
                fault.AtProperty(Names[at], CodecRefusals.DuplicateProperty, "The attribute is there twice.");
            }
            else found[at] = property.Value;
            if (!fault.None) return false;
        }
        var missing = Array.FindIndex(found, 0, RequiredCount, element => element.ValueKind == JsonValueKind.Undefined);
        if (missing >= 0) fault.AtProperty(Names[missing], CodecRefusals.MissingAttribute, "The attribute is required.");
        return missing < 0;
    }

    static bool TryFixed(JsonElement[] found, ref CodecFault fault)
    {
        if (found[Specversion].ValueKind != JsonValueKind.String) fault.AtProperty("specversion", CodecRefusals.WrongType, "A string is expected here.");
        else if (JsonText.Of(found[Specversion]) != "1.0") fault.AtProperty("specversion", CodecRefusals.BadValue, "CloudEvents 1.0 is expected.");
        for (var at = ContentType; fault.None && at < Names.Length; at++)
        {
            if (found[at].ValueKind is not (JsonValueKind.String or JsonValueKind.Undefined))
            {
                fault.AtProperty(Names[at], CodecRefusals.WrongType, "A string is expected here.");
            }
            else if (at == ContentType && found[at].ValueKind == JsonValueKind.String && JsonText.Of(found[at]) != "application/json")
            {
                fault.AtProperty(Names[at], CodecRefusals.BadValue, "The data is application/json.");
            }
        }
        return fault.None;
    }

    static int IndexOf(in JsonProperty property)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (raw.Contains((byte)'\\')) return Array.IndexOf(Names, JsonText.NameOf(property));
        for (var at = 0; at < Names.Length; at++)
        {
            if (System.Text.Ascii.Equals(raw, Names[at])) return at;
        }
        return -1;
    }
}
