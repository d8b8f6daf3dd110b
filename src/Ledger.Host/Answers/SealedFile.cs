using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Answers;

/// <summary>
/// The framing of a deposited answer at rest: a head of 8 bytes (<c>LdgAns1\0</c>) and 32 random bytes of salt, then chunks of 64 KiB, each with its AES-256-GCM
/// tag. The key is HKDF-SHA256 of the deposit's own key, the salt, and what the file is (its place). A chunk's nonce is its number, 8 bytes, then 1 in the last
/// byte for the last chunk alone: so nothing can be cut off, put in another order, or taken from another file unnoticed. Only the last chunk is short, and it is
/// empty only where the file is.
/// </summary>
static class SealedFile
{
    public const int ChunkBytes = 1 << 16, TagBytes = 16, SaltBytes = 32, HeadBytes = 8 + SaltBytes;

    static ReadOnlySpan<byte> Mark => "LdgAns1\0"u8;

    /// <summary>What a file is: the format, the ledger's origin, the inquiry, the deposit; each with its length in front.</summary>
    public static byte[] PlaceOf(string origin, string inquiry, string deposit)
    {
        using var place = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (string[])["ledger-answer/v1", origin, inquiry, deposit])
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            place.Write(length);
            place.Write(bytes);
        }
        return place.ToArray();
    }

    /// <summary>Seals what comes, in constant memory; its length and hash, or null where it is longer than it may be.</summary>
    public static async Task<(long Bytes, string Sha256)?> Seal(Stream input, Stream output, byte[] key, byte[] place, FillRandom random, long bytesMax, CancellationToken cancel)
    {
        var head = new byte[HeadBytes];
        Mark.CopyTo(head);
        random(head.AsSpan(Mark.Length));
        await output.WriteAsync(head, cancel);
        using var cipher = Cipher(key, head, place);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (now, next, sealed_, bytes) = (new byte[ChunkBytes], new byte[ChunkBytes], new byte[ChunkBytes + TagBytes], 0L);
        var length = await input.ReadAtLeastAsync(now, ChunkBytes, throwOnEndOfStream: false, cancel);
        for (var number = 0L; ; number++)
        {
            if ((bytes += length) > bytesMax) return null;
            var ahead = length == ChunkBytes ? await input.ReadAtLeastAsync(next, ChunkBytes, throwOnEndOfStream: false, cancel) : 0;
            hash.AppendData(now, 0, length);
            cipher.Encrypt(NonceOf(number, last: ahead == 0), now.AsSpan(0, length), sealed_.AsSpan(0, length), sealed_.AsSpan(length, TagBytes));
            await output.WriteAsync(sealed_.AsMemory(0, length + TagBytes), cancel);
            if (ahead == 0) break;
            (now, next, length) = (next, now, ahead);
        }
        return (bytes, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    /// <summary>Reads the head of a file.</summary>
    /// <exception cref="StoreFailedException">It is none of these files.</exception>
    public static AesGcm Open(Stream file, byte[] key, byte[] place)
    {
        var head = new byte[HeadBytes];
        if (file.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes || !head.AsSpan().StartsWith(Mark)) throw Damaged();
        return Cipher(key, head, place);
    }

    public static byte[] NonceOf(long number, bool last)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        nonce[^1] = last ? (byte)1 : (byte)0;
        return nonce;
    }

    public static StoreFailedException Damaged(Exception? inner = null) => new(StoreFailedException.Damaged, "The deposited answer is not what was deposited: it was changed, cut off or put together anew.", inner);

    static AesGcm Cipher(byte[] key, byte[] head, byte[] place)
    {
        var own = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, head[^SaltBytes..], place);
        var cipher = new AesGcm(own, TagBytes);
        CryptographicOperations.ZeroMemory(own);
        return cipher;
    }
}
