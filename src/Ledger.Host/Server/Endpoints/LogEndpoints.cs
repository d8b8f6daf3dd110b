using Ledger.Journal;

namespace Ledger.Host.Server.Endpoints;

/// <summary>The transparency log: checkpoints, tiles and proofs (C2SP tlog-checkpoint, tlog-tiles, tlog-proof).</summary>
static class LogEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/checkpoint", Checkpoint).AllowEveryRole();

    static async Task<IResult> Checkpoint(HttpContext context, ICheckpoints checkpoints) =>
        await checkpoints.Newest(context.RequestAborted) is { } newest
            ? Results.Text(newest.Note, "text/plain; charset=utf-8")
            : Problems.Of(404, HttpRefusals.NoCheckpoint, "Nothing is recorded yet, so nothing is signed.");
}
