using System.Globalization;
using Ledger.Access;
using Ledger.Host.Server.Listening;
using Ledger.Journal;
using Ledger.Listening;

namespace Ledger.Host.Server.Endpoints;

/// <summary>GET /feed: listening.</summary>
static class FeedEndpoints
{
    static readonly string[] Known = ["type", "purpose", "after"];

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/feed", Follow).Allow(Role.Publisher, Role.Officer, Role.Auditor);

    static async Task<IResult> Follow(HttpContext context, Feeds feeds, IJournal journal)
    {
        var query = context.Request.Query;
        if (query.Keys.Any(key => !Known.Contains(key, StringComparer.Ordinal)))
            return Problems.Of(400, HttpRefusals.BadRequest, "The feed takes 'type', 'purpose' and 'after', nothing else.");
        var filter = EventFilter.Of(context.Actor().Role, Texts(query["type"]), Texts(query["purpose"]));
        if (filter.Refusal is { } refusal) return Problems.Of(refusal);
        if (!TryStart(context, out var after)) return Problems.Of(400, HttpRefusals.BadRequest, "A place in the feed is the index of an event, or -1.");
        var head = await journal.Count(context.RequestAborted);
        if (after >= head) return Problems.Of(409, HttpRefusals.AfterHead, "The ledger has no event of this index: what was heard came from another, or from a newer copy.");
        return await feeds.Open(context, filter.Value, after + 1 ?? head)
            ? Results.Empty
            : Problems.Of(503, Refusals.Busy, "Too many feeds are open.");
    }

    static string[] Texts(Microsoft.Extensions.Primitives.StringValues values) => [.. values.Select(value => value ?? "")];

    /// <summary>After which event to begin: a client that reconnects says so in a header, which is newer than the address it was given.</summary>
    static bool TryStart(HttpContext context, out long? after)
    {
        after = null;
        var header = context.Request.Headers["Last-Event-ID"].ToString();
        if (header.Length == 0 && !context.Request.Query.ContainsKey("after")) return true;
        var said = header.Length > 0 ? header : context.Request.Query["after"].ToString();   // an empty one is refused: whoever lost its place must not skip events
        if (!long.TryParse(said, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index) || index < -1) return false;
        after = index;
        return true;
    }
}
