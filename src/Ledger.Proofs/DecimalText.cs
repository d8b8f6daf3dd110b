using System.Buffers.Text;

namespace Ledger.Proofs;

/// <summary>Whole numbers in their one ASCII spelling: digits, no sign, no leading zero (C2SP tlog-checkpoint, "Note text").</summary>
internal static class DecimalText
{
    /// <summary>The number, or null when the text is not its one spelling or does not fit in 63 bits.</summary>
    internal static long? Parse(ReadOnlySpan<byte> text)
    {
        var canonical = text.Length > 0 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (text[0] != '0' || text.Length == 1);
        return canonical && Utf8Parser.TryParse(text, out long number, out var consumed) && consumed == text.Length ? number : null;
    }
}
