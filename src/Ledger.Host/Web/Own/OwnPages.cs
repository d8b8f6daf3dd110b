using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Access;
using Ledger.Host.Reports;
using Ledger.Host.Search;
using Ledger.Host.Server;
using Ledger.Host.Server.Endpoints;
using Ledger.Proofs;
using Ledger.Reports;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Ledger.Host.Web.Own;

/// <summary>
/// The person's own page: opened by a one-time link, it shows one person what is held about them and takes what they say. No key, token or session of the console
/// opens it, and it opens none of theirs. Its forms bring back a secret of the session, which no other site knows, so it can be embedded.
/// </summary>
static class OwnPages
{
    /// <summary>Where it is.</summary>
    public const string Root = "/own";

    const string Cookie = "ledger-own", DoorCookie = "ledger-own-door", FormField = "form", DoorField = "door";
    const int FormBytesMax = 16 << 10, DoorBytes = 8;

    /// <summary>Whether a request is for it: in whatever letters, as routes are found.</summary>
    public static bool IsOwn(HttpContext context) => context.Request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    public static void Add(IServiceCollection services, EmbeddedLedger ledger) =>
        services.AddSingleton(ledger.Get<OwnLinks>()).AddSingleton<OwnSessions>().AddSingleton<OwnDesk>();

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/subjects/{id}/link", Issue).Allow(Role.Publisher, Role.Officer);
        routes.MapGet($"{Root}/open", Door).AllowAll();
        routes.MapPost($"{Root}/open", Open).AllowAll();
        routes.MapGet(Root, Show).AllowAll();
        routes.MapPost($"{Root}/withdraw", Withdraw).AllowAll();
        routes.MapPost($"{Root}/messages", Choose).AllowAll();
        routes.MapPost($"{Root}/receipt", Receipt).AllowAll();
        routes.MapPost($"{Root}/leave", Leave).AllowAll();
    }

    /// <summary>Every answer of it tells the browser what it may do, and who may embed it.</summary>
    public static Task Head(HttpContext context, RequestDelegate next)
    {
        if (!IsOwn(context)) return next(context);
        var settings = context.RequestServices.GetRequiredService<ServerSettings>();
        if (settings.PublicUrl is { } url) (context.Request.Scheme, context.Request.Host) = (url.Scheme, new HostString(url.Authority));
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.ContentSecurityPolicy = $"default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors {settings.OwnFrameAncestors ?? "'none'"}";
            (headers.XContentTypeOptions, headers["Referrer-Policy"], headers.CacheControl) = ("nosniff", "no-referrer", "no-store");
            return Task.CompletedTask;
        });
        return next(context);
    }

    /// <summary>POST /subjects/{id}/link</summary>
    static async Task<IResult> Issue(HttpContext context, IMediator mediator, ServerSettings settings)
    {
        var asked = new Parameters(context);
        if (asked.Refusal is { } wrong) return Problems.Of(wrong);
        if (RawPath.Segment(context, 1) is not { Length: > 0 } id) return Problems.Of(400, HttpRefusals.BadRequest, "The id in the path is not UTF-8.");
        var outcome = await mediator.Send(new IssueOwnLink(id, context.Actor()), context.RequestAborted);
        if (outcome.Refusal is { } refusal) return Problems.Of(refusal);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { url = Absolute(context, settings, outcome.Value.Path), validUntil = outcome.Value.Until }, Documents.DocumentJson.Options);
    }

    /// <summary>The address a person opens a link at.</summary>
    public static string Absolute(HttpContext context, ServerSettings settings, string path) =>
        new Uri(settings.PublicUrl ?? new Uri($"{context.Request.Scheme}://{context.Request.Host}"), path).AbsoluteUri;

    /// <summary>Whoever merely looks at a link, as programs that show previews do, does not use it up.</summary>
    static async Task<IResult> Door(HttpContext context, OwnLinks links, OwnSessions sessions) =>
        context.Request.Query["link"].ToString() is { Length: > 0 and <= OwnLinks.LengthMax } text && await links.Read(text, context.RequestAborted) is not null
            ? Entrance(context, sessions, text) : Ended();

    /// <summary>The door gets a secret that only this browser brings back with its form: no other site opens a page here that is not the visitor's own.</summary>
    static RazorComponentResult<OwnDoor> Entrance(HttpContext context, OwnSessions sessions, string link)
    {
        var door = context.Request.Cookies[DoorOf(link)] is { Length: > 0 and <= OwnLinks.LengthMax } before ? before : OwnSessions.Random();
        context.Response.Cookies.Append(DoorOf(link), door, Kept(context, OwnLinks.Valid));
        return new(new { Link = link, Door = door, IsOpen = Session(context, sessions) is not null });
    }

    static async Task<IResult> Open(HttpContext context, OwnLinks links, OwnSessions sessions, IMediator mediator)
    {
        if (await Form(context) is not { } form) return Ended();
        var link = form["link"].ToString();
        if (context.Request.Cookies[DoorOf(link)] is not { Length: > 0 } door || !Same(form[DoorField].ToString(), door))
            return Problems.Of(400, HttpRefusals.OwnDoor, "The form is not of this browser: open the link again.");
        if (!sessions.HasRoom()) return Problems.Of(new(Refusals.Busy, "Too many personal pages are open: open the link again in some minutes; it is not used up."));
        if (await links.Open(link, context.RequestAborted) is not { } token) return Ended();
        var named = await mediator.Send(new NamePerson(token, OwnDesk.Takes), context.RequestAborted);
        if (named.Refusal is not null) return Ended();
        if (context.Request.Cookies[Cookie] is { } before) sessions.End(before);
        context.Response.Cookies.Delete(DoorOf(link), Kept(context));
        context.Response.Cookies.Append(Cookie, sessions.Begin(named.Value), Kept(context));
        return Results.LocalRedirect(Root);
    }

    static Task<IResult> Show(HttpContext context, OwnSessions sessions, OwnDesk desk, TimeProvider clock) => Within(context, sessions, clock, async session =>
    {
        if (context.Request.Query["language"].ToString() is ("ru" or "en") and var chosen) Looks.Speak(context, (session.Language = chosen == "ru" ? ReportLanguage.Ru : ReportLanguage.En).Value);
        return await desk.Read(session, context.RequestAborted) is { } read
            ? new RazorComponentResult<OwnPage>(new { Session = session, read.File, read.Inquiries, Said = context.Request.Query["said"].ToString(), Asked = context.Request.Query["withdraw"].ToString() })
            : Ended();
    });

    static Task<IResult> Withdraw(HttpContext context, OwnSessions sessions, OwnDesk desk, TimeProvider clock) => Said(context, sessions, clock, async (session, form) =>
    {
        if (await desk.Read(session, context.RequestAborted) is not { } read) return Ended();
        var purposes = OwnDesk.InForce(read.File, clock.GetUtcNow());
        if (form["purpose"].ToString() is { Length: > 0 } one) purposes = [.. purposes.Where(purpose => purpose == one)];
        var refusal = purposes.Count == 0 ? null : await desk.Withdraw(session, purposes, context.RequestAborted);
        return refusal is null ? Results.LocalRedirect($"{Root}?said=withdrawn") : Problems.Of(refusal);
    });

    static Task<IResult> Choose(HttpContext context, OwnSessions sessions, OwnDesk desk, TimeProvider clock) => Said(context, sessions, clock, async (session, form) =>
        await desk.Choose(session, form["kind"].ToString(), form["channel"].ToString(), form["wanted"] == "true", context.RequestAborted) is { } refusal
            ? Problems.Of(refusal) : Results.LocalRedirect($"{Root}?said=chosen"));

    /// <summary>A receipt of one of the person's own consents: the session says whose, the form only which.</summary>
    static Task<IResult> Receipt(HttpContext context, OwnSessions sessions, IMediator mediator, FillRandom random, ExportGate gate, TimeProvider clock) => Said(context, sessions, clock, async (session, form) =>
    {
        if (!gate.TryEnter()) return Problems.Of(new(Refusals.Busy, "Other files are being made; ask again when they are done."));
        try
        {
            await using var spool = new ExportSpool(random);
            var question = new ReportQuestion(ReportKind.Receipt, Looks.LanguageOf(context)) { UserId = session.UserId, Consent = form["consent"].ToString() };
            var made = await mediator.Send(new MakeReport(question, ReportFormat.Html, OwnDesk.Account, spool, OwnDesk.Takes), context.RequestAborted);
            if (made.Refusal is { } refusal) return Problems.Of(refusal);
            (context.Response.ContentType, context.Response.ContentLength) = ("text/html; charset=utf-8", spool.Length);
            context.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"receipt-{made.Value.Recorded}.html\"");
            await spool.HandOut(context.Response.Body, context.RequestAborted);
            return Results.Empty;
        }
        finally
        {
            gate.Leave();
        }
    });

    static Task<IResult> Leave(HttpContext context, OwnSessions sessions, TimeProvider clock) => Said(context, sessions, clock, (_, _) =>
    {
        sessions.End(context.Request.Cookies[Cookie]!);
        context.Response.Cookies.Delete(Cookie, Kept(context));
        return Task.FromResult<IResult>(Ended());
    });

    /// <summary>Each link has a door of its own, so that two opened side by side do not shut each other.</summary>
    static string DoorOf(string link) => $"{DoorCookie}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link)).AsSpan(0, DoorBytes))}";

    static OwnSession? Session(HttpContext context, OwnSessions sessions) => context.Request.Cookies[Cookie] is { Length: > 0 } name ? sessions.Find(name) : null;

    /// <summary>What a form of this page says in a session; one that does not bring back the session's secret says nothing.</summary>
    static Task<IResult> Said(HttpContext context, OwnSessions sessions, TimeProvider clock, Func<OwnSession, IFormCollection, Task<IResult>> heard) =>
        Within(context, sessions, clock, async session => await Form(context) is { } form && Same(form[FormField].ToString(), session.Form)
            ? await heard(session, form) : Problems.Of(400, HttpRefusals.BadRequest, "The form is not of this page."));

    /// <summary>What is asked in a session, as long as it is not asked too often.</summary>
    static Task<IResult> Within(HttpContext context, OwnSessions sessions, TimeProvider clock, Func<OwnSession, Task<IResult>> answer)
    {
        if (Session(context, sessions) is not { } session) return Task.FromResult<IResult>(Ended());
        if (session.Language is { } language) Looks.Speak(context, language);
        if (session.MayAsk(clock.GetUtcNow())) return answer(session);
        context.Response.Headers.RetryAfter = "1";   // one more is answered each second
        return Task.FromResult(Problems.Of(StatusCodes.Status429TooManyRequests, HttpRefusals.TooManyRequests, "Too many requests of one session: wait a minute."));
    }

    static bool Same(string brought, string secret) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(brought), Encoding.UTF8.GetBytes(secret));

    static async ValueTask<IFormCollection?> Form(HttpContext context)
    {
        if (!context.Request.HasFormContentType || context.Request.ContentLength is null or > FormBytesMax) return null;
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            return null;
        }
    }

    /// <summary>Embedded on another site a browser sends the cookie only where it may go there, which asks for https.</summary>
    static CookieOptions Kept(HttpContext context, TimeSpan? age = null)
    {
        var embedded = context.RequestServices.GetRequiredService<ServerSettings>().OwnFrameAncestors is not null && context.Request.IsHttps;
        return new() { Path = Root, MaxAge = age, HttpOnly = true, IsEssential = true, Secure = context.Request.IsHttps, SameSite = embedded ? SameSiteMode.None : SameSiteMode.Strict, Extensions = { embedded ? "Partitioned" : "Priority=High" } };
    }

    static RazorComponentResult<OwnDoor> Ended() => new(new { Link = (string?)null }) { StatusCode = StatusCodes.Status403Forbidden };
}
