using System.Text;

namespace Ledger.Journal;

/// <summary>
/// One instance for each of the short words that recorded events repeat without end (types, categories, purposes, systems): decoding a million events
/// would otherwise make a million copies of a few hundred words, and folded states would hold them. Bounded: a word takes the place of another one with
/// its hash. Safe for concurrent use, since a place is read and written as a whole and what it holds is compared.
/// </summary>
static class TextPool
{
    const int Places = 8_192, BytesMax = 48;

    static readonly string?[] Words = new string?[Places];

    /// <summary>The text of UTF-8 bytes that hold no escapes.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > BytesMax) return Encoding.UTF8.GetString(utf8);
        ref var place = ref Words[Hash(utf8) % Places];
        if (place is { } word && Ascii.Equals(utf8, word)) return word;
        return place = Encoding.UTF8.GetString(utf8);
    }

    /// <summary>FNV-1a: short words, no adversary who could gain more than a miss.</summary>
    static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = 2_166_136_261u;
        foreach (var unit in utf8) hash = unchecked((hash ^ unit) * 16_777_619u);
        return hash;
    }
}
