using System.Buffers;
using System.Text;

namespace Ledger.Postgres;

/// <summary>
/// Text as PostgreSQL can store it, which knows no U+0000: that and U+0001 are written as two characters each, so that any two texts are in the same order as before.
/// </summary>
static class StoredText
{
    const char Mark = '\u0001', Zero = '\u0001', One = '\u0002';

    static readonly SearchValues<char> Marked = SearchValues.Create('\0', Mark);

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAny(Marked)) return text;
        var stored = new StringBuilder(text.Length + 8);
        foreach (var character in text)
        {
            if (character is '\0' or Mark) stored.Append(Mark).Append(character == '\0' ? Zero : One);
            else stored.Append(character);
        }
        return stored.ToString();
    }

    public static string Decode(string stored)
    {
        if (!stored.Contains(Mark, StringComparison.Ordinal)) return stored;
        var text = new StringBuilder(stored.Length);
        for (var at = 0; at < stored.Length; at++)
        {
            if (stored[at] != Mark) text.Append(stored[at]);
            else text.Append(stored[++at] == Zero ? '\0' : Mark);
        }
        return text.ToString();
    }
}
