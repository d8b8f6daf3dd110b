using System.Text.Encodings.Web;
using Ledger.Access;
using Ledger.Host.Answers;
using Ledger.Host.Backup;
using Ledger.Host.Server.Endpoints;
using Ledger.Host.Server.Forwarding;
using Ledger.Host.Server.Identity;
using Ledger.Host.Server.Listening;
using Ledger.Host.Web;
using Ledger.Host.Web.Session;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Reading;
using Ledger.Sealing;
using Ledger.Stamps;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Ledger.Host.Server;

/// <summary>The HTTP server over an open ledger. It starts and stops with its owner; the ledger itself is closed by whoever opened it, afterwards.</summary>
static class LedgerServer
{
    /// <summary>A page of the console goes by its session, everything else by a key or token: neither opens what the other does.</summary>
    const string OfBoth = "Ledger";

    /// <summary>The server, ready to be started; it listens by itself, or answers what is handed to it.</summary>
    public static WebApplication Build(EmbeddedLedger ledger, Settings settings, IServer? handed = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "ledger" });
        if (handed is null) Listen(builder.WebHost, settings.Server);
        else builder.Services.AddSingleton(handed);
        Log(builder.Logging, settings.Server.LogLevel);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Server.Drain);
        Provide(builder.Services, ledger, settings);
        builder.Services.AddRouting();
        Authenticate(builder.Services, settings.Server.Oidc);
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireRole(Roles.NameOf(Role.Administrator)).Build());
        OfficerConsole.Add(builder.Services, settings.Server.Oidc);
        Web.Own.OwnPages.Add(builder.Services, ledger);
        Telemetry.Add(builder.Services);
        var app = builder.Build();
        if (settings.Postgres is { } postgres) app.Use(new ForwardedMark(postgres.ForwardingKey, ledger.Get<TimeProvider>()).Believe);
        app.UseMiddleware<RequestWatch>();
        app.Use(OfficerConsole.Head);
        app.Use(Web.Own.OwnPages.Head);
        app.UseMiddleware<FailureGuard>();
        app.UseStatusCodePages(context => Problems.Write(context.HttpContext, context.HttpContext.Response.StatusCode,
            context.HttpContext.Response.StatusCode switch { 404 => HttpRefusals.NotFound, 405 => HttpRefusals.MethodNotAllowed, 415 => HttpRefusals.MediaType, _ => HttpRefusals.BadRequest },
            "There is nothing here that answers this request."));
        app.UseRouting();
        app.UseAuthentication();
        app.UseMiddleware<Limits>();
        app.Use((context, next) => context.User.Identity is ActorIdentity && context.GetEndpoint() is not RouteEndpoint ? NotHere(context) : next(context));
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Use(FormGuard.Invoke);
        EndpointTable.Map(app);
        OfficerConsole.Map(app);
        Web.Own.OwnPages.Map(app);
        return app;
    }

    /// <summary>Whoever has a key may know what is not there (404), or not with this method (405, an endpoint of the routing's own, of no role).</summary>
    static Task NotHere(HttpContext context)
    {
        if (context.GetEndpoint()?.RequestDelegate is { } otherMethod) return otherMethod(context);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>JSON lines on standard error, without scopes. Of the framework warnings alone, whatever the level: it would log paths and queries.</summary>
    internal static void Log(ILoggingBuilder logging, LogLevel level) => logging.AddJsonConsole(console => console.JsonWriterOptions = new() { Indented = false })
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(level).AddFilter("Microsoft", level > LogLevel.Warning ? level : LogLevel.Warning).AddFilter("System", level > LogLevel.Warning ? level : LogLevel.Warning)
        .AddFilter("Microsoft.AspNetCore.Authentication", LogLevel.None)   // what a sign-in fails on is said by the console, without what was sent
        .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);   // what ends the server is said by whoever runs it, without a stack

    internal static void Listen(IWebHostBuilder host, ServerSettings settings)
    {
        host.UseKestrelCore().UseUrls(settings.Urls.Split(';'));
        var certificate = settings.Certificate is { } files ? ServerCertificate.Load(files.Certificate, files.Key) : null;
        if (certificate is not null) host.UseKestrelHttpsConfiguration();
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = settings.BodyBytesMax;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
            if (certificate is not null)
                kestrel.ConfigureHttpsDefaults(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate.Own, certificate.Chain));
        });
    }

    /// <summary>The core of authentication alone: its other services would make key files of their own in the home folder.</summary>
    static void Authenticate(IServiceCollection services, OidcSettings? oidc)
    {
        services.AddOptions().AddSingleton(UrlEncoder.Default).AddTransient<Bearer>().AddTransient<PolicySchemeHandler>()
            .Configure<PolicySchemeOptions>(OfBoth, either => either.ForwardDefaultSelector = context => OfficerConsole.IsPage(context) ? ConsoleSession.Scheme : Bearer.Name);
        services.AddAuthenticationCore(schemes =>
        {
            schemes.DefaultScheme = OfBoth;
            schemes.AddScheme<Bearer>(Bearer.Name, null);
            schemes.AddScheme<PolicySchemeHandler>(OfBoth, null);
        });
        services.AddHostedService<KeyUpkeep>().AddSingleton<RateLimits>();
        if (oidc is not null) services.AddSingleton(oidc).AddSingleton<IssuerKeys>().AddSingleton<Tokens>();
    }

    /// <summary>The ledger's parts, for endpoints to ask for.</summary>
    static void Provide(IServiceCollection services, EmbeddedLedger ledger, Settings settings) => services
        .AddSingleton(settings).AddSingleton(settings.Server).AddSingleton(ledger)
        .AddSingleton(ledger.Mediator).AddSingleton(ledger.Get<TimeProvider>()).AddSingleton(ledger.Get<FillRandom>())
        .AddSingleton(ledger.Get<IJournal>()).AddSingleton(ledger.Get<IKeyVault>()).AddSingleton(ledger.Get<ICheckpoints>())
        .AddSingleton(ledger.Get<IReadModelStore>()).AddSingleton(ledger.Get<IServiceTables>()).AddSingleton(ledger.Get<LegalClock>())
        .AddSingleton(ledger.Get<Projector>()).AddSingleton(ledger.Get<TransparencyLog>()).AddSingleton(ledger.Get<ApiKeys>()).AddSingleton(ledger.Get<ApiKeyDesk>())
        .AddSingleton(ledger.Get<PermissionService>()).AddSingleton(ledger.Get<PersonFiles>()).AddSingleton(ledger.Get<Sequencer>())
        .AddSingleton<Intake.PublishingGate>().AddSingleton<Listing>().AddSingleton<ExportGate>().AddSingleton<Signing>().AddSingleton<ITransparency>(p => p.GetRequiredService<Signing>())
        .AddHostedService(p => p.GetRequiredService<Signing>()).AddHostedService<Folding>().AddHostedService<Remembering>().AddHostedService<Scrubbing>()
        .AddSingleton(ledger.Get<Tombstones>()).AddHostedService<BackupRecording>().AddHostedService<TombstoneKeeping>()
        .AddSingleton(ledger.Get<AnswerFolder>()).AddHostedService<AnswerKeeping>()
        .AddSingleton(ledger.Get<RetentionStep>()).AddHostedService<RetentionLoop>()
        .AddSingleton(ledger.Get<Stamper>()).AddSingleton<StampLoop>().AddHostedService(p => p.GetRequiredService<StampLoop>())
        .AddListening(ledger);
}
