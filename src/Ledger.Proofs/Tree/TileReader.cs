namespace Ledger.Proofs;

/// <summary>
/// The tree of one size, read from stored C2SP tiles: root, proofs and subtree hashes. The source returns, for a level and index, at
/// least as many hashes as that tile has at this size; a store that has grown since may return more. Not safe for concurrent use.
/// </summary>
public sealed class TileReader
{
    // The tile last read at each level: proofs and multiproofs walk from left to right and ask for it again and again.
    readonly (long Index, ReadOnlyMemory<byte> Hashes)[] _recent = new (long, ReadOnlyMemory<byte>)[8];
    readonly Func<int, long, ReadOnlyMemory<byte>> _tiles;

    /// <summary>The tree of the first <paramref name="size"/> leaves of the log whose tiles these are.</summary>
    public TileReader(long size, Func<int, long, ReadOnlyMemory<byte>> tiles)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        ArgumentNullException.ThrowIfNull(tiles);
        Size = size;
        _tiles = tiles;
    }

    /// <summary>Number of leaves.</summary>
    public long Size { get; }

    /// <summary>The root (RFC 6962, 2.1). Throws <see cref="InvalidDataException"/> where a tile is missing or too narrow.</summary>
    public byte[] Root() => Size == 0 ? MerkleTree.EmptyRoot.ToArray() : SubtreeHash(0, Size);

    /// <summary>
    /// MTH(D[lo:hi]) for a range that RFC 6962's splitting can reach: 0 &lt;= lo &lt; hi &lt;= size, and lo a multiple of a power of
    /// two that is at least hi - lo.
    /// </summary>
    public byte[] SubtreeHash(long lo, long hi)
    {
        if (lo < 0 || lo >= hi || hi > Size || (hi - lo > 1 && lo % (2 * MerkleTree.Split(hi - lo)) != 0))
        {
            throw new ArgumentOutOfRangeException(nameof(lo), "Not a subtree of a tree of this size.");
        }
        return Hash(lo, hi);
    }

    /// <summary>The audit path of a leaf, from its sibling up (RFC 6962, 2.1.1).</summary>
    public IReadOnlyList<byte[]> InclusionProof(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        var path = new List<byte[]>();
        for (long lo = 0, hi = Size; hi - lo > 1;)
        {
            var middle = lo + MerkleTree.Split(hi - lo);
            var right = index >= middle;
            path.Add(right ? Hash(lo, middle) : Hash(middle, hi));
            (lo, hi) = right ? (middle, hi) : (lo, middle);
        }
        path.Reverse();
        return path;
    }

    /// <summary>The proof that this tree continues the one of its first <paramref name="size1"/> leaves (RFC 6962, 2.1.2).</summary>
    public IReadOnlyList<byte[]> ConsistencyProof(long size1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size1, Size);
        var path = new List<byte[]>();
        long lo = 0, hi = Size;
        while (hi > size1)
        {
            var middle = lo + MerkleTree.Split(hi - lo);
            var right = size1 > middle;
            path.Add(right ? Hash(lo, middle) : Hash(middle, hi));
            (lo, hi) = right ? (middle, hi) : (lo, middle);
        }
        // What is left is the last subtree of the earlier tree; when it is the whole earlier tree its hash is known already.
        if (lo > 0)
        {
            path.Add(Hash(lo, hi));
        }
        path.Reverse();
        return path;
    }

    byte[] Hash(long lo, long hi)
    {
        if (MerkleTree.IsPerfect(lo, hi))
        {
            return FromTile(lo, hi);
        }
        var middle = lo + MerkleTree.Split(hi - lo);
        return MerkleTree.NodeHash(Hash(lo, middle), Hash(middle, hi));
    }

    /// <summary>A perfect subtree is one tile's hash, or 2 to 128 neighbouring ones folded together.</summary>
    byte[] FromTile(long lo, long hi)
    {
        var level = System.Numerics.BitOperations.Log2((ulong)(hi - lo)) / 8;
        long first = lo >> (8 * level), count = (hi - lo) >> (8 * level);
        var index = first / TilePath.FullWidth;
        var hashes = Tile(level, index);
        var from = (int)(first % TilePath.FullWidth) * MerkleTree.HashLength;
        return Fold(hashes.Span.Slice(from, (int)count * MerkleTree.HashLength));
    }

    ReadOnlyMemory<byte> Tile(int level, long index)
    {
        var (recent, hashes) = _recent[level];
        if (recent == index && !hashes.IsEmpty)
        {
            return hashes;
        }
        hashes = _tiles(level, index);
        if (hashes.Length < TilePath.Width(level, index, Size) * MerkleTree.HashLength)
        {
            throw new InvalidDataException($"The stored tile {TilePath.Hashes(level, index)} is narrower than a tree of {Size} needs.");
        }
        _recent[level] = (index, hashes);
        return hashes;
    }

    /// <summary>The root over a power of two of hashes that lie one behind another.</summary>
    internal static byte[] Fold(ReadOnlySpan<byte> hashes)
    {
        if (hashes.Length == MerkleTree.HashLength)
        {
            return hashes.ToArray();
        }
        Span<byte> row = stackalloc byte[hashes.Length / 2];
        for (var at = 0; at < row.Length; at += MerkleTree.HashLength)
        {
            var pair = hashes.Slice(2 * at, 2 * MerkleTree.HashLength);
            MerkleTree.NodeHash(pair[..MerkleTree.HashLength], pair[MerkleTree.HashLength..], row[at..(at + MerkleTree.HashLength)]);
        }
        return Fold(row);
    }
}
