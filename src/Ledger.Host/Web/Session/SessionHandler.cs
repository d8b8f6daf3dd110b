using System.Security.Claims;
using System.Text.Encodings.Web;
using Ledger.Host.Server;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Web.Session;

/// <summary>Authenticates a page's request by its session. A key or token in the request opens no page.</summary>
sealed class SessionHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, SessionBook book)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SessionCookie.Read(Context) is not { } name) return AuthenticateResult.NoResult();
        if (await book.Find(name, Context.RequestAborted) is not { } session) return AuthenticateResult.Fail("ended");
        Context.Features.Set(session.Notes);
        return AuthenticateResult.Success(new(new ClaimsPrincipal(session.Caller), Scheme.Name));
    }

    /// <summary>Whoever has no session signs in, and comes back to the page: what a form brought is not sent on.</summary>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var ended = SessionCookie.Read(Context) is not null;
        if (ended) SessionCookie.Delete(Context);
        var wanted = HttpMethods.IsGet(Request.Method) ? $"{Request.Path}{Request.QueryString}" : $"{Request.Path}";
        Response.Redirect($"{ConsoleSession.SignInPath}?back={UrlEncoder.Encode(wanted)}{(ended ? $"&said={SignInAnswer.Ended}" : "")}");
        return Task.CompletedTask;
    }

    /// <summary>The first page is another one for some roles; everything else that a role may not is refused.</summary>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        var first = FirstPages.Of(Context.Actor().Role);
        if (Request.Path != OfficerConsole.Root || first == OfficerConsole.Root) return Problems.Write(Context, StatusCodes.Status403Forbidden, Refusals.NotAllowed, "This role may not do that.");
        Response.Redirect(first);
        return Task.CompletedTask;
    }
}
