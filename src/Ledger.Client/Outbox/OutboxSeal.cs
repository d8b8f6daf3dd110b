using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Client.Outbox;

/// <summary>
/// Seals rows: AES-256-GCM under a key derived anew for each row (HKDF-SHA256 with 32 random bytes of salt), bound to the row's number and id, so that a
/// row can be neither read, changed nor put in another's place. The text is padded, so that it tells no length.
/// </summary>
sealed class OutboxSeal(byte[] key, FillRandom random)
{
    const int SaltBytes = 32, NonceBytes = 12, TagBytes = 16, Padding = 64;

    static readonly byte[] Format = "ledger-outbox-1"u8.ToArray();

    /// <summary>Salt, nonce, ciphertext, tag.</summary>
    public byte[] Seal(long number, string id, ReadOnlySpan<byte> text)
    {
        var padded = new byte[(text.Length + Padding - 1) / Padding * Padding];
        text.CopyTo(padded);
        padded.AsSpan(text.Length).Fill((byte)' ');   // JSON takes white space behind
        var row = new byte[SaltBytes + NonceBytes + padded.Length + TagBytes];
        random(row.AsSpan(0, SaltBytes + NonceBytes));
        using var cipher = Cipher(row);
        cipher.Encrypt(row.AsSpan(SaltBytes, NonceBytes), padded, row.AsSpan(SaltBytes + NonceBytes, padded.Length), row.AsSpan(^TagBytes), Place(number, id));
        return row;
    }

    /// <summary>The text of a row; null where it is not what was sealed there under this key.</summary>
    public byte[]? Open(long number, string id, ReadOnlySpan<byte> row)
    {
        if (row.Length < SaltBytes + NonceBytes + TagBytes) return null;
        var padded = new byte[row.Length - SaltBytes - NonceBytes - TagBytes];
        using var cipher = Cipher(row);
        try
        {
            cipher.Decrypt(row.Slice(SaltBytes, NonceBytes), row.Slice(SaltBytes + NonceBytes, padded.Length), row[^TagBytes..], padded, Place(number, id));
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
        return padded.AsSpan().TrimEnd((byte)' ').ToArray();
    }

    AesGcm Cipher(ReadOnlySpan<byte> row)
    {
        Span<byte> derived = stackalloc byte[32];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, row[..SaltBytes], Format);
        return new(derived, TagBytes);
    }

    static byte[] Place(long number, string id)
    {
        var place = new byte[Format.Length + 8 + Encoding.UTF8.GetByteCount(id)];
        Format.CopyTo(place, 0);
        BinaryPrimitives.WriteInt64BigEndian(place.AsSpan(Format.Length), number);
        Encoding.UTF8.GetBytes(id, place.AsSpan(Format.Length + 8));
        return place;
    }
}
