using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ledger.Journal;

/// <summary>
/// The canonical form of RFC 8785 for what events are made of: objects, arrays, strings, integers within 2^53, true, false and null.
/// Equal content has equal bytes, whatever the order, spacing and escapes it was published with.
/// </summary>
public static class CanonicalJson
{
    /// <summary>The canonical bytes. Throws for a number that is no integer within 2^53.</summary>
    public static byte[] Of(JsonElement element) => Of(element, static _ => true);

    /// <summary>As <see cref="Of(JsonElement)"/>, of an object without the properties that <paramref name="kept"/> denies.</summary>
    public static byte[] Of(JsonElement element, Func<JsonProperty, bool> kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(element, buffer, kept);
        return buffer.WrittenSpan.ToArray();
    }

    static void Write(JsonElement element, ArrayBufferWriter<byte> to, Func<JsonProperty, bool>? kept = null)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object: WriteObject(element, to, kept); break;
            case JsonValueKind.Array: WriteArray(element, to); break;
            case JsonValueKind.String: WriteText(JsonMarshal.GetRawUtf8Value(element), element, to); break;
            case JsonValueKind.Number: WriteInteger(element, to); break;
            default: to.Write(JsonMarshal.GetRawUtf8Value(element)); break;
        }
    }

    static void WriteObject(JsonElement element, ArrayBufferWriter<byte> to, Func<JsonProperty, bool>? kept)
    {
        var properties = ArrayPool<JsonProperty>.Shared.Rent(element.GetPropertyCount());
        var count = 0;
        foreach (var property in element.EnumerateObject())
        {
            if (kept?.Invoke(property) != false) properties[count++] = property;
        }
        properties.AsSpan(0, count).Sort(static (a, b) => ByUtf16(a, b));
        to.Write("{"u8);
        for (var at = 0; at < count; at++)
        {
            if (at > 0) to.Write(","u8);
            WriteName(properties[at], to);
            to.Write(":"u8);
            Write(properties[at].Value, to);
        }
        to.Write("}"u8);
        ArrayPool<JsonProperty>.Shared.Return(properties, clearArray: true);
    }

    static void WriteArray(JsonElement element, ArrayBufferWriter<byte> to)
    {
        to.Write("["u8);
        var first = true;
        foreach (var item in element.EnumerateArray())
        {
            if (!first) to.Write(","u8);
            first = false;
            Write(item, to);
        }
        to.Write("]"u8);
    }

    static void WriteInteger(JsonElement element, ArrayBufferWriter<byte> to)
    {
        if (!element.TryGetInt64(out var value) || Math.Abs((decimal)value) >= 1L << 53) throw new FormatException("An integer within 2^53 is expected.");
        Span<byte> digits = stackalloc byte[20];
        value.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        to.Write(digits[..written]);
    }

    static void WriteName(in JsonProperty property, ArrayBufferWriter<byte> to)
    {
        var raw = JsonMarshal.GetRawUtf8PropertyName(property);
        if (raw.Contains((byte)'\\'))
        {
            WriteEscaped(property.Name, to);
            return;
        }
        to.Write("\""u8);
        to.Write(raw);
        to.Write("\""u8);
    }

    /// <summary>Without an escape the string is canonical as it stands: JSON leaves nothing unescaped that RFC 8785 would escape.</summary>
    static void WriteText(ReadOnlySpan<byte> raw, JsonElement element, ArrayBufferWriter<byte> to)
    {
        if (raw.Contains((byte)'\\')) WriteEscaped(element.GetString()!, to);
        else to.Write(raw);
    }

    static void WriteEscaped(string text, ArrayBufferWriter<byte> to)
    {
        to.Write("\""u8);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"': to.Write("\\\""u8); break;
                case '\\': to.Write("\\\\"u8); break;
                case '\b': to.Write("\\b"u8); break;
                case '\t': to.Write("\\t"u8); break;
                case '\n': to.Write("\\n"u8); break;
                case '\f': to.Write("\\f"u8); break;
                case '\r': to.Write("\\r"u8); break;
                case < ' ': to.Write(Encoding.ASCII.GetBytes($"\\u{rune.Value:x4}")); break;
                default: to.Advance(rune.EncodeToUtf8(to.GetSpan(4))); break;
            }
        }
        to.Write("\""u8);
    }

    /// <summary>RFC 8785 orders names by UTF-16 code units; for ASCII that is the order of the bytes.</summary>
    static int ByUtf16(in JsonProperty a, in JsonProperty b)
    {
        var left = JsonMarshal.GetRawUtf8PropertyName(a);
        var right = JsonMarshal.GetRawUtf8PropertyName(b);
        return Ascii.IsValid(left) && Ascii.IsValid(right) && !left.Contains((byte)'\\') && !right.Contains((byte)'\\')
            ? left.SequenceCompareTo(right)
            : string.CompareOrdinal(a.Name, b.Name);
    }
}
