using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Ledger.Projections;

namespace Ledger.Host.Server;

/// <summary>
/// Cursors: where a page goes on, bound to the list and the filters it was made for. It is a place and no more: whoever makes one up gets the rows the
/// filters and the role let through, behind some place.
/// </summary>
static class PagingCursor
{
    const byte Version = 1;
    const int MarkBytes = 8, HeadBytes = 1 + MarkBytes + 8 + 8;

    static readonly string[] OfPaging = ["limit", "cursor", "back", "row"];

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The cursor of the page behind a place.</summary>
    public static string Write(HttpContext context, Place place)
    {
        var text = Encoding.UTF8.GetBytes(place.Text);
        var bytes = new byte[HeadBytes + text.Length];
        bytes[0] = Version;
        MarkOf(context).CopyTo(bytes.AsSpan(1));
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1 + MarkBytes), place.Number);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1 + MarkBytes + 8), place.Second);
        text.CopyTo(bytes.AsSpan(HeadBytes));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>The place a cursor stands for; null where it is none of this list with these filters.</summary>
    public static Place? Read(HttpContext context, string cursor)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(cursor);
            if (bytes.Length < HeadBytes || bytes[0] != Version || !bytes.AsSpan(1, MarkBytes).SequenceEqual(MarkOf(context))) return null;
            return new(
                BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1 + MarkBytes)), BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(1 + MarkBytes + 8)),
                Strict.GetString(bytes, HeadBytes, bytes.Length - HeadBytes));
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The address of the page behind a place, as the header <c>Link</c> has it (RFC 8288).</summary>
    public static string Link(HttpContext context, string cursor)
    {
        var query = new QueryString();
        foreach (var (name, values) in context.Request.Query)
            if (name != "cursor") query = query.Add(name, values.ToString());
        return $"<{context.Request.PathBase}{context.Request.Path}{query.Add("cursor", cursor)}>; rel=\"next\"";
    }

    /// <summary>What the list and its filters are told by: a short hash, the same in whatever order the filters stand.</summary>
    static ReadOnlySpan<byte> MarkOf(HttpContext context)
    {
        var filters = context.Request.Query.Where(pair => !OfPaging.Contains(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"\n{pair.Key}={pair.Value}");
        return SHA256.HashData(Encoding.UTF8.GetBytes($"{context.Request.Path}{string.Concat(filters)}")).AsSpan(0, MarkBytes);
    }
}
