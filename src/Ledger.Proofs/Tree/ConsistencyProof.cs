using System.Numerics;

namespace Ledger.Proofs;

/// <summary>RFC 6962, 2.1.2: that a tree is a continuation of an earlier one, with nothing changed or taken out.</summary>
public static class ConsistencyProof
{
    /// <summary>
    /// True when the first <paramref name="size1"/> leaves of the tree with <paramref name="root2"/> have <paramref name="root1"/>
    /// (algorithm of RFC 9162, 2.1.4.2). False for anything else; sizes must satisfy 0 &lt; size1 &lt;= size2.
    /// </summary>
    public static bool Verify(long size1, long size2, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root1, ReadOnlySpan<byte> root2)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (size1 <= 0 || size1 > size2)
        {
            return false;
        }
        if (size1 == size2)
        {
            return proof.Count == 0 && root1.SequenceEqual(root2);
        }
        if (root1.Length != MerkleTree.HashLength || proof.Count == 0 || proof.Any(hash => hash is not { Length: MerkleTree.HashLength }))
        {
            return false;
        }
        return Walk(size1, size2, proof, root1, root2);
    }

    static bool Walk(long size1, long size2, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root1, ReadOnlySpan<byte> root2)
    {
        long node = size1 - 1, last = size2 - 1;
        while ((node & 1) == 1)
        {
            node >>= 1;
            last >>= 1;
        }
        // An earlier tree that is a perfect subtree is its own starting point; the proof then leaves it out.
        var perfect = BitOperations.IsPow2(size1);
        Span<byte> hash1 = stackalloc byte[MerkleTree.HashLength], hash2 = stackalloc byte[MerkleTree.HashLength];
        (perfect ? root1 : proof[0]).CopyTo(hash1);
        hash1.CopyTo(hash2);
        for (var at = perfect ? 0 : 1; at < proof.Count; at++)
        {
            if (last == 0)
            {
                return false;
            }
            if ((node & 1) == 1 || node == last)
            {
                MerkleTree.NodeHash(proof[at], hash1, hash1);
                MerkleTree.NodeHash(proof[at], hash2, hash2);
                while (node != 0 && (node & 1) == 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                MerkleTree.NodeHash(hash2, proof[at], hash2);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash1.SequenceEqual(root1) && hash2.SequenceEqual(root2);
    }
}
