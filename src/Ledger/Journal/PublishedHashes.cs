using System.Globalization;
using System.Security.Cryptography;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>
/// The <c>publishedhash</c> attribute: the generation of the key, a colon, and base64 of HMAC-SHA256 over the canonical publication. The key is the
/// person's own and goes with any shredding; events without a person use the ledger's.
/// </summary>
static class PublishedHashes
{
    public static (string Hash, KeyName Key) Of(Publication publication, string? token, IKeyVault vault)
    {
        var key = token is null
            ? vault.CurrentKey(KeyName.LedgerOwner, KeyClass.Evidence, KeyName.PublishedCategory)
            : vault.CurrentKey(token, KeyClass.Content, KeyName.PublishedCategory);
        Span<byte> mac = stackalloc byte[32];
        HMACSHA256.HashData(key.Bytes, publication.Canonical.Span, mac);
        return (string.Create(CultureInfo.InvariantCulture, $"{key.Name.Generation}:{Convert.ToBase64String(mac)}"), key.Name);
    }

    public static KeyName KeyOf(string hash, string? token)
    {
        var generation = int.Parse(hash.AsSpan(0, hash.IndexOf(':')), NumberStyles.None, CultureInfo.InvariantCulture);
        return token is null
            ? new(KeyName.LedgerOwner, KeyClass.Evidence, KeyName.PublishedCategory, generation)
            : new(token, KeyClass.Content, KeyName.PublishedCategory, generation);
    }
}
