using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Ledger.Reports;

namespace Ledger.Host.Web.Own;

/// <summary>A person before their own page.</summary>
/// <param name="UserId">The operator's own id: who it is, and nobody else.</param>
/// <param name="Form">What every form of the page must bring back: no other site knows it.</param>
/// <param name="Until">When it ends.</param>
public sealed record OwnSession(string UserId, string Form, DateTimeOffset Until)
{
    /// <summary>Requests answered at once, and how soon one more may follow: more than anybody presses, less than a program would have recorded.</summary>
    const int AtOnce = 60;

    static readonly TimeSpan Each = TimeSpan.FromSeconds(1);

    readonly Lock _gate = new();
    DateTimeOffset _full;

    /// <summary>The language chosen on the page; null for the browser's.</summary>
    public ReportLanguage? Language { get; set; }

    /// <summary>Whether it is on record that the person looked: once in a session, which is half an hour at most.</summary>
    public bool IsRead { get; set; }

    /// <summary>Whether another request is answered now.</summary>
    public bool MayAsk(DateTimeOffset now)
    {
        lock (_gate)
        {
            var full = (_full > now ? _full : now) + Each;
            if (full - now > Each * AtOnce) return false;
            _full = full;
            return true;
        }
    }

    /// <summary>It names a person, and never prints.</summary>
    public override string ToString() => "[own]";
}

/// <summary>Sessions of persons on their own pages: in memory, thirty minutes at most, each for one person alone. They open nothing of the console, nor its sessions anything here.</summary>
sealed class OwnSessions(TimeProvider clock)
{
    /// <summary>How long one lasts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>How many may be open at once.</summary>
    public const int Most = 10_000;

    const int NameBytes = 32;

    readonly ConcurrentDictionary<string, OwnSession> _open = new(StringComparer.Ordinal);

    /// <summary>Whether one more can begin: asked before a link is used up. A few that come at the same moment are let in all the same.</summary>
    public bool HasRoom()
    {
        var now = clock.GetUtcNow();
        foreach (var (old, session) in _open)
            if (now >= session.Until) _open.TryRemove(old, out _);
        return _open.Count < Most;
    }

    /// <summary>Begins one and gives its name, this once.</summary>
    public string Begin(string userId)
    {
        var name = Random();
        _open[Hash(name)] = new(userId, Random(), clock.GetUtcNow() + Longest);
        return name;
    }

    /// <summary>The session of that name; null where there is none any more.</summary>
    public OwnSession? Find(string name) => _open.TryGetValue(Hash(name), out var session) && clock.GetUtcNow() < session.Until ? session : null;

    /// <summary>Ends it.</summary>
    public void End(string name) => _open.TryRemove(Hash(name), out _);

    /// <summary>What nobody else knows.</summary>
    public static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NameBytes));

    static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
}
