using Ledger.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ledger.Host.Server.Identity;

/// <summary>What came of looking at a token.</summary>
/// <param name="Caller">Who it stands for, or null.</param>
/// <param name="Unfit">It is genuine, and why it opens nothing all the same.</param>
readonly record struct TokenAnswer(ActorIdentity? Caller, string? Unfit = null);

/// <summary>
/// Checks bearer tokens of the issuer (JWT, RFC 7519): signature by one of its keys with an asymmetric algorithm, issuer, audience, lifetime. Then the
/// account and exactly one role are read from it.
/// </summary>
sealed class Tokens(OidcSettings settings, IssuerKeys keys, TimeProvider clock)
{
    /// <summary>How far the issuer's clock and ours may differ.</summary>
    static readonly TimeSpan Skew = TimeSpan.FromSeconds(60);

    static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Credentials.LengthMax };

    /// <summary>Whether a text can be a token at all: three parts, and no key.</summary>
    public static bool CanBe(string text) => text.AsSpan().Count('.') == 2;

    /// <summary>Who a token stands for.</summary>
    /// <exception cref="IssuerUnreachableException">The issuer's keys cannot be read.</exception>
    public ValueTask<TokenAnswer> Identify(string text, CancellationToken cancel) => Identify(text, settings.Audience, cancel);

    /// <summary>The same, of a token for another audience than the interface: the console itself.</summary>
    /// <exception cref="IssuerUnreachableException">The issuer's keys cannot be read.</exception>
    public async ValueTask<TokenAnswer> Identify(string text, string audience, CancellationToken cancel)
    {
        if (Parse(text) is not { } token) return default;
        var issued = await keys.Known(cancel);
        if (!string.IsNullOrEmpty(token.Kid) && issued.All(key => key.KeyId != token.Kid)) issued = await keys.Fresh(cancel);
        return (await _handler.ValidateTokenAsync(token, Demands(audience, issued, string.IsNullOrEmpty(token.Kid)))).IsValid ? Caller(token) : default;
    }

    /// <summary>The token, or null: also where its header says that something must be understood (RFC 7515 4.1.11), for nothing is.</summary>
    JsonWebToken? Parse(string text)
    {
        try
        {
            var token = _handler.ReadJsonWebToken(text);
            return Algorithms.Contains(token.Alg) && !token.TryGetHeaderValue<object>("crit", out _) ? token : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What a token must fulfil.</summary>
    public TokenValidationParameters Demands(string audience, IEnumerable<SecurityKey> issued, bool tryAll) => new()
    {
        ValidIssuer = settings.Issuer.OriginalString,
        ValidAudience = audience,
        ValidAlgorithms = Algorithms,
        IssuerSigningKeys = issued,
        TryAllIssuerSigningKeys = tryAll,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        LifetimeValidator = Lives,
    };

    bool Lives(DateTime? from, DateTime? to, SecurityToken token, TokenValidationParameters parameters)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return to is { } end && now - Skew < end && !(from - Skew > now);
    }

    TokenAnswer Caller(JsonWebToken token)
    {
        var claims = new TokenClaims(token.EncodedPayload);
        if (claims.Texts(settings.NameClaim) is not [var name] || !Accounts.MayBeGiven(name)) return new(null, "The token names no account.");
        var roles = claims.Texts(settings.RoleClaim).Select(Roles.Parse).OfType<Role>().Distinct().ToArray();
        if (roles is not [var role]) return new(null, roles.Length == 0 ? "The token gives no role here." : "The token gives several roles; one is expected.");
        string[] inquiries = role == Role.Regulator ? [.. claims.Texts(OidcSettings.InquiriesClaim).Where(Accounts.IsName)] : [];
        return new(new ActorIdentity(new Actor(name, role) { Inquiries = inquiries.ToHashSet(StringComparer.Ordinal) }, $"token {name}", null));
    }
}
