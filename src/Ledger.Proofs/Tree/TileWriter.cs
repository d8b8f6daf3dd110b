namespace Ledger.Proofs;

/// <summary>One C2SP tile as it stands: level, index, width (1 to 256) and that many hashes one behind another.</summary>
public readonly record struct Tile(int Level, long Index, int Width, ReadOnlyMemory<byte> Hashes);

/// <summary>
/// Turns leaf hashes into C2SP tiles, keeping the right edge only. After a batch, <see cref="TakeChanged"/> yields the tiles a store
/// must write; a writer is resumed from them at any size. Not safe for concurrent use.
/// </summary>
public sealed class TileWriter
{
    readonly List<Edge> _edges = [];
    readonly List<Tile> _filled = [];
    readonly Frontier _frontier;

    /// <summary>A writer for an empty log.</summary>
    public TileWriter() => _frontier = new Frontier();

    /// <summary>Goes on from stored tiles at this size; the stored tiles may be wider. Reads at most a few tiles a level.</summary>
    public TileWriter(long size, Func<int, long, ReadOnlyMemory<byte>> tiles)
    {
        _frontier = Frontier.Resume(new TileReader(size, tiles));
        for (var level = 0; level < 8 && size >> (8 * level) > 0; level++)
        {
            var hashes = size >> (8 * level);
            var edge = new Edge { Index = hashes / TilePath.FullWidth, Width = (int)(hashes % TilePath.FullWidth) };
            if (edge.Width > 0)
            {
                tiles(level, edge.Index).Span[..(edge.Width * MerkleTree.HashLength)].CopyTo(edge.Hashes);
            }
            _edges.Add(edge);
        }
    }

    /// <summary>Number of leaves.</summary>
    public long Size => _frontier.Size;

    /// <summary>The root (RFC 6962, 2.1) of the leaves so far.</summary>
    public byte[] Root() => _frontier.Root();

    /// <summary>Adds one leaf by its hash (32 bytes).</summary>
    public void Append(ReadOnlySpan<byte> leafHash)
    {
        _frontier.Append(leafHash);
        Append(0, leafHash);
    }

    /// <summary>The tiles that are new or wider since the last call, in ascending level and index. The hashes are copies.</summary>
    public IReadOnlyList<Tile> TakeChanged()
    {
        var changed = new List<Tile>(_filled);
        _filled.Clear();
        for (var level = 0; level < _edges.Count; level++)
        {
            if (_edges[level] is { Changed: true, Width: > 0 } edge)
            {
                changed.Add(edge.Snapshot(level));
            }
            _edges[level].Changed = false;
        }
        changed.Sort((a, b) => (a.Level, a.Index).CompareTo((b.Level, b.Index)));
        return changed;
    }

    void Append(int level, ReadOnlySpan<byte> hash)
    {
        if (level == _edges.Count)
        {
            _edges.Add(new Edge());
        }
        var edge = _edges[level];
        hash.CopyTo(edge.Hashes.AsSpan(edge.Width * MerkleTree.HashLength));
        edge.Width++;
        edge.Changed = true;
        if (edge.Width == TilePath.FullWidth)
        {
            _filled.Add(edge.Snapshot(level));
            Append(level + 1, TileReader.Fold(edge.Hashes));
            edge.Index++;
            edge.Width = 0;
        }
    }

    /// <summary>The tile that is being filled at one level.</summary>
    sealed class Edge
    {
        internal readonly byte[] Hashes = new byte[TilePath.FullWidth * MerkleTree.HashLength];

        internal long Index { get; set; }

        internal int Width { get; set; }

        internal bool Changed { get; set; }

        internal Tile Snapshot(int level) => new(level, Index, Width, Hashes.AsSpan(0, Width * MerkleTree.HashLength).ToArray());
    }
}
