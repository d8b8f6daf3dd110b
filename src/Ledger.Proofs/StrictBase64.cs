using System.Buffers.Text;
using System.Text;

namespace Ledger.Proofs;

/// <summary>Base64 of RFC 4648 section 4 in its one canonical spelling: padded, no white space, unused bits zero.</summary>
internal static class StrictBase64
{
    /// <summary>Decodes the text, or returns null when it is not the canonical spelling of some bytes.</summary>
    internal static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        if (text.Length % 4 != 0)
        {
            return null;
        }
        var padding = text.EndsWith("=="u8) ? 2 : text.EndsWith("="u8) ? 1 : 0;
        var bytes = new byte[text.Length / 4 * 3 - padding];
        var status = Base64.DecodeFromUtf8(text, bytes, out var consumed, out var written);
        // The framework's decoder skips white space; then fewer bytes come out than the length promises.
        if (status != System.Buffers.OperationStatus.Done || consumed != text.Length || written != bytes.Length)
        {
            return null;
        }
        return bytes.Length == 0 || LastQuantumIsCanonical(text[^4..], bytes) ? bytes : null;
    }

    /// <summary>As <see cref="Decode(ReadOnlySpan{byte})"/>, for a string.</summary>
    internal static byte[]? Decode(ReadOnlySpan<char> text)
    {
        if (!Ascii.IsValid(text))
        {
            return null;
        }
        var utf8 = new byte[text.Length];
        Ascii.FromUtf16(text, utf8, out _);
        return Decode(utf8);
    }

    /// <summary>Decodes exactly <paramref name="length"/> bytes, or returns null.</summary>
    internal static byte[]? Decode(ReadOnlySpan<char> text, int length) =>
        Decode(text) is { } bytes && bytes.Length == length ? bytes : null;

    /// <summary>The bits a padded quantum leaves unused must be zero, or two texts would mean the same bytes.</summary>
    static bool LastQuantumIsCanonical(ReadOnlySpan<byte> quantum, ReadOnlySpan<byte> bytes)
    {
        var tail = bytes[((bytes.Length - 1) / 3 * 3)..];
        Span<byte> again = stackalloc byte[4];
        Base64.EncodeToUtf8(tail, again, out _, out _);
        return quantum.SequenceEqual(again);
    }
}
