using Microsoft.AspNetCore.Http.Features;

namespace Ledger.Host.Server;

/// <summary>
/// Segments of the path as the caller sent them. A person's id may hold any character, a slash as <c>%2F</c> among them, which the routed path leaves
/// undecoded: so a segment is taken from the request's target and decoded here, once and strictly (RFC 3986 2.1).
/// </summary>
static class RawPath
{
    /// <summary>The path of the request's target, undecoded, with its first slash.</summary>
    public static ReadOnlySpan<char> Of(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.AsSpan();
        if (target.IndexOf('?') is >= 0 and var query) target = target[..query];
        if (target.StartsWith("/") || target.IndexOf("://") is not (>= 0 and var scheme)) return target;
        var authority = target[(scheme + 3)..];   // absolute form (RFC 9112 3.2.2)
        return authority.IndexOf('/') is >= 0 and var path ? authority[path..] : "/";
    }

    /// <summary>
    /// The segment at a place, decoded; null where a percent sign begins no byte, or the bytes are not UTF-8, or where the routed path has other
    /// segments: then dots were taken out of it, and the places are no longer the same.
    /// </summary>
    public static string? Segment(HttpContext context, int place)
    {
        var path = Of(context);
        if (path.Count('/') != context.Request.Path.Value.AsSpan().Count('/')) return null;
        foreach (var segment in path.TrimStart('/').Split('/'))
            if (place-- == 0) return PercentText.Decode(path.TrimStart('/')[segment]);
        return null;
    }
}
