using System.Collections.Concurrent;
using Ledger.Proofs;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>
/// Tiles from the rows, for the tree's readers. Reading a tree is a synchronous walk, so a row is waited for here; on the embedded engine it is there at
/// once. Where one thing runs at a time (a page of the console is rendered so), it is found elsewhere: it could not go on while it is waited for. Full tiles never change and a bounded number of them is kept. Safe for concurrent use.
/// </summary>
sealed class TileSource(IReadModels rows)
{
    const int FullTilesKept = 256;

    readonly ConcurrentDictionary<(int, long), ReadOnlyMemory<byte>> _full = new();

    /// <summary>The hashes of a tile; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Read(int level, long index)
    {
        if (_full.TryGetValue((level, index), out var kept)) return kept;
        var row = (SynchronizationContext.Current is null ? Find() : Task.Run(Find)).GetAwaiter().GetResult();
        if (row is null) return default;
        ReadOnlyMemory<byte> hashes = Convert.FromBase64String(row.Hashes);
        if (row.Width < TilePath.FullWidth) return hashes;
        if (_full.Count >= FullTilesKept) _full.Clear();
        _full[(level, index)] = hashes;
        return hashes;

        Task<TileRow?> Find() => rows.Find<TileRow>(TileRow.KeyOf(level, index), CancellationToken.None).AsTask();
    }
}
