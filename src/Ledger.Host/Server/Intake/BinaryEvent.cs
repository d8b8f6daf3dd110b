using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ledger.Journal;

namespace Ledger.Host.Server.Intake;

/// <summary>
/// Brings a binary-mode message into structured mode (CloudEvents HTTP binding 1.0.2, 3.1): each <c>ce-</c> header becomes an attribute, the body the data,
/// byte for byte. Which attributes there are is for the codec to judge. <c>datacontenttype</c> is left out, as it is what its absence means.
/// </summary>
static class BinaryEvent
{
    const string Prefix = "ce-";

    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The event in structured mode, or why it is none. No body is no data.</summary>
    public static Outcome<ReadOnlyMemory<byte>> Compose(IHeaderDictionary headers, ReadOnlyMemory<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 512);
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        foreach (var (header, values) in headers)
        {
            if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)) continue;
            var attribute = header[Prefix.Length..].ToLowerInvariant();
            if (attribute is "data" or "data_base64" or "datacontenttype")
                return new Refusal(CodecRefusals.UnknownAttribute, "In binary mode the body is the data, and Content-Type its type.", $"$.{attribute}");
            if (values is not [{ } value]) return new Refusal(CodecRefusals.DuplicateProperty, "The attribute is there twice.", Path(attribute));
            if (HeaderText.Decode(value) is not { } text)
                return new Refusal(CodecRefusals.BadValue, "A header's value is printable ASCII, everything else percent-encoded UTF-8.", Path(attribute));
            json.WriteString(attribute, text);
        }
        if (!data.IsEmpty)
        {
            if (!IsOneValue(data.Span)) return new Refusal(CodecRefusals.NotJson, "The data is not one JSON value.", "$.data");
            json.WritePropertyName("data"u8);
            json.WriteRawValue(data.Span, skipInputValidation: true);
        }
        json.WriteEndObject();
        json.Flush();
        return Outcome.Of(buffer.WrittenMemory);
    }

    /// <summary>Names are shown only where they are plain words without digits, as the codec has it.</summary>
    static string Path(string attribute) => attribute.Length <= 40 && attribute.All(char.IsAsciiLetter) ? $"$.{attribute}" : "$.?";

    /// <summary>Whether the body is one value and nothing else: two would be able to bring attributes of their own.</summary>
    static bool IsOneValue(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, new JsonReaderOptions { MaxDepth = data.Length + 1 });   // depth is the codec's to refuse
        try
        {
            while (reader.Read())
            {
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>Values of <c>ce-</c> headers (CloudEvents HTTP binding 1.0.2, 3.1.3.2).</summary>
static class HeaderText
{
    /// <summary>The text: quoted strings unescaped (RFC 9110 5.6.4), then decoded once from percent signs; null where it is neither.</summary>
    public static string? Decode(string value)
    {
        if (!value.Contains('"')) return PercentText.Decode(value);
        Span<char> plain = new char[value.Length];
        var (length, quoted) = (0, false);
        for (var at = 0; at < value.Length; at++)
        {
            if (value[at] == '"') quoted = !quoted;
            else if (quoted && value[at] == '\\' && ++at == value.Length) return null;
            else plain[length++] = value[at];
        }
        return quoted ? null : PercentText.Decode(plain[..length]);
    }
}
