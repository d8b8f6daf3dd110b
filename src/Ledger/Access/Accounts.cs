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

    /// <summary>The account of persons on their own page: what they said themselves is told by it from what is said for them.</summary>
    public const string OwnPage = "own-page";

    /// <summary>Whether an account of that name can be given to somebody: it is a name, and not one the ledger itself records under.</summary>
    public static bool MayBeGiven(string text) => IsName(text) && text != OwnPage;
}
