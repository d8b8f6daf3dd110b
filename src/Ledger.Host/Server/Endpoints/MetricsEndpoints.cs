using Ledger.Access;
using OpenTelemetry.Metrics;

namespace Ledger.Host.Server.Endpoints;

/// <summary>GET /metrics: the Prometheus text format.</summary>
static class MetricsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics", routes.ServiceProvider.GetRequiredService<MeterProvider>(), Fresh, null)
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get])).Allow(Role.Auditor);

    /// <summary>The gauges are brought up to date before they are read.</summary>
    static void Fresh(IApplicationBuilder scrape) => scrape.Use(async (context, next) =>
    {
        await context.RequestServices.GetRequiredService<ServerInstruments>().Refresh(context.RequestAborted);
        await next(context);
    });
}
