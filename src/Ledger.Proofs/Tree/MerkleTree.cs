using System.Buffers;
using System.Numerics;
using System.Security.Cryptography;

namespace Ledger.Proofs;

/// <summary>The hashes of an RFC 6962 Merkle tree (section 2.1) over SHA-256. Every hash is 32 bytes.</summary>
public static class MerkleTree
{
    /// <summary>Length in bytes of every hash.</summary>
    public const int HashLength = SHA256.HashSizeInBytes;

    const byte LeafPrefix = 0, NodePrefix = 1;

    /// <summary>The root of the tree with no leaves: SHA-256 of nothing (RFC 6962, 2.1).</summary>
    public static ReadOnlySpan<byte> EmptyRoot =>
    [
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
        0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55,
    ];

    /// <summary>SHA-256(0x00 || entry), the hash of one stored entry.</summary>
    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        var hash = new byte[HashLength];
        LeafHash(entry, hash);
        return hash;
    }

    /// <summary>SHA-256(0x01 || left || right), the hash of an inner node. Throws where a hash is not 32 bytes.</summary>
    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[HashLength];
        NodeHash(left, right, hash);
        return hash;
    }

    /// <summary>As <see cref="LeafHash(ReadOnlySpan{byte})"/>, in place.</summary>
    internal static void LeafHash(ReadOnlySpan<byte> entry, Span<byte> hash)
    {
        // One copy behind the prefix and one call is several times faster than an incremental hash for entries of this size.
        var rented = ArrayPool<byte>.Shared.Rent(entry.Length + 1);
        rented[0] = LeafPrefix;
        entry.CopyTo(rented.AsSpan(1));
        SHA256.HashData(rented.AsSpan(0, entry.Length + 1), hash);
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>As <see cref="NodeHash(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>, in place; the result may overwrite an operand.</summary>
    internal static void NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> hash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(left.Length, HashLength, nameof(left));
        ArgumentOutOfRangeException.ThrowIfNotEqual(right.Length, HashLength, nameof(right));
        Span<byte> node = stackalloc byte[1 + 2 * HashLength];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + HashLength)..]);
        SHA256.HashData(node, hash);
    }

    /// <summary>The largest power of two smaller than a count of at least two: where RFC 6962 splits a range of so many leaves.</summary>
    internal static long Split(long count) => 1L << BitOperations.Log2((ulong)(count - 1));

    /// <summary>True when the range is a perfect subtree: a power of two of leaves, standing at a multiple of its size.</summary>
    internal static bool IsPerfect(long lo, long hi) => BitOperations.IsPow2(hi - lo) && lo % (hi - lo) == 0;
}
