using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ledger.Journal;

/// <summary>Strings of a JSON document, read without exceptions: an escaped lone surrogate has no text.</summary>
static class JsonText
{
    /// <summary>The text of a string element, or null where its escapes are no text.</summary>
    public static string? Of(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return raw.Contains((byte)'\\') && !EscapesAreText(raw) ? null : element.GetString();
    }

    /// <summary>The text of a recorded string element, shared with other events; null where its escapes are no text.</summary>
    public static string? Shared(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return raw.Contains((byte)'\\') ? Of(element) : TextPool.Of(raw[1..^1]);
    }

    /// <summary>A property's name, or null where its escapes are no text.</summary>
    public static string? NameOf(in JsonProperty property) =>
        EscapesAreText(JsonMarshal.GetRawUtf8PropertyName(property)) ? property.Name : null;

    /// <summary>Whether every escaped surrogate is half of a pair; the parser has checked the rest.</summary>
    static bool EscapesAreText(ReadOnlySpan<byte> raw)
    {
        for (var at = raw.IndexOf((byte)'\\'); at >= 0 && at < raw.Length; at++)
        {
            if (raw[at] != '\\') continue;
            if (raw[at + 1] != 'u') at++;
            else if (IsSurrogate(raw, at, 0xD800))
            {
                if (!IsSurrogate(raw, at + 6, 0xDC00)) return false;
                at += 11;
            }
            else if (IsSurrogate(raw, at, 0xDC00)) return false;
            else at += 5;
        }
        return true;
    }

    static bool IsSurrogate(ReadOnlySpan<byte> raw, int at, int from) =>
        raw.Length >= at + 6 && raw[at] == '\\' && raw[at + 1] == 'u'
        && int.TryParse(raw.Slice(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
        && unit >= from && unit < from + 0x400;
}

/// <summary>The forms a string of an event can have.</summary>
static class TextForm
{
    static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Longest identifier, in UTF-16 characters.</summary>
    public const int IdMax = 64;

    /// <summary>A letter or digit, then up to 63 letters, digits and <c>. _ / # -</c>: <c>[\p{L}\p{N}][\p{L}\p{N}._/#-]{0,63}</c>.</summary>
    public static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > IdMax || !IsWord(text[0])) return false;
        foreach (var character in text[1..])
        {
            if (!IsWord(character) && character is not ('.' or '_' or '/' or '#' or '-')) return false;
        }
        return true;
    }

    /// <summary>Plain text: no control character but tab and line breaks.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text, int max)
    {
        if (text.Length == 0 || text.Length > max) return false;
        foreach (var character in text)
        {
            if (char.IsControl(character) && character is not ('\t' or '\n' or '\r')) return false;
        }
        return true;
    }

    /// <summary>One line of text: no control character at all.</summary>
    public static bool IsLine(ReadOnlySpan<char> text, int max) => IsPlain(text, max) && !text.ContainsAny('\t', '\n', '\r');

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public static bool IsSha256(ReadOnlySpan<char> text) => text.Length == 64 && !text.ContainsAnyExcept(HexDigits);

    /// <summary>Two upper-case letters.</summary>
    public static bool IsCountry(ReadOnlySpan<char> text) => text.Length == 2 && char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);

    static bool IsWord(char character) => char.IsLetter(character) || char.IsNumber(character);
}
