using Ledger.Journal;

namespace Ledger.Access;

/// <summary>Names of those who act. They are recorded in the clear and for ever: so they name an account, never a person.</summary>
public static class Accounts
{
    /// <summary>
    /// Whether a text can be an account's name: a letter or digit, then up to 63 letters, digits and <c>. _ / # -</c>. No space and no <c>@</c>: most
    /// names of people and every e-mail address are refused.
    /// </summary>
    public static bool IsName(string text) => TextForm.IsId(text);
}
