using System.Collections.Concurrent;

namespace Ledger.Host.Server.Intake;

/// <summary>
/// Bounds the work of publishing: so many publications at a time, and so many bytes of their bodies in memory, of which one account holds half at most: a
/// caller whose bodies never end shuts out nobody else. What finds no room is told to come again and has left nothing behind. Safe for concurrent use.
/// </summary>
sealed class PublishingGate(ServerSettings settings)
{
    readonly ConcurrentDictionary<string, long> _held = new(StringComparer.Ordinal);
    int _working;
    long _bytes;

    /// <summary>The answer where there is no room.</summary>
    public static Refusal Full { get; } = new(HttpRefusals.QueueFull, "Too many publications are being worked on. Nothing of this one was recorded; send it again.");

    /// <summary>Publications worked on now.</summary>
    public int Working => Volatile.Read(ref _working);

    /// <summary>Begins the work on a publication whose body is here; false where there is no room.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _working) <= settings.PublishingMax) return true;
        Leave();
        return false;
    }

    /// <summary>Ends what <see cref="TryEnter"/> began.</summary>
    public void Leave() => Interlocked.Decrement(ref _working);

    /// <summary>Takes room for bytes of an account's body; false where there is none.</summary>
    public bool TryTake(string account, int bytes)
    {
        var held = _held.AddOrUpdate(account, static (_, more) => more, static (_, before, more) => before + more, (long)bytes);
        if (Interlocked.Add(ref _bytes, bytes) <= settings.PublishingBytesMax && held <= settings.PublishingBytesMax / 2) return true;
        Return(account, bytes);
        return false;
    }

    /// <summary>Gives back what <see cref="TryTake"/> took.</summary>
    public void Return(string account, int bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        _held.AddOrUpdate(account, static (_, _) => 0, static (_, before, less) => before - less, (long)bytes);
        _held.TryRemove(new(account, 0));
    }
}
