using System.Security.Claims;
using System.Text.Encodings.Web;
using Ledger.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Ledger.Host.Server;

/// <summary>Authenticates <c>Authorization: Bearer ...</c> (RFC 6750), and on pages for a browser the key as the password of HTTP Basic.</summary>
sealed class Bearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Bearer";

    static readonly StringValues Realm = "Bearer realm=\"ledger\"", Browser = new string[] { "Bearer realm=\"ledger\"", "Basic realm=\"ledger\", charset=\"UTF-8\"" };

    /// <summary>Whether the endpoint is a page that takes HTTP Basic: reading alone, so that no other site can have a browser change something.</summary>
    bool IsPage => HttpMethods.IsGet(Request.Method) && Context.GetEndpoint()?.Metadata.GetMetadata<BrowserPage>() is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credentials.Of(Request.Headers.Authorization, IsPage) is not { } secret) return AuthenticateResult.NoResult();
        return await keys.Identify(secret, Context.RequestAborted) is { } found
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ActorIdentity(found.Actor, found.Key.Prefix, found.Key.Rate)), Name))
            : AuthenticateResult.Fail("unknown");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = IsPage ? Browser : Realm;
        return Problems.Write(Context, StatusCodes.Status401Unauthorized, HttpRefusals.Unauthenticated, "A key is needed: Authorization: Bearer <key>.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Context, StatusCodes.Status403Forbidden, Refusals.NotAllowed, "This role may not do that.");
}
