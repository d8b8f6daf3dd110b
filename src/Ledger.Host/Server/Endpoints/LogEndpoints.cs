using Ledger.Access;
using Ledger.Host.Documents;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Stamps;
using MediatR;
using Microsoft.Net.Http.Headers;

namespace Ledger.Host.Server.Endpoints;

/// <summary>The transparency log: key, checkpoints, tiles and proofs (C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof); POST /stamp has it stamped.</summary>
static class LogEndpoints
{
    const string Text = "text/plain; charset=utf-8", Json = "application/json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/key", ShowKey).AllowEveryRole();
        routes.MapGet("/checkpoint", Checkpoint).AllowEveryRole();
        routes.MapGet("/tile/{level:int}/{**index}", Tiles.Hashes).AllowEveryRole();
        routes.MapGet("/tile/entries/{**index}", Tiles.Entries).Allow(Role.Officer, Role.Auditor);
        routes.MapGet("/events/{index}/proof", Proof).AllowEveryRole();
        routes.MapPost("/stamp", Stamp).Allow(Role.Officer);
    }

    static IResult ShowKey(HttpContext context, ITransparency transparency)
    {
        var key = transparency.Key;
        context.Response.Headers.Vary = HeaderNames.Accept;
        return PrefersJson(context.Request)
            ? Results.Json(new { origin = key.Name, vkey = key.ToString(), fingerprint = key.Fingerprint })
            : Results.Text($"{key}\n", Text);
    }

    static async Task<IResult> Checkpoint(HttpContext context, ICheckpoints checkpoints)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return await checkpoints.Newest(context.RequestAborted) is { } newest
            ? Results.Text(newest.Note, Text)
            : Problems.Of(404, HttpRefusals.NoCheckpoint, "Nothing is recorded yet, so nothing is signed.");
    }

    /// <summary>The proof under the newest checkpoint. What is recorded but not covered yet will be, within a second.</summary>
    static async Task<IResult> Proof(HttpContext context, TransparencyLog log, IJournal journal)
    {
        if (!TryIndex(RawPath.Segment(context, 1), out var index) || index >= await journal.Count(context.RequestAborted))
            return Problems.Of(404, HttpRefusals.NotFound, "No event of this index is recorded.");
        if (await log.Prove(index, context.RequestAborted) is { } proof) return Results.Text(proof.ToString(), Text);
        context.Response.Headers.RetryAfter = "1";
        return Problems.Of(404, HttpRefusals.NoCheckpoint, "No signed checkpoint covers this event yet.");
    }

    static async Task<IResult> Stamp(HttpContext context, IMediator mediator)
    {
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        var outcome = await mediator.Send(new StampNow(context.Actor()), context.RequestAborted);
        return outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(StampDocument.Of(outcome.Value), DocumentJson.Options);
    }

    static bool TryIndex(string? text, out long index)
    {
        index = 0;
        return text is { Length: > 0 and <= 18 } && !text.AsSpan().ContainsAnyExceptInRange('0', '9') && (text.Length == 1 || text[0] != '0')
            && long.TryParse(text, out index);
    }

    /// <summary>Whether the caller names JSON, and rates nothing that plain text would match higher.</summary>
    static bool PrefersJson(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted) && Rate(accepted, Json) is > 0 and var json
        && json >= Rate(accepted, "text/plain");

    static double Rate(IList<MediaTypeHeaderValue> accepted, string type) =>
        accepted.Where(a => a.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase)).Select(a => a.Quality ?? 1).DefaultIfEmpty(0).Max();
}
