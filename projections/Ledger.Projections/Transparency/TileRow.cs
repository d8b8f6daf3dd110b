using System.Globalization;
using Ledger.Proofs;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>A tile of the ledger's Merkle tree (C2SP tlog-tiles) as it stands; only the last one of a level still grows.</summary>
/// <param name="Level">Level of the tile, 0 to 7.</param>
/// <param name="Index">Its place in the level.</param>
/// <param name="Width">How many hashes it holds, 1 to 256.</param>
/// <param name="Hashes">The hashes, one behind another, base64.</param>
public sealed record TileRow(long Level, long Index, long Width, string Hashes) : IRow
{
    /// <inheritdoc/>
    public string Key => KeyOf(Level, Index);

    /// <summary>The key of the tile at that level and place.</summary>
    public static string KeyOf(long level, long index) => string.Create(CultureInfo.InvariantCulture, $"{level}/{index}");
}

/// <summary>The transparency tree: the leaf is the hash of the stored bytes, whatever they say.</summary>
sealed class TileProjection(IReadModels rows, long position) : IProjection
{
    readonly TileWriter _tree = position == 0 ? new() : new(position, new TileSource(rows).Read);

    public ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        _tree.Append(happened.LeafHash);
        return ValueTask.CompletedTask;
    }

    public Action<List<RowChange>> HandOver()
    {
        var changed = _tree.TakeChanged();
        return changes => changes.AddRange(changed.Select(tile =>
            RowChanges.Of(new TileRow(tile.Level, tile.Index, tile.Width, Convert.ToBase64String(tile.Hashes.Span)))));
    }
}
