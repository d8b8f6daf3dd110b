using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Ledger.Host.Tests.Server;

/// <summary>An OpenID Connect issuer in this process: discovery, keys, and tokens signed by hand, also such as no honest issuer makes.</summary>
sealed class Issuer : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly List<object> _published = [];

    Issuer(WebApplication app) => (_app, SignIns) = (app, new(this));

    public string Address { get; private set; } = null!;

    /// <summary>The clock its tokens are made by.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>People who sign in at it.</summary>
    public IssuerSignIns SignIns { get; }

    /// <summary>How often its keys were asked for.</summary>
    public int Asked { get; private set; }

    /// <summary>Starts it; under another name of this machine where it is to be another site for a browser.</summary>
    public static async Task<Issuer> Start(string host = "127.0.0.1")
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var issuer = new Issuer(builder.Build());
        issuer._app.Run(issuer.Answer);
        await issuer._app.StartAsync();
        issuer.Address = issuer._app.Urls.Single().Replace("127.0.0.1", host, StringComparison.Ordinal);
        return issuer;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    /// <summary>Publishes the public half of a key and nothing else from then on.</summary>
    public void Publish(params SigningKey[] keys)
    {
        _published.Clear();
        _published.AddRange(keys.Select(key => key.Public));
    }

    /// <summary>Claims of a token that is good for an hour, with changes; null takes one away.</summary>
    public Dictionary<string, object?> Claims(params (string Name, object? Value)[] changes)
    {
        var now = Clock.GetUtcNow().ToUnixTimeSeconds();
        var claims = new Dictionary<string, object?> { ["iss"] = Address, ["aud"] = "ledger", ["sub"] = "officer-7", ["iat"] = now, ["exp"] = now + 3600, ["roles"] = new[] { "officer" } };
        foreach (var (name, value) in changes)
        {
            claims.Remove(name);
            if (value is not null) claims.Add(name, value);
        }
        return claims;
    }

    async Task Answer(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        if (context.Request.Path == "/.well-known/openid-configuration")
        {
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { issuer = Address, jwks_uri = $"{Address}/keys", authorization_endpoint = $"{Address}/authorize", token_endpoint = $"{Address}/token" }));
        }
        else if (context.Request.Path == "/keys")
        {
            Asked++;
            await context.Response.WriteAsync(JsonSerializer.Serialize(new { keys = _published }));
        }
        else if (context.Request.Path == "/authorize") SignIns.Authorize(context);
        else if (context.Request.Path == "/token") await SignIns.Answer(context);
        else context.Response.StatusCode = 404;
    }
}

/// <summary>A key pair of an issuer.</summary>
/// <param name="Kid">Its name.</param>
/// <param name="Algorithm">Its algorithm, as a token's header has it.</param>
/// <param name="Public">The public half as a JSON Web Key (RFC 7517).</param>
/// <param name="Sign">Signs the bytes.</param>
sealed record SigningKey(string Kid, string Algorithm, object Public, Func<byte[], byte[]> Sign)
{
    public static SigningKey Rsa(string kid, string algorithm = "RS256")
    {
        var key = RSA.Create(2048);
        var (parameters, padding) = (key.ExportParameters(false), algorithm.StartsWith("PS", StringComparison.Ordinal) ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
        return new(kid, algorithm, new { kty = "RSA", kid, use = "sig", n = Base64Url.EncodeToString(parameters.Modulus), e = Base64Url.EncodeToString(parameters.Exponent) },
            data => key.SignData(data, HashAlgorithmName.SHA256, padding));
    }

    public static SigningKey Ec(string kid)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        return new(kid, "ES256", new { kty = "EC", crv = "P-256", kid, use = "sig", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) },
            data => key.SignData(data, HashAlgorithmName.SHA256));
    }

    /// <summary>The old attack: the bytes everybody knows, used as a secret.</summary>
    public SigningKey AsSecret(byte[] known) => this with { Algorithm = "HS256", Sign = data => HMACSHA256.HashData(known, data) };

    public string Token(Dictionary<string, object?> claims, params (string Name, object Value)[] header)
    {
        var head = new Dictionary<string, object> { ["alg"] = Algorithm, ["kid"] = Kid, ["typ"] = "JWT" };
        foreach (var (name, value) in header) head[name] = value;
        var signed = $"{Part(head)}.{Part(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value));
}
