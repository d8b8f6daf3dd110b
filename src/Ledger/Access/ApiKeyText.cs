using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Access;

/// <summary>The form of an API key: <c>ledger_PREFIX_SECRET</c>, the prefix 48 random bits in hex, the secret 256 in base64url.</summary>
static class ApiKeyText
{
    public const string Scheme = "ledger_";

    const int PrefixBytes = 6, SecretBytes = 32, SecretLength = 43;

    public static (string Prefix, string Key) New(FillRandom random)
    {
        var bytes = new byte[PrefixBytes + SecretBytes];
        random(bytes);
        var prefix = Convert.ToHexStringLower(bytes.AsSpan(0, PrefixBytes));
        return (prefix, $"{Scheme}{prefix}_{Base64Url.EncodeToString(bytes.AsSpan(PrefixBytes))}");
    }

    /// <summary>The prefix of what has the form of a key, or null.</summary>
    public static string? PrefixOf(string key) =>
        key.Length == Scheme.Length + (2 * PrefixBytes) + 1 + SecretLength && key.StartsWith(Scheme, StringComparison.Ordinal)
            ? key.Substring(Scheme.Length, 2 * PrefixBytes)
            : null;

    /// <summary>SHA-256 suffices for what cannot be guessed: 256 random bits need no slow hash.</summary>
    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
