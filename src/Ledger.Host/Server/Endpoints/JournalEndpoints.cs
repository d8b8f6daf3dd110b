using System.Buffers;
using System.Globalization;
using System.Text;
using Ledger.Access;
using Ledger.Journal;
using Ledger.Proofs;
using MediatR;

namespace Ledger.Host.Server.Endpoints;

/// <summary>GET /events and /events/{index}: the journal, byte for byte as it is stored.</summary>
static class JournalEndpoints
{
    const int LimitDefault = 100, LimitMax = 1000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/events", Page).Allow(Role.Officer, Role.Auditor);
        routes.MapGet("/events/{index}", One).Allow(Role.Officer, Role.Auditor);
    }

    static async Task<IResult> Page(HttpContext context, IMediator mediator)
    {
        if (Accepting.Choose(context, Accepting.Json, Accepting.JsonLines) is not { } type) return Accepting.NotAcceptable(Accepting.Json, Accepting.JsonLines);
        var asked = Listing.ParametersOf(context, "from", "type");
        var (from, limit, cursor) = (asked.Number("from", 0, long.MaxValue), asked.Number("limit", 1, LimitMax), asked.Text("cursor"));
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        var after = cursor is null ? null : PagingCursor.Read(context, cursor);
        if (cursor is not null && after is not { Number: >= 0 }) return Problems.Of(400, HttpRefusals.BadCursor, "The cursor is none of this list with these filters.", "?cursor");
        var request = new ReadEvents(after?.Number ?? from ?? 0, (int)(limit ?? LimitDefault), asked.Text("type"), context.Actor());
        var outcome = await mediator.Send(request, context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        return new JournalAnswer(outcome.Value, type == Accepting.JsonLines);
    }

    static async Task<IResult> One(HttpContext context, IMediator mediator, string index)
    {
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        // Whatever is no index is the index of no event.
        var place = long.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;
        var outcome = await mediator.Send(new ReadEvents(place, 1, null, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        if (outcome.Value.Events is not [{ } entry]) return Problems.Of(new(Refusals.EventUnknown, "No event of this index is recorded."));
        context.Response.Headers.CacheControl = "no-store";
        return Results.Bytes(entry.Bytes, "application/cloudevents+json; charset=utf-8",
            entityTag: new($"\"{Convert.ToHexStringLower(MerkleTree.LeafHash(entry.Bytes.Span))}\""));
    }

    /// <summary>A page of events: as lines, or within a document that says each one's index.</summary>
    sealed class JournalAnswer(JournalPage page, bool lines) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, next) = (httpContext.Response, page.Next is { } index ? PagingCursor.Write(httpContext, new(index)) : null);
            response.Headers.CacheControl = "no-store";
            response.Headers["Ledger-Known"] = page.Known.ToString(CultureInfo.InvariantCulture);
            if (next is not null) response.Headers.Link = PagingCursor.Link(httpContext, next);
            response.ContentType = lines ? Accepting.JsonLines : "application/json; charset=utf-8";
            var body = response.BodyWriter;
            if (!lines) body.Write("{\"items\":["u8);
            for (var place = 0; place < page.Events.Count; place++)
            {
                var entry = page.Events[place];
                if (!lines) Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{(place == 0 ? "" : ",")}{{\"index\":{entry.Index},\"event\":"), body);
                body.Write(entry.Bytes.Span);
                body.Write(lines ? "\n"u8 : "}"u8);
                if (place % 64 == 63) await body.FlushAsync(httpContext.RequestAborted);
            }
            if (lines) return;
            var last = next is null ? "" : $",\"next\":\"{next}\"";
            Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"]{last},\"known\":{page.Known}}}"), body);
        }
    }
}
