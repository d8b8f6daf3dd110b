using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Ledger.Host.Tests.Server;

/// <summary>People who sign in at the issuer: authorization code with PKCE (RFC 6749, 7636), and such answers as no honest issuer gives.</summary>
sealed class IssuerSignIns(Issuer issuer)
{
    public const string Client = "ledger-console", Secret = "s3cr3t-of-the-console";

    readonly Dictionary<string, (string Nonce, string Challenge, string RedirectUri)> _codes = new(StringComparer.Ordinal);

    int _given;

    /// <summary>Signs ID tokens; a test may have it sign otherwise.</summary>
    public Func<Dictionary<string, object?>, string> Sign { get; set; } = null!;

    /// <summary>Changes to the claims of the ID token.</summary>
    public (string Name, object? Value)[] Changes { get; set; } = [];

    /// <summary>What the browser brought last, and what the console brought last.</summary>
    public IQueryCollection Asked { get; private set; } = QueryCollection.Empty;

    /// <summary>How many codes were taken for tokens, and how many were not good.</summary>
    public (int Taken, int Refused) Codes { get; private set; }

    /// <summary>GET /authorize: nobody has to type a password here.</summary>
    public void Authorize(HttpContext context)
    {
        Asked = context.Request.Query;
        var code = $"code-{++_given}";
        _codes[code] = (Asked["nonce"].ToString(), Asked["code_challenge"].ToString(), Asked["redirect_uri"].ToString());
        context.Response.Redirect(QueryHelpers.AddQueryString(Asked["redirect_uri"].ToString(), new Dictionary<string, string?> { ["code"] = code, ["state"] = Asked["state"] }));
    }

    /// <summary>POST /token</summary>
    public async Task Answer(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (!_codes.Remove(form["code"].ToString(), out var given) || form["client_id"] != Client || form["client_secret"] != Secret || form["redirect_uri"] != given.RedirectUri
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != given.Challenge)
        {
            Codes = (Codes.Taken, Codes.Refused + 1);
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"error":"invalid_grant"}""");
            return;
        }
        Codes = (Codes.Taken + 1, Codes.Refused);
        var token = Sign(issuer.Claims([("aud", Client), ("nonce", given.Nonce), .. Changes]));
        context.Response.Headers.CacheControl = new CacheControlHeaderValue { NoStore = true }.ToString();
        await context.Response.WriteAsync(JsonSerializer.Serialize(new { access_token = "a", token_type = "Bearer", id_token = token }));
    }
}
