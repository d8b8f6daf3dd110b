using System.Net;
using System.Threading.RateLimiting;
using Ledger.Host.Server;

namespace Ledger.Host.Web.Session;

/// <summary>
/// Attempts to sign in that failed, by the address they came from: ten at once, and one more every six seconds. A key cannot be guessed; what this keeps
/// small is the trying, and what it writes to the log. Whoever signs in rightly pays nothing.
/// </summary>
sealed class SignInLimit : IDisposable
{
    const int AtOnce = 10;

    static readonly TimeSpan Refill = TimeSpan.FromSeconds(6);

    readonly PartitionedRateLimiter<UInt128> _failures = PartitionedRateLimiter.Create<UInt128, UInt128>(network => RateLimitPartition.GetTokenBucketLimiter(network, _ => new()
    {
        TokenLimit = AtOnce, TokensPerPeriod = 1, ReplenishmentPeriod = Refill, QueueLimit = 0, AutoReplenishment = false,
    }));

    /// <summary>Whether somebody at this address may try.</summary>
    public bool MayTry(IPAddress? address)
    {
        using var lease = _failures.AttemptAcquire(RateLimits.Network(address), 0);
        return lease.IsAcquired;
    }

    /// <summary>One failed.</summary>
    public void Failed(IPAddress? address) => _failures.AttemptAcquire(RateLimits.Network(address)).Dispose();

    public void Dispose() => _failures.Dispose();
}
