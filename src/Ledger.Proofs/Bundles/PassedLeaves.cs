namespace Ledger.Proofs;

/// <summary>The last leaves that were dealt with, to know an event again that comes a second time or behind its place.</summary>
internal sealed class PassedLeaves
{
    readonly (long Index, bool Shown, byte[] Hash)[] _leaves = new (long, bool, byte[])[LeafSource.Window];
    long _count;

    /// <summary>Takes note of a leaf, and whether the file has its event in this place.</summary>
    internal void Add(long index, ReadOnlySpan<byte> hash, bool shown)
    {
        ref var leaf = ref _leaves[_count++ % _leaves.Length];
        leaf = (index, shown, leaf.Hash ?? new byte[MerkleTree.HashLength]);
        hash.CopyTo(leaf.Hash);
    }

    internal (long Index, bool Shown)? Find(ReadOnlySpan<byte> hash)
    {
        for (var back = 1; back <= Math.Min(_count, _leaves.Length); back++)
        {
            var (index, shown, known) = _leaves[(_count - back) % _leaves.Length];
            if (hash.SequenceEqual(known))
            {
                return (index, shown);
            }
        }
        return null;
    }
}
