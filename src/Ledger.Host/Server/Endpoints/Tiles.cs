using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;

namespace Ledger.Host.Server.Endpoints;

/// <summary>
/// C2SP tlog-tiles. A tile is served as far as the newest signed checkpoint covers it, at every width up to that. What is asked for is read off the path as
/// it was sent, and must be spelt as the specification spells it: one resource has one name.
/// </summary>
static class Tiles
{
    const string OctetStream = "application/octet-stream";
    const int FlushBytes = 64 << 10, LevelMax = 63, GroupsMax = 6;

    /// <summary>GET /tile/L/N[.p/W]</summary>
    public static async Task<IResult> Hashes(HttpContext context, ICheckpoints checkpoints, TransparencyLog log)
    {
        if (!TryParse(context, out var level, out var index, out var width) || level < 0) return Missing();
        var size = (await checkpoints.Newest(context.RequestAborted))?.Size ?? 0;
        if (TilePath.Width(level, index, size) < width || log.Tile(level, index, width) is not { } hashes) return Missing();
        context.Response.Headers.CacheControl = "max-age=31536000, immutable";   // a width of a tile never changes
        return Results.Bytes(hashes, OctetStream);
    }

    /// <summary>GET /tile/entries/N[.p/W]: the stored bytes, each behind its length in 16 bits.</summary>
    public static async Task<IResult> Entries(HttpContext context, ICheckpoints checkpoints, IJournal journal)
    {
        if (!TryParse(context, out var level, out var index, out var width) || level >= 0) return Missing();
        var size = (await checkpoints.Newest(context.RequestAborted))?.Size ?? 0;
        return TilePath.Width(0, index, size) < width ? Missing() : new Bundle(journal, index * TilePath.FullWidth, width);
    }

    static IResult Missing() => Problems.Of(404, HttpRefusals.NotFound, "There is no such tile under the newest checkpoint.");

    /// <summary>The tile the path names; level -1 for entries. False where it is spelt in any other way than the specification's.</summary>
    static bool TryParse(HttpContext context, out int level, out long index, out int width)
    {
        (level, index, width) = (-1, 0, TilePath.FullWidth);
        var path = RawPath.Of(context).TrimStart('/').ToString();
        List<string> parts = [.. path.Split('/')];
        if (parts.Count < 3 || (parts[1] != "entries" && !(int.TryParse(parts[1], out level) && level is >= 0 and <= LevelMax))) return false;
        if (parts[^2].EndsWith(".p", StringComparison.Ordinal))
        {
            if (!int.TryParse(parts[^1], out width) || width is < 1 or >= TilePath.FullWidth) return false;
            parts.RemoveAt(parts.Count - 1);
            parts[^1] = parts[^1][..^2];
        }
        if (parts.Count - 2 > GroupsMax) return false;
        foreach (var part in parts.Skip(2))
        {
            if (!int.TryParse(part.AsSpan().TrimStart('x'), out var digits) || digits is < 0 or > 999) return false;
            index = (index * 1000) + digits;
        }
        if (index > long.MaxValue / TilePath.FullWidth) return false;
        return path == (level < 0 ? TilePath.Entries(index, width) : TilePath.Hashes(level, index, width));
    }

    sealed class Bundle(IJournal journal, long first, int count) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, left) = (httpContext.Response, count);
            response.ContentType = OctetStream;
            response.Headers.CacheControl = "no-store";
            await response.StartAsync(httpContext.RequestAborted);   // from here on a failure breaks the answer off
            await foreach (var entry in journal.ReadAll(first, httpContext.RequestAborted))
            {
                Write(response.BodyWriter, entry.Bytes.Span);
                if (--left == 0) break;
                if (response.BodyWriter.UnflushedBytes > FlushBytes) await response.BodyWriter.FlushAsync(httpContext.RequestAborted);
            }
            if (left > 0) throw new InvalidDataException("The journal ends before its checkpoint.");
        }

        static void Write(PipeWriter body, ReadOnlySpan<byte> entry)
        {
            BinaryPrimitives.WriteUInt16BigEndian(body.GetSpan(2), checked((ushort)entry.Length));
            body.Advance(2);
            body.Write(entry);
        }
    }
}
