using System.Buffers.Binary;
using System.Net;
using System.Threading.RateLimiting;

namespace Ledger.Host.Server;

/// <summary>Counts requests by account, and without one by address; who asks too often is told when to come back.</summary>
sealed class Limits(RequestDelegate next, RateLimits rates, ServerSettings settings)
{
    public Task Invoke(HttpContext context)
    {
        var caller = context.User.Identity as ActorIdentity;
        var rate = caller?.Rate ?? settings.Rate;
        if (rate == 0 || IsHealth(context.Request.Path)) return next(context);
        var payer = caller is null ? new Payer(null, RateLimits.Network(context.Connection.RemoteIpAddress), rate) : new Payer(caller.Account, default, rate);
        return rates.Take(payer) is { } wait ? Refuse(context, wait) : next(context);
    }

    /// <summary>Probes come from one address, often from that of everybody else: nobody must be able to make a healthy server look ill.</summary>
    static bool IsHealth(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal);

    static Task Refuse(HttpContext context, TimeSpan wait)
    {
        context.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Problems.Write(context, StatusCodes.Status429TooManyRequests, HttpRefusals.TooManyRequests, "Too many requests: wait as Retry-After says.");
    }
}

/// <summary>Who pays for a request.</summary>
/// <param name="Account">The key or the token's subject, or null.</param>
/// <param name="Network">Where it comes from, without an account.</param>
/// <param name="Rate">How many a second.</param>
readonly record struct Payer(string? Account, UInt128 Network, long Rate);

/// <summary>A bucket of tokens for each payer: a second's worth at most, filled evenly. Idle ones are dropped.</summary>
sealed class RateLimits : IDisposable
{
    readonly PartitionedRateLimiter<Payer> _buckets = PartitionedRateLimiter.Create<Payer, Payer>(payer => RateLimitPartition.GetTokenBucketLimiter(payer, Bucket));

    /// <summary>Takes a token; how long to wait, where there is none.</summary>
    public TimeSpan? Take(Payer payer)
    {
        using var lease = _buckets.AttemptAcquire(payer);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    /// <summary>The address; of IPv6 the first 64 bits, since one caller has all that begin so.</summary>
    public static UInt128 Network(IPAddress? address)
    {
        if (address is null) return 0;
        Span<byte> bytes = stackalloc byte[16];
        address.MapToIPv6().TryWriteBytes(bytes, out _);
        var all = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        return address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? all : all >> 64 << 64;
    }

    public void Dispose() => _buckets.Dispose();

    /// <summary>About ten fillings a second, or one a token where it has fewer.</summary>
    static TokenBucketRateLimiterOptions Bucket(Payer payer)
    {
        var rate = (int)payer.Rate;
        var each = Math.Max(1, rate / 10);
        return new() { TokenLimit = rate, TokensPerPeriod = each, ReplenishmentPeriod = TimeSpan.FromSeconds((double)each / rate), QueueLimit = 0, AutoReplenishment = false };
    }
}
