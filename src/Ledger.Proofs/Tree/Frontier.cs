namespace Ledger.Proofs;

/// <summary>
/// A growing RFC 6962 tree of which only the right edge is kept: one hash for each perfect subtree its size is made of, so that
/// appending and the root take logarithmic space. Not safe for concurrent use.
/// </summary>
public sealed class Frontier
{
    // _subtrees[b] is the perfect subtree of 2^b leaves, valid while bit b of the size is set.
    readonly byte[][] _subtrees = new byte[63][];

    /// <summary>Number of leaves.</summary>
    public long Size { get; private set; }

    /// <summary>Adds one leaf by its hash (32 bytes).</summary>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(leafHash.Length, MerkleTree.HashLength, nameof(leafHash));
        Span<byte> carry = stackalloc byte[MerkleTree.HashLength];
        leafHash.CopyTo(carry);
        var bit = 0;
        for (; (Size >> bit & 1) == 1; bit++)
        {
            MerkleTree.NodeHash(_subtrees[bit], carry, carry);
        }
        carry.CopyTo(_subtrees[bit] ??= new byte[MerkleTree.HashLength]);
        Size++;
    }

    /// <summary>The root (RFC 6962, 2.1) of the leaves so far.</summary>
    public byte[] Root()
    {
        if (Size == 0)
        {
            return MerkleTree.EmptyRoot.ToArray();
        }
        byte[]? root = null;
        for (var bit = 0; bit < _subtrees.Length; bit++)
        {
            if ((Size >> bit & 1) == 1)
            {
                root = root is null ? [.. _subtrees[bit]] : MerkleTree.NodeHash(_subtrees[bit], root);
            }
        }
        return root!;
    }

    /// <summary>Takes over the right edge of a tree that is stored as tiles.</summary>
    internal static Frontier Resume(TileReader tree)
    {
        var frontier = new Frontier { Size = tree.Size };
        var lo = 0L;
        for (var bit = frontier._subtrees.Length - 1; bit >= 0; bit--)
        {
            if ((tree.Size >> bit & 1) == 1)
            {
                frontier._subtrees[bit] = tree.SubtreeHash(lo, lo + (1L << bit));
                lo += 1L << bit;
            }
        }
        return frontier;
    }
}
