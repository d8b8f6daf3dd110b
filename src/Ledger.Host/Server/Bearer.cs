using System.Security.Claims;
using System.Text.Encodings.Web;
using Ledger.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Ledger.Host.Server;

/// <summary>Authenticates <c>Authorization: Bearer ...</c> (RFC 6750): API keys.</summary>
sealed class Bearer(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Bearer";

    const string Start = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Start, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        return await keys.Identify(header[Start.Length..].Trim(), Context.RequestAborted) is { } found
            ? AuthenticateResult.Success(new(new ClaimsPrincipal(new ActorIdentity(found.Actor, found.Key.Prefix, found.Key.Rate)), Name))
            : AuthenticateResult.Fail("unknown");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Name;
        return Problems.Write(Context, StatusCodes.Status401Unauthorized, HttpRefusals.Unauthenticated, "A key is needed: Authorization: Bearer <key>.");
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems.Write(Context, StatusCodes.Status403Forbidden, Refusals.NotAllowed, "This role may not do that.");
}
