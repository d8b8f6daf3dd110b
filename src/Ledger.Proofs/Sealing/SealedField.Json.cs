using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ledger.Proofs;

/// <content>The JSON form: six members in one order, each a string.</content>
public sealed partial class SealedField
{
    const int KeyNameMax = 256;

    /// <summary>
    /// Reads a sealed field from its JSON object: exactly the members sealed, key, salt, nonce, commitment, ciphertext, in that order,
    /// canonical base64 of the right lengths. Null when it is anything else.
    /// </summary>
    public static SealedField? Parse(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            return reader.Read() && Read(ref reader) is { } field && !reader.Read() ? field : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>As <see cref="Parse(ReadOnlySpan{byte})"/>, from an element of a document.</summary>
    public static SealedField? Parse(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? Parse(JsonMarshal.GetRawUtf8Value(element)) : null;

    /// <summary>Writes the object with its members in their order; base64 is written without escapes.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        writer.WriteString("sealed"u8, Format);
        writer.WriteString("key"u8, KeyName);
        writer.WriteBase64String("salt"u8, _salt);
        writer.WriteBase64String("nonce"u8, _nonce);
        writer.WriteBase64String("commitment"u8, _commitment);
        writer.WriteBase64String("ciphertext"u8, _ciphertext);
        writer.WriteEndObject();
    }

    /// <summary>The object as text, for logs of tests and for embedding in another document.</summary>
    public override string ToString()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            WriteTo(writer);
        }
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>True for four non-empty parts of visible ASCII (no quote, no backslash), the last a decimal generation.</summary>
    public static bool IsKeyName(ReadOnlySpan<char> name)
    {
        if (name.Length > KeyNameMax || name.Count('/') != 3 || name.ContainsAnyExceptInRange('!', '~') || name.ContainsAny('"', '\\'))
        {
            return false;
        }
        var generation = name[(name.LastIndexOf('/') + 1)..];
        return name[0] != '/' && !name.Contains("//", StringComparison.Ordinal) && generation.Length is > 0 and <= 9
            && !generation.ContainsAnyExceptInRange('0', '9') && (generation.Length == 1 || generation[0] != '0');
    }

    /// <summary>Reads from a reader that stands on the object's start; leaves it on the object's end. Null when it is not well formed.</summary>
    internal static SealedField? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject || NextText(ref reader, "sealed"u8) != Format)
        {
            return null;
        }
        var keyName = NextText(ref reader, "key"u8);
        var salt = NextBase64(ref reader, "salt"u8);
        var nonce = NextBase64(ref reader, "nonce"u8);
        var commitment = NextBase64(ref reader, "commitment"u8);
        var ciphertext = NextBase64(ref reader, "ciphertext"u8);
        var wellFormed = IsKeyName(keyName) && salt?.Length == FieldKey.Length && nonce?.Length == NonceLength
            && commitment?.Length == FieldKey.Length && ciphertext?.Length > TagLength
            && (ciphertext.Length - TagLength) % PaddingUnit == 0
            && reader.Read() && reader.TokenType == JsonTokenType.EndObject;
        return wellFormed ? new SealedField(keyName!, salt!, nonce!, commitment!, ciphertext!) : null;
    }

    static string? NextText(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        NextString(ref reader, name) ? reader.GetString() : null;

    static byte[]? NextBase64(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!NextString(ref reader, name))
        {
            return null;
        }
        return reader.ValueIsEscaped ? StrictBase64.Decode(reader.GetString().AsSpan()) : StrictBase64.Decode(reader.ValueSpan);
    }

    static bool NextString(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && !reader.ValueIsEscaped && reader.ValueTextEquals(name)
        && reader.Read() && reader.TokenType == JsonTokenType.String;
}
