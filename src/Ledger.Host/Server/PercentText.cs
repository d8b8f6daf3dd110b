using System.Text;

namespace Ledger.Host.Server;

/// <summary>Percent-encoded text (RFC 3986 2.1), decoded once and strictly.</summary>
static class PercentText
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text; null where a percent sign begins no byte, a character is none of printable ASCII, or the bytes are not UTF-8.</summary>
    /// <param name="encoded">As it was sent.</param>
    /// <param name="plusIsSpace">As forms write it in a query.</param>
    public static string? Decode(ReadOnlySpan<char> encoded, bool plusIsSpace = false)
    {
        if (encoded.ContainsAnyExceptInRange(' ', '~')) return null;
        if (!encoded.Contains('%') && !(plusIsSpace && encoded.Contains('+'))) return encoded.ToString();
        var bytes = new byte[encoded.Length];
        var length = 0;
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] != '%') bytes[length++] = plusIsSpace && encoded[at] == '+' ? (byte)' ' : (byte)encoded[at];
            else if (at + 2 < encoded.Length && char.IsAsciiHexDigit(encoded[at + 1]) && char.IsAsciiHexDigit(encoded[at + 2]))
            {
                bytes[length++] = (byte)((Digit(encoded[at + 1]) << 4) | Digit(encoded[at + 2]));
                at += 2;
            }
            else return null;
        }
        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static int Digit(char hex) => hex <= '9' ? hex - '0' : (hex | 0x20) - 'a' + 10;
}
