using System.Security.Claims;
using System.Text.Encodings.Web;
using Ledger.Access;
using Ledger.Host.Server.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Ledger.Host.Server;

/// <summary>Authenticates <c>Authorization: Bearer ...</c> (RFC 6750), an API key or a token of the issuer, and on pages for a browser the key as the password of HTTP Basic.</summary>
sealed class Bearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys, Tokens? tokens = null)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Bearer";

    static readonly StringValues Realm = "Bearer realm=\"ledger\"", Browser = new string[] { "Bearer realm=\"ledger\"", "Basic realm=\"ledger\", charset=\"UTF-8\"" };

    bool _unreachable;
    string? _unfit;

    /// <summary>Whether the endpoint is a page that takes HTTP Basic: reading alone, so that no other site can have a browser change something.</summary>
    bool IsPage => HttpMethods.IsGet(Request.Method) && Context.GetEndpoint()?.Metadata.GetMetadata<BrowserPage>() is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credentials.Of(Request.Headers.Authorization, IsPage) is not { } secret) return AuthenticateResult.NoResult();
        var caller = tokens is not null && Tokens.CanBe(secret) ? await OfToken(tokens, secret)
            : await keys.Identify(secret, Context.RequestAborted) is { } found ? new ActorIdentity(found.Actor, found.Key.Prefix, found.Key.Rate)
            : null;
        return caller is null ? AuthenticateResult.Fail("unknown") : AuthenticateResult.Success(new(new ClaimsPrincipal(caller), Name));
    }

    async ValueTask<ActorIdentity?> OfToken(Tokens tokens, string token)
    {
        try
        {
            var answer = await tokens.Identify(token, Context.RequestAborted);
            _unfit = answer.Unfit;
            return answer.Caller;
        }
        catch (IssuerUnreachableException)
        {
            _unreachable = true;
            return null;
        }
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_unreachable) return Problems.Write(Context, StatusCodes.Status503ServiceUnavailable, HttpRefusals.IssuerUnreachable, "The token's issuer cannot be asked for its keys.");
        if (_unfit is not null) return Problems.Write(Context, StatusCodes.Status403Forbidden, Refusals.NotAllowed, _unfit);
        Response.Headers.WWWAuthenticate = IsPage ? Browser : Realm;
        return Problems.Write(Context, StatusCodes.Status401Unauthorized, HttpRefusals.Unauthenticated, "No key was given, or one that does not hold (any more): Authorization: Bearer <key>.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Context, StatusCodes.Status403Forbidden, Refusals.NotAllowed, "This role may not do that.");
}
