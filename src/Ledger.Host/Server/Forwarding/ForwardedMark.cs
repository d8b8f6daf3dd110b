using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace Ledger.Host.Server.Forwarding;

/// <summary>
/// Who asked, by which scheme, and for which host, where another replica passes a request on: a header with a MAC (HMAC-SHA256) over method, target, moment, scheme, address and
/// host, which only replicas can make. What anybody else sends under its name is not believed.
/// </summary>
sealed partial class ForwardedMark(byte[] key, TimeProvider clock)
{
    public const string Header = "Ledger-Forwarded";

    /// <summary>How old it may be, and how far clocks of replicas may differ.</summary>
    static readonly TimeSpan Lasts = TimeSpan.FromMinutes(1);

    readonly Seldom _tells = new(clock);

    public string Of(string method, string target, string scheme, IPAddress? address, string host)
    {
        var said = string.Create(CultureInfo.InvariantCulture, $"{clock.GetUtcNow().ToUnixTimeMilliseconds()} {scheme} {address ?? IPAddress.None} {host}");
        return $"{said} {Mac(method, target, said)}";
    }

    /// <summary>What it says, or null where a replica did not say it, or said it of another request, or long ago.</summary>
    public Said? Read(string method, string target, StringValues header) => Made(method, target, header) is { } said && IsFresh(said) ? said : null;

    /// <summary>Has the request come from whom, and how, it came to the replica that passed it on.</summary>
    public Task Believe(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[Header] is { Count: > 0 } header)
        {
            context.Request.Headers.Remove(Header);
            if (Made(context.Request.Method, Target(context), header) is { } said)
            {
                if (IsFresh(said)) (context.Request.Scheme, context.Connection.RemoteIpAddress, context.Request.Headers.Host) = (said.Scheme, said.Address, said.Host);
                else if (_tells.Now()) Off(context.RequestServices.GetRequiredService<ILogger<ForwardedMark>>());
            }
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

    /// <summary>What a replica said of this request, however long ago.</summary>
    Said? Made(string method, string target, StringValues header)
    {
        if (header is not [{ } text] || text.Split(' ', 6) is not [var moment, var scheme, var from, var host, var mac] || scheme is not ("http" or "https")) return null;
        if (!long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || !IPAddress.TryParse(from, out var address)) return null;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(mac), Encoding.UTF8.GetBytes(Mac(method, target, $"{moment} {scheme} {from} {host}")))
            ? new(at, scheme, address, host) : null;
    }

    bool IsFresh(Said said) => Int128.Abs((Int128)clock.GetUtcNow().ToUnixTimeMilliseconds() - said.At) <= (Int128)Lasts.TotalMilliseconds;

    string Mac(string method, string target, string said) => Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{method}\n{target}\n{said}")));

    [LoggerMessage(43, LogLevel.Warning, "The clock of a replica that passes requests on is more than a minute off this one's; they count as its own")]
    static partial void Off(ILogger log);

    /// <summary>What a mark says.</summary>
    /// <param name="At">When, in milliseconds since 1970 by the clock of the replica that passed the request on.</param>
    /// <param name="Scheme">http or https.</param>
    /// <param name="Address">Of the caller.</param>
    /// <param name="Host">As the caller named it.</param>
    internal sealed record Said(long At, string Scheme, IPAddress Address, string Host);
}
