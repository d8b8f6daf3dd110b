using System.Globalization;

namespace Ledger.Proofs;

/// <summary>The resource names of C2SP tlog-tiles ("Merkle Tree", "Log entries"), relative to the log's prefix.</summary>
public static class TilePath
{
    /// <summary>Hashes in a full tile, and entries in a full bundle.</summary>
    public const int FullWidth = 256;

    /// <summary>tile/L/N, with .p/W where the tile is narrower than 256. Level 0 to 63, index from 0, width 1 to 256.</summary>
    public static string Hashes(int level, long index, int width = FullWidth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(level, 63);
        return string.Create(CultureInfo.InvariantCulture, $"tile/{level}/{Index(index, width)}");
    }

    /// <summary>tile/entries/N, with .p/W where the bundle holds fewer than 256 entries.</summary>
    public static string Entries(long index, int width = FullWidth) => "tile/entries/" + Index(index, width);

    /// <summary>Width of the tile at this level and index in a tree of this size: 0 where there is none, 256 where it is full.</summary>
    public static int Width(int level, long index, long size)
    {
        // Beyond level 7 a long holds no full subtree below the tile; shifting by 64 or more would wrap.
        var hashes = level < 8 ? size >> (8 * level) : 0;
        return index < 0 || index > hashes / FullWidth ? 0 : (int)Math.Min(hashes - index * FullWidth, FullWidth);
    }

    static string Index(long index, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, FullWidth);
        var path = string.Create(CultureInfo.InvariantCulture, $"{index % 1000:d3}");
        for (index /= 1000; index > 0; index /= 1000)
        {
            path = string.Create(CultureInfo.InvariantCulture, $"x{index % 1000:d3}/{path}");
        }
        return width == FullWidth ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.p/{width}");
    }
}
