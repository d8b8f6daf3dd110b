using Ledger.Access;
using Ledger.Host.Server;

namespace Ledger.Host.Web.Session;

/// <summary>Who is signed in, and since when. What a request may do is looked up anew each time: a session only says which key, or which token, was shown.</summary>
/// <param name="caller">Who signed in.</param>
/// <param name="key">The key that was shown; null for a token of the issuer.</param>
/// <param name="began">When.</param>
/// <param name="ends">When it ends, however busy it is.</param>
sealed class BrowserSession(ActorIdentity caller, ApiKeyRow? key, DateTimeOffset began, DateTimeOffset ends)
{
    long _used = began.UtcTicks;

    /// <summary>Who signed in.</summary>
    public ActorIdentity Caller { get; } = caller;

    /// <summary>The key that was shown; null for a token of the issuer, which cannot be asked about.</summary>
    public ApiKeyRow? Key { get; } = key;

    /// <summary>What was said in it.</summary>
    public SessionNotes Notes { get; } = new();

    /// <summary>When it was used last, in ticks.</summary>
    public long Used => Volatile.Read(ref _used);

    /// <summary>Whether it goes on at that moment.</summary>
    public bool Lives(DateTimeOffset now, TimeSpan idleMax) => now < ends && now.UtcTicks - Used < idleMax.Ticks;

    /// <summary>It is used at that moment.</summary>
    public void Use(DateTimeOffset now)
    {
        if (Used < now.UtcTicks) Volatile.Write(ref _used, now.UtcTicks);
    }
}
