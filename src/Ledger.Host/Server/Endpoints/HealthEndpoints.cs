namespace Ledger.Host.Server.Endpoints;

/// <summary>Whether the server lives and can work.</summary>
static class HealthEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/health/live", () => Results.Json(new { status = "live" })).AllowAll();
}
