namespace Ledger.Proofs;

/// <summary>RFC 6962, 2.1.1: that a leaf stands at an index of the tree with a given size and root.</summary>
public static class InclusionProof
{
    /// <summary>
    /// True when the audit path leads from the leaf at <paramref name="index"/> to the root of the first <paramref name="size"/>
    /// leaves (algorithm of RFC 9162, 2.1.3.2). False for anything else, including hashes that are not 32 bytes.
    /// </summary>
    public static bool Verify(long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        ArgumentNullException.ThrowIfNull(proof);
        if (index < 0 || index >= size || leafHash.Length != MerkleTree.HashLength)
        {
            return false;
        }
        long node = index, last = size - 1;
        Span<byte> hash = stackalloc byte[MerkleTree.HashLength];
        leafHash.CopyTo(hash);
        foreach (var sibling in proof)
        {
            if (last == 0 || sibling is not { Length: MerkleTree.HashLength })
            {
                return false;
            }
            if ((node & 1) == 1 || node == last)
            {
                MerkleTree.NodeHash(sibling, hash, hash);
                // A right edge without a sibling rises until it is a right child.
                while (node != 0 && (node & 1) == 0)
                {
                    node >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                MerkleTree.NodeHash(hash, sibling, hash);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.SequenceEqual(root);
    }
}
