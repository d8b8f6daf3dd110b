using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ledger.Host.Server;
using Ledger.Host.Server.Identity;
using Ledger.Host.Web.Persons;
using Ledger.Host.Web.Session;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Host.Web;

/// <summary>The officer's console: pages for a browser, rendered by the server, which never takes an API key or a token but a session of its own.</summary>
static class OfficerConsole
{
    /// <summary>Where all its pages are.</summary>
    public const string Root = "/console";

    /// <summary>
    /// What a page may load and do: its own style, scripts and pictures, forms to this server, nothing else. No script stands in a page.
    /// </summary>
    const string ContentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>Whether a request is for a page of the console: in whatever letters, as routes are found.</summary>
    public static bool IsPage(HttpContext context) => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    public static void Add(IServiceCollection services, OidcSettings? oidc)
    {
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));   // Cyrillic goes as it is; what is markup is still encoded
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.Configure<FormOptions>(forms => forms.MemoryBufferThreshold = Work.UploadsAttribute.BytesMax);   // a scan is hashed in memory: no copy of it lies on a disk
        services.AddAntiforgery(forms =>
        {
            (forms.Cookie.Name, forms.Cookie.Path, forms.Cookie.SameSite, forms.Cookie.HttpOnly) = ("ledger-form", Root, SameSiteMode.Strict, true);
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            forms.SuppressXFrameOptionsHeader = true;   // the policy above says it
        });
        // What protects forms lives as long as the process: no key file is made, in the home folder or elsewhere.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var maker in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Name == "DataProtectionHostedService").ToList())
            services.Remove(maker);
        services.AddSingleton<Registers.RegisterViews>();
        ConsoleSession.Add(services);
        services.AddPersonPages();
        if (oidc?.ClientId is { } client) IssuerSignIn.Add(services, oidc, client);
        services.AddSingleton<Today.LastBackup>().AddSingleton<Export.ExportMaker>().AddSingleton<Export.ExportJobs>();
    }

    /// <summary>Every answer of the console, a refusal too, tells the browser what it may do with it.</summary>
    public static Task Head(HttpContext context, RequestDelegate next)
    {
        if (!IsPage(context)) return next(context);
        context.Response.OnStarting(Mark, context.Response.Headers);
        if (context.RequestServices.GetRequiredService<ServerSettings>().PublicUrl is { } url) (context.Request.Scheme, context.Request.Host) = (url.Scheme, new HostString(url.Authority));
        return next(context);
    }

    /// <summary>A page that says what went wrong. Services are made anew for it: those of the page that failed are in the middle of their work.</summary>
    public static Task Show(HttpContext context, int status, string code) => Show<ProblemPage>(context, status, code);

    /// <summary>The same with another page that says it.</summary>
    public static async Task Show<TPage>(HttpContext context, int status, string code) where TPage : Microsoft.AspNetCore.Components.IComponent
    {
        var failed = context.RequestServices;
        await using var services = failed.CreateAsyncScope();
        try
        {
            context.RequestServices = services.ServiceProvider;
            context.Response.Headers.Remove("blazor-enhanced-nav");   // the page that failed may have set it, and setting it twice is an error
            await new RazorComponentResult<TPage>(new { Status = status, Code = code }) { StatusCode = status }.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = failed;
        }
    }

    static Task Mark(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (headers.CacheControl.Count == 0 || headers.CacheControl[0]!.StartsWith("no-", StringComparison.Ordinal)) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapRazorComponents<App>();
        Work.WorkDownloads.Map(routes);
        routes.MapGet("/", () => Results.LocalRedirect(Root)).AllowAll();
        routes.MapGet($"{Root}/assets/{{name}}", ConsoleAssets.Answer).AllowAll();
        routes.MapGet($"{Root}/look", Looks.Choose).AllowAll();
        PersonDownloads.Map(routes);
        Regulator.AnswerPage.Map(routes);
        if (routes.ServiceProvider.GetService<OidcSettings>()?.ClientId is not null) routes.MapGet(IssuerSignIn.StartPath, IssuerSignIn.Start).AllowAll();
        Trust.TrustFiles.Map(routes);
        Export.ExportFiles.Map(routes);
        routes.MapGet($"{Root}/registers/{{name}}/csv", Registers.RegisterCsv.Answer).Allow(Access.Role.Officer, Access.Role.Auditor);
    }
}
