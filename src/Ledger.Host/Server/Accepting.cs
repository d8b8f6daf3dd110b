using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Server;

/// <summary>Which of the media types an endpoint offers the caller would rather have (RFC 9110 12.5.1).</summary>
static class Accepting
{
    public const string Json = "application/json", Csv = "text/csv", Html = "text/html", JsonLines = "application/jsonl";

    /// <summary>The type to answer in, of those offered the first of the highest quality; null where none is acceptable.</summary>
    public static string? Choose(HttpContext context, params ReadOnlySpan<string> offered)
    {
        context.Response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        var accepted = context.Request.GetTypedHeaders().Accept;
        if (accepted is not { Count: > 0 }) return context.Request.Headers.Accept.Count == 0 ? offered[0] : null;
        string? best = null;
        var highest = 0.0;
        foreach (var type in offered)
        {
            var quality = QualityOf(type, accepted);
            if (quality > highest) (best, highest) = (type, quality);
        }
        return best;
    }

    /// <summary>No type the endpoint has.</summary>
    public static IResult NotAcceptable(params ReadOnlySpan<string> offered) =>
        Problems.Of(StatusCodes.Status406NotAcceptable, HttpRefusals.NotAcceptable, $"This is to be had as {string.Join(" or ", offered)}.");

    /// <summary>The quality of the most specific range that holds the type.</summary>
    static double QualityOf(string type, IList<MediaTypeHeaderValue> accepted)
    {
        var (quality, specific) = (0.0, -1);
        foreach (var range in accepted)
        {
            var how = range.MatchesAllTypes ? 0
                : range.MatchesAllSubTypes ? type.StartsWith($"{range.Type}/", StringComparison.OrdinalIgnoreCase) ? 1 : -1
                : range.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase) ? 2 : -1;
            if (how > specific) (quality, specific) = (range.Quality ?? 1, how);
        }
        return quality;
    }
}
