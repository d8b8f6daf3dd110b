using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Sealing;

/// <summary>
/// HMAC-SHA256 of the operator's user id under a vault's lookup key: finds a person's token, and tells nothing without that key. The same on every engine, so
/// that a vault can be copied from one to another.
/// </summary>
/// <param name="High">The first sixteen bytes.</param>
/// <param name="Low">The last sixteen.</param>
public readonly record struct Lookup(UInt128 High, UInt128 Low)
{
    /// <summary>Bytes of it, and of the key.</summary>
    public const int Length = 32;

    /// <summary>A lone surrogate throws instead of turning into a question mark, which would make two persons one.</summary>
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The lookup of a user id under the lookup key; of a contact's <see cref="ContactForm"/> under <see cref="VaultForms.ContactKey"/>.</summary>
    /// <exception cref="EncoderFallbackException">The id is no text.</exception>
    public static Lookup Of(string userId, ReadOnlySpan<byte> lookupKey)
    {
        var most = Utf8.GetMaxByteCount(userId.Length);
        Span<byte> id = most <= 256 ? stackalloc byte[most] : new byte[most];
        Span<byte> hash = stackalloc byte[Length];
        HMACSHA256.HashData(lookupKey, id[..Utf8.GetBytes(userId, id)], hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    /// <summary>The lookup of these bytes.</summary>
    public static Lookup Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));

    /// <summary>Writes its bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }

    /// <summary>Its bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        CopyTo(bytes);
        return bytes;
    }
}

/// <summary>Where generations of one key follow each other.</summary>
/// <param name="Owner">See <see cref="KeyName"/>.</param>
/// <param name="Class">How long its keys must live.</param>
/// <param name="Category">The data category they protect.</param>
public readonly record struct KeySlot(string Owner, KeyClass Class, string Category)
{
    /// <summary>The slot of a key.</summary>
    public static KeySlot Of(KeyName name) => new(name.Owner, name.Class, name.Category);
}

/// <summary>What the vaults of all engines derive and name alike.</summary>
public static class VaultForms
{
    /// <summary>The secret that is the lookup key. It also shows under which master key a vault is.</summary>
    public const string LookupSecret = "lookup";

    /// <summary>The name under which a secret is wrapped, so that none can stand in for a key.</summary>
    public static string SecretName(string name) => "secret/" + name;

    /// <summary>The key of contacts' lookups: of the lookup key, but never to be had by a user id that is made for it.</summary>
    public static byte[] ContactKey(byte[] lookupKey) => HKDF.DeriveKey(HashAlgorithmName.SHA256, lookupKey, Lookup.Length, info: "ledger-contact-lookup/v1"u8.ToArray());

    /// <summary>A person's token of its sixteen random bytes.</summary>
    public static string Token(ReadOnlySpan<byte> bytes) => "s-" + Convert.ToHexStringLower(bytes);

    /// <summary>The sixteen bytes of a token.</summary>
    public static byte[] TokenBytes(string token) => Convert.FromHexString(token.AsSpan(2));
}
