namespace Ledger.Host.Server.Identity;

/// <summary>Whose tokens are taken beside keys (OpenID Connect).</summary>
/// <param name="Issuer">The issuer, exactly as its tokens name it (LEDGER_OIDC_ISSUER): https, or http on this machine alone.</param>
/// <param name="Audience">What the tokens must be for (LEDGER_OIDC_AUDIENCE).</param>
sealed record OidcSettings(Uri Issuer, string Audience)
{
    /// <summary>The claim with the role (LEDGER_OIDC_ROLE_CLAIM); dots lead into nested objects.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>The claim with the account's name (LEDGER_OIDC_NAME_CLAIM): it is recorded for ever, so never a person's name or address.</summary>
    public string NameClaim { get; init; } = "sub";

    /// <summary>The claim with the inquiries that a regulator's token is for.</summary>
    public const string InquiriesClaim = "inquiries";

    /// <summary>How the console is known to the issuer (LEDGER_OIDC_CLIENT_ID); null where nobody signs in to it there.</summary>
    public string? ClientId { get; init; }

    /// <summary>What it proves that with (LEDGER_OIDC_CLIENT_SECRET, or a file's content, LEDGER_OIDC_CLIENT_SECRET_FILE); null for a public client.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>What it asks for, with spaces between (LEDGER_OIDC_SCOPE): what the issuer wants for the role's claim to be there.</summary>
    public string Scope { get; init; } = "openid";

    /// <summary>No secret is printed.</summary>
    public override string ToString() => $"{Issuer}";

    /// <summary>Whether an issuer can be trusted to be who answers.</summary>
    public static bool IsIssuer(Uri issuer) => issuer.Scheme == Uri.UriSchemeHttps || (issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback);
}
