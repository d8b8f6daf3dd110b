using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Ledger.Host.Server.Forwarding;

/// <summary>
/// Who asked, and by which scheme, where another replica passes a request on: a header with a MAC (HMAC-SHA256) over method, target, scheme, address and moment, which only
/// replicas can make. What anybody else sends under its name is not believed.
/// </summary>
sealed class ForwardedMark(byte[] key, TimeProvider clock)
{
    public const string Header = "Ledger-Forwarded";

    /// <summary>How old it may be, and how far clocks of replicas may differ.</summary>
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    public string Of(string method, string target, string scheme, IPAddress? address)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeMilliseconds()} {scheme} {address ?? IPAddress.None}");
        return $"{said} {Convert.ToHexStringLower(Mac(method, target, said))}";
    }

    /// <summary>What it says, or null where a replica did not say it, or said it of another request, or long ago.</summary>
    public (string Scheme, IPAddress Address)? Read(string method, string target, StringValues header)
    {
        if (header is not [{ Length: < 300 } text] || text.Split(' ') is not [var moment, var scheme, var from, var mac] || scheme is not ("http" or "https")) return null;
        if (!long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || !IPAddress.TryParse(from, out var address)) return null;
        var told = Convert.ToHexStringLower(Mac(method, target, $"{moment} {scheme} {from}"));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(told))
            && (Int128.Abs((Int128)clock.GetUtcNow().ToUnixTimeMilliseconds() - at) <= (Int128)Lasts.TotalMilliseconds) ? (scheme, address) : null;
    }

    /// <summary>Whether a replica passed the request on.</summary>
    public bool IsOn(HttpContext context) => Read(context.Request.Method, Target(context), context.Request.Headers[Header]) is not null;

    /// <summary>Has the request come from whom, and how, it came to the replica that passed it on.</summary>
    public Task Believe(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[Header] is { Count: > 0 } header)
        {
            context.Request.Headers.Remove(Header);
            if (Read(context.Request.Method, Target(context), header) is { } said) (context.Request.Scheme, context.Connection.RemoteIpAddress) = said;
        }
        return next(context);
    }

    /// <summary>The request's target as it came, which passing on must not rewrite: ids in it may hold any character.</summary>
    public static string Target(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.StartsWith('/')) return target;
        var query = context.Request.QueryString.Value;
        return $"{RawPath.Of(context)}{query}";
    }

    byte[] Mac(string method, string target, string said) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{method}\n{target}\n{said}"));
}
