using System.Collections.Concurrent;
using System.Net;
using Ledger.Host.Server;

namespace Ledger.Host.Web.Session;

/// <summary>
/// Attempts to sign in that failed, by the address they came from: ten at once, and one more every six seconds. A key cannot be guessed; what this keeps
/// small is the trying, and what it writes to the log. Whoever signs in rightly pays nothing. Safe for concurrent use.
/// </summary>
sealed class SignInLimit(TimeProvider clock)
{
    const int AtOnce = 10, AddressesMax = 65_536;

    static readonly TimeSpan Each = TimeSpan.FromSeconds(6), Most = Each * (AtOnce - 1);

    /// <summary>Until when an address has something to wait for.</summary>
    readonly ConcurrentDictionary<UInt128, DateTimeOffset> _until = new();

    /// <summary>Whether somebody at this address may try.</summary>
    public bool MayTry(IPAddress? address) => !_until.TryGetValue(RateLimits.Network(address), out var until) || until - clock.GetUtcNow() <= Most;

    /// <summary>One failed.</summary>
    public void Failed(IPAddress? address)
    {
        var now = clock.GetUtcNow();
        if (_until.Count >= AddressesMax) Forget(now);
        _until.AddOrUpdate(RateLimits.Network(address), now + Each, (_, until) => (until > now ? until : now) + Each);
    }

    /// <summary>What is over goes; and where that is not enough, all of it: so many addresses are no guessing by one.</summary>
    void Forget(DateTimeOffset now)
    {
        foreach (var (network, until) in _until)
            if (until <= now) _until.TryRemove(network, out _);
        if (_until.Count >= AddressesMax) _until.Clear();
    }
}
