using System.Security.Cryptography;

namespace Ledger.Proofs;

/// <summary>The key of one sealed field (RFC 5869, SHA-256). Shown in a report it is the field's opening: it opens that field alone.</summary>
public static class FieldKey
{
    /// <summary>Length in bytes of a field key, a category key, a salt and a commitment.</summary>
    public const int Length = 32;

    /// <summary>HKDF(ikm = category key, salt, info = context), 32 bytes. Throws where the category key or salt is not 32 bytes.</summary>
    public static byte[] Derive(FieldContext context, ReadOnlySpan<byte> categoryKey, ReadOnlySpan<byte> salt)
    {
        ArgumentNullException.ThrowIfNull(context);
        var encoded = new byte[context.EncodedLength];
        context.Encode(encoded);
        var key = new byte[Length];
        Derive(encoded, categoryKey, salt, key);
        return key;
    }

    /// <summary>As the public one, with the context already encoded and the key written in place.</summary>
    internal static void Derive(ReadOnlySpan<byte> context, ReadOnlySpan<byte> categoryKey, ReadOnlySpan<byte> salt, Span<byte> key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(categoryKey.Length, Length, nameof(categoryKey));
        ArgumentOutOfRangeException.ThrowIfNotEqual(salt.Length, Length, nameof(salt));
        HKDF.DeriveKey(HashAlgorithmName.SHA256, categoryKey, key, salt, context);
    }

    /// <summary>HKDF-Expand(field key, "ledger.sealed.v1 aes-256-gcm", 32): the cipher's key.</summary>
    internal static void CipherKey(ReadOnlySpan<byte> fieldKey, Span<byte> key) =>
        HKDF.Expand(HashAlgorithmName.SHA256, fieldKey, key, "ledger.sealed.v1 aes-256-gcm"u8);

    /// <summary>HKDF-Expand(field key, "ledger.sealed.v1 commitment", 32): what makes two openings of one field impossible.</summary>
    internal static void Commitment(ReadOnlySpan<byte> fieldKey, Span<byte> commitment) =>
        HKDF.Expand(HashAlgorithmName.SHA256, fieldKey, commitment, "ledger.sealed.v1 commitment"u8);
}
