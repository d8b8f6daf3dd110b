using System.Text;

namespace Ledger.Sealing;

/// <summary>
/// The one form in which contacts are compared, so that one is found as whoever looks for it writes it: an e-mail address in lower case; of a telephone number the
/// digits, a Russian one of eleven digits with 7 for 8; anything else, such as a messenger's name, in lower case without an @ before it.
/// </summary>
public static class ContactForm
{
    /// <summary>The fewest digits of a telephone number: a shorter one is somebody's name in a messenger.</summary>
    const int DigitsMin = 5;

    /// <summary>Digits of a Russian number with its country's 7, or the 8 that is dialled within the country in its place.</summary>
    const int RussianDigits = 11;

    static readonly string[] Schemes = ["mailto:", "tel:"];

    /// <summary>The contact's form; empty where nothing of it is left.</summary>
    public static string Of(string contact)
    {
        ArgumentNullException.ThrowIfNull(contact);
        var text = contact.Trim().ToLowerInvariant();
        foreach (var scheme in Schemes)
            if (text.StartsWith(scheme, StringComparison.Ordinal)) text = text[scheme.Length..].TrimStart();
        return Telephone(text) ?? (text.StartsWith('@') ? text[1..] : text);
    }

    /// <summary>The digits of what is written as a telephone number, or null.</summary>
    static string? Telephone(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiDigit(character)) digits.Append(character);
            else if (!IsBetween(character)) return null;
        }
        if (digits.Length < DigitsMin) return null;
        // After a plus the 8 is another country's: +81 is Japan.
        if (digits.Length == RussianDigits && digits[0] == '8' && !text.StartsWith('+')) digits[0] = '7';
        return digits.ToString();
    }

    /// <summary>What people write between the digits of a number.</summary>
    static bool IsBetween(char character) =>
        character is '+' or '-' or '(' or ')' or '.' or '/' or '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2212' || char.IsWhiteSpace(character);
}
