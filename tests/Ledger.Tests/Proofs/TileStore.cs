using Ledger.Proofs;

namespace Ledger.Tests.Proofs;

/// <summary>Tiles kept in memory, as a store would upsert them.</summary>
internal sealed class TileStore
{
    readonly Dictionary<(int Level, long Index), Tile> _tiles = [];

    internal static TileStore Of(NaiveTree tree)
    {
        var store = new TileStore();
        var writer = new TileWriter();
        for (var n = 0; n < tree.Size; n++)
        {
            writer.Append(tree[n]);
        }
        store.Take(writer);
        return store;
    }

    internal IReadOnlyDictionary<(int Level, long Index), Tile> Tiles => _tiles;

    internal ReadOnlyMemory<byte> Read(int level, long index) => _tiles[(level, index)].Hashes;

    internal TileReader At(long size) => new(size, Read);

    internal void Take(TileWriter writer)
    {
        foreach (var tile in writer.TakeChanged())
        {
            _tiles[(tile.Level, tile.Index)] = tile;
        }
    }
}
