using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Server;

/// <summary>
/// Segments of the path as the caller sent them. A person's id may hold any character, a slash as <c>%2F</c> among them, which the routed path leaves
/// undecoded: so a segment is taken from the request's target and decoded here, once and strictly (RFC 3986 2.1).
/// </summary>
static class RawPath
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The segment at a place, decoded; null where a percent sign begins no byte, or the bytes are not UTF-8.</summary>
    public static string? Segment(HttpContext context, int place)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.AsSpan(0, target.IndexOf('?') is >= 0 and var end ? end : target.Length).TrimStart('/');
        foreach (var segment in path.Split('/'))
            if (place-- == 0) return Decode(path[segment]);
        return null;
    }

    static string? Decode(ReadOnlySpan<char> segment)
    {
        if (!segment.ContainsAnyExceptInRange('!', '~') && !segment.Contains('%')) return segment.ToString();
        var bytes = new byte[segment.Length * 3];
        var length = 0;
        for (var at = 0; at < segment.Length; at++)
        {
            if (segment[at] != '%') length += Encoding.UTF8.GetBytes(segment.Slice(at, 1), bytes.AsSpan(length));
            else if (at + 2 < segment.Length && char.IsAsciiHexDigit(segment[at + 1]) && char.IsAsciiHexDigit(segment[at + 2]))
            {
                bytes[length++] = Convert.FromHexString(segment.Slice(at + 1, 2))[0];
                at += 2;
            }
            else return null;
        }
        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
