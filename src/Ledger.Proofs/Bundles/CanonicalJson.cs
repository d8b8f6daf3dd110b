using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Ledger.Proofs;

/// <summary>Strings as RFC 8785, 3.2.2.2 writes them, so that two programs rebuild the same bytes.</summary>
internal static class CanonicalJson
{
    /// <summary>Writes the quoted string: only quote, backslash and the control characters below U+0020 are escaped.</summary>
    internal static void WriteString(IBufferWriter<byte> output, string text)
    {
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes(text);
        output.Write("\""u8);
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOfAny(Escaped);
            output.Write(plain < 0 ? rest : rest[..plain]);
            if (plain < 0)
            {
                break;
            }
            WriteEscape(output, rest[plain]);
            rest = rest[(plain + 1)..];
        }
        output.Write("\""u8);
    }

    static readonly SearchValues<byte> Escaped =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(n => (byte)n), (byte)'"', (byte)'\\']);

    static void WriteEscape(IBufferWriter<byte> output, byte value)
    {
        Span<byte> unicode = stackalloc byte[6];
        Utf8.TryWrite(unicode, $"\\u{value:x4}", out _);
        output.Write(value switch
        {
            (byte)'"' => "\\\""u8,
            (byte)'\\' => "\\\\"u8,
            (byte)'\b' => "\\b"u8,
            (byte)'\t' => "\\t"u8,
            (byte)'\n' => "\\n"u8,
            (byte)'\f' => "\\f"u8,
            (byte)'\r' => "\\r"u8,
            _ => unicode,
        });
    }
}
