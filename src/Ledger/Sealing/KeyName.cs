using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Sealing;

/// <summary>How long a key must live.</summary>
public enum KeyClass
{
    /// <summary>Goes when the data is destroyed (<c>person.shredded</c>).</summary>
    Content,

    /// <summary>Must outlive the data: proof of consent, who was meant in an act of destruction; goes when the evidence term ends (<c>person.forgotten</c>).</summary>
    Evidence,
}

/// <summary>The name of a vault key: <c>owner/class/category/generation</c>, for example <c>s-0f…/content/contact/1</c>.</summary>
/// <param name="Owner">A person's token, or <see cref="OwnerOf"/> an inquiry's, incident's or viewer's stream, or <see cref="LedgerOwner"/>.</param>
/// <param name="Class">How long it must live.</param>
/// <param name="Category">The data category it protects (kebab-case, no slash).</param>
/// <param name="Generation">1, 2 ...; a category whose key was shredded goes on with the next.</param>
public sealed record KeyName(string Owner, KeyClass Class, string Category, int Generation)
{
    /// <summary>Owner of the keys that belong to no person: the published-hash key of events without a subject.</summary>
    public const string LedgerOwner = "ledger";

    /// <summary>Category of the key under which the content of publications is compared (DESIGN: publishedhash).</summary>
    public const string PublishedCategory = "published";

    /// <summary>Category of the content key that seals why somebody looked at a person's file or took it out.</summary>
    public const string ViewReasonCategory = "view-reason";

    /// <summary>Category of the evidence key that seals the operator's user id in a person's first event.</summary>
    public const string IdentityCategory = "identity";

    /// <summary>Category of the key that seals the contact a person named for messages.</summary>
    public const string ContactCategory = "contact";

    /// <summary>Category of the key that seals where a person made data public.</summary>
    public const string PublicResourceCategory = "public-resource";

    /// <summary>
    /// What the category of the content key begins with that seals a deposited answer: one key for each, of the person it is about, or of its inquiry. It goes
    /// with the content of whoever the answer shows something of.
    /// </summary>
    public const string AnswerPrefix = "answer-";

    /// <summary>Whether it seals a deposited answer.</summary>
    public bool IsOfAnswer => Class == KeyClass.Content && Category.StartsWith(AnswerPrefix, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Owner}/{(Class == KeyClass.Content ? "content" : "evidence")}/{Category}/{Generation}");

    /// <summary>Reads a name back, or null where the text is not one.</summary>
    public static KeyName? Parse(string text)
    {
        var parts = text.Split('/');
        if (parts.Length != 4 || !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var generation)) return null;
        return (parts[0], parts[1], parts[2]) switch
        {
            ("", _, _) or (_, _, "") => null,
            (var owner, "content", var category) => new(owner, KeyClass.Content, category, generation),
            (var owner, "evidence", var category) => new(owner, KeyClass.Evidence, category, generation),
            _ => null,
        };
    }

    /// <summary>The owner of keys for an event that names no person: the stream's kind letter and 32 hex digits of the SHA-256 of its name.</summary>
    public static string OwnerOf(string stream)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(stream), hash);
        return $"{stream[0]}-{Convert.ToHexStringLower(hash[..16])}";
    }
}
