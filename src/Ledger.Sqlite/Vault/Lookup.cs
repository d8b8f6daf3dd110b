using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ledger.Sealing;

namespace Ledger.Sqlite;

/// <summary>
/// HMAC-SHA256 of the operator's user id under the vault's lookup key: finds a person's token, and tells nothing without that key.
/// </summary>
readonly record struct Lookup(UInt128 High, UInt128 Low)
{
    public const int Length = 32;

    /// <summary>A lone surrogate throws instead of turning into a question mark, which would make two persons one.</summary>
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static Lookup Of(string userId, ReadOnlySpan<byte> lookupKey)
    {
        var most = Utf8.GetMaxByteCount(userId.Length);
        Span<byte> id = most <= 256 ? stackalloc byte[most] : new byte[most];
        Span<byte> hash = stackalloc byte[Length];
        HMACSHA256.HashData(lookupKey, id[..Utf8.GetBytes(userId, id)], hash);
        return new(BinaryPrimitives.ReadUInt128BigEndian(hash), BinaryPrimitives.ReadUInt128BigEndian(hash[16..]));
    }

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt128BigEndian(destination, High);
        BinaryPrimitives.WriteUInt128BigEndian(destination[16..], Low);
    }
}

/// <summary>Where generations of one key follow each other.</summary>
readonly record struct KeySlot(string Owner, KeyClass Class, string Category)
{
    public static KeySlot Of(KeyName name) => new(name.Owner, name.Class, name.Category);
}
