using Ledger.Access;
using Ledger.Host.Backup;
using Ledger.Journal;

namespace Ledger.Host.Server.Endpoints;

/// <summary>Whether the server lives and can work. Open to all, so without a key it tells names and states, and nothing that shows how much goes on.</summary>
static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", Live).AllowAll();
        routes.MapGet("/health/ready", Ready).AllowAll();
    }

    static async Task<IResult> Live(HttpContext context, Sequencer sequencer, Standings standings, ServerSettings settings)
    {
        var journal = JournalState.Of(sequencer);
        var lives = journal.Failure is null || HealthRules.Lives(journal, (await standings.Look(context.RequestAborted)).DiskFree, settings);
        return Answer(context, lives, new { status = lives ? "live" : "stopped" });
    }

    static async Task<IResult> Ready(HttpContext context, Sequencer sequencer, Standings standings, Tombstones tombstones, StampLoop stamps, ServerSettings settings, IHostApplicationLifetime life)
    {
        List<HealthCheck> checks = [.. HealthRules.Judge(
            await standings.Look(context.RequestAborted), JournalState.Of(sequencer), life.ApplicationStopping.IsCancellationRequested, settings), .. tombstones.Health, .. stamps.Health];
        var worst = HealthRules.Worst(checks);
        var figures = context.User.Identity is ActorIdentity { Actor.Role: Role.Auditor or Role.Administrator };
        return Answer(context, worst != Health.Failed, new { status = NameOf(worst), checks = checks.Select(check => Document(check, figures)) });
    }

    static IResult Answer(HttpContext context, bool well, object document)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(document, statusCode: well ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    static Dictionary<string, object?> Document(HealthCheck check, bool figures)
    {
        var document = new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = check.Name, ["status"] = NameOf(check.State) };
        foreach (var (name, value) in figures ? check.Figures : [])
            if (value is not null) document[name] = value;
        return document;
    }

    static string NameOf(Health state) => state switch { Health.Ok => "ok", Health.Degraded => "degraded", _ => "failed" };
}
