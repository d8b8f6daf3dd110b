using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ledger.Host.Server;

/// <summary>
/// OpenTelemetry over the meters and sources of the ledger and of the web server. Metrics are always there to be scraped; traces, and metrics by OTLP, go out
/// where the standard <c>OTEL_EXPORTER_OTLP_*</c> variables name an endpoint.
/// </summary>
static class Telemetry
{
    static readonly string[] Ours = [Instruments.Name, $"{Instruments.Name}.*"];

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Standings>().AddSingleton<DutyCounts>().AddSingleton<ServerInstruments>();
        services.AddSingleton(_ => Meters());
        if (Exports("TRACES")) services.AddSingleton(_ => Traces());
        services.AddHostedService<Watching>();
    }

    public static bool Exports(string signal) => Set("OTEL_EXPORTER_OTLP_ENDPOINT") || Set($"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT");

    static MeterProvider Meters()
    {
        var builder = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(Resource())
            .AddMeter(Ours).AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
            .AddPrometheusExporter();
        return (Exports("METRICS") ? builder.AddOtlpExporter() : builder).Build();
    }

    static TracerProvider Traces() => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(Resource())
        .AddSource(Ours).AddSource("Microsoft.AspNetCore")
        .AddProcessor(new SpanScreen()).AddOtlpExporter().Build();

    /// <summary>The environment comes last, so that OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.</summary>
    static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService("ledger", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)).AddTelemetrySdk().AddEnvironmentVariableDetector();

    static bool Set(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 };
}

/// <summary>Starts the providers with the server, and keeps the gauges fresh where metrics are pushed: a scrape does so itself.</summary>
sealed partial class Watching(IServiceProvider services, ServerInstruments instruments, TimeProvider clock, ILogger<Watching> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        services.GetRequiredService<MeterProvider>();
        services.GetService<TracerProvider>();
        if (!Telemetry.Exports("METRICS")) return;
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do await Refresh(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    async ValueTask Refresh(CancellationToken cancel)
    {
        try
        {
            await instruments.Refresh(cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException)   // a gauge that stands still must not end the server
        {
            Failed(log, error.GetType().Name);
        }
    }

    [LoggerMessage(31, LogLevel.Warning, "The gauges could not be refreshed ({Error})")]
    static partial void Failed(ILogger log, string error);
}
