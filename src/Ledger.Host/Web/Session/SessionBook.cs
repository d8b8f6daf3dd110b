using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Ledger.Access;
using Ledger.Host.Server;

namespace Ledger.Host.Web.Session;

/// <summary>
/// The sessions there are, in memory alone: they end with the process. A session goes by a random name that only its browser has; here stands that name's
/// SHA-256. Each request asks anew whether the key that began it still works, so taking a key back ends its sessions at once. Safe for concurrent use.
/// </summary>
sealed class SessionBook : IDisposable
{
    /// <summary>The most sessions of one account, and of all; beyond that the one that was idle longest ends.</summary>
    public const int OfAccountMax = 16, AllMax = 4096;

    const int NameBytes = 32;

    /// <summary>How long a session lasts unused, and at most.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(30), Longest = TimeSpan.FromHours(12);

    readonly ConcurrentDictionary<string, BrowserSession> _open = new(StringComparer.Ordinal);
    readonly Lock _beginning = new();
    readonly ApiKeys _keys;
    readonly TimeProvider _clock;

    public SessionBook(ApiKeys keys, TimeProvider clock)
    {
        (_keys, _clock) = (keys, clock);
        keys.Changed += Sweep;
    }

    /// <summary>Told of each session that has ended, as soon as that is known.</summary>
    public event Action<BrowserSession>? Ended;

    /// <summary>How many there are.</summary>
    public int Count => _open.Count;

    /// <summary>Begins a session and gives its name, this once.</summary>
    /// <param name="caller">Whose it is.</param>
    /// <param name="key">The key that was shown, or null.</param>
    /// <param name="until">When it must end sooner than others; null for the longest there is.</param>
    public string Begin(ActorIdentity caller, ApiKeyRow? key, DateTimeOffset? until = null)
    {
        var (name, now) = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes)), _clock.GetUtcNow());
        var end = now + Longest;
        lock (_beginning)
        {
            Sweep();
            MakeRoom(_open.Where(open => open.Value.Caller.Account == caller.Account), OfAccountMax);
            MakeRoom(_open, AllMax);
            _open[Hash(name)] = new(caller, key, now, until < end ? until.Value : end);
        }
        return name;
    }

    /// <summary>The session of that name, used by this; null where there is none, or its key works no more or for something else.</summary>
    public async ValueTask<BrowserSession?> Find(string name, CancellationToken cancel)
    {
        var (hash, now) = (Hash(name), _clock.GetUtcNow());
        if (!_open.TryGetValue(hash, out var session)) return null;
        if (!session.Lives(now, IdleMax) || (session.Key is { } key && !await _keys.StillHolds(key, cancel)))
        {
            Remove(hash);
            return null;
        }
        session.Use(now);
        return session;
    }

    /// <summary>Ends the session of that name, if there is one.</summary>
    public void End(string name) => Remove(Hash(name));

    /// <summary>Ends those that are idle too long, over, or whose key works no more, without waiting for their next request.</summary>
    public void Sweep()
    {
        var now = _clock.GetUtcNow();
        foreach (var (name, session) in _open)
            if (!session.Lives(now, IdleMax) || (session.Key is { } key && !_keys.Holds(key))) Remove(name);
    }

    public void Dispose() => _keys.Changed -= Sweep;

    void Remove(string hash)
    {
        if (_open.TryRemove(hash, out var ended)) Ended?.Invoke(ended);
    }

    void MakeRoom(IEnumerable<KeyValuePair<string, BrowserSession>> sessions, int most)
    {
        var all = sessions.OrderBy(open => open.Value.Used).ToList();
        foreach (var (name, _) in all.Take(all.Count - most + 1)) Remove(name);
    }

    static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
