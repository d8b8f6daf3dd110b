namespace Ledger.Host.Server.Intake;

/// <summary>
/// Bounds the work of publishing: so many publications at a time, and so many bytes of their bodies in memory. What finds no room is told to come again
/// and has left nothing behind. Safe for concurrent use.
/// </summary>
sealed class PublishingGate(ServerSettings settings)
{
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

    /// <summary>Takes room for bytes of a body; false where there is none.</summary>
    public bool TryTake(int bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) <= settings.PublishingBytesMax) return true;
        Return(bytes);
        return false;
    }

    /// <summary>Gives back what <see cref="TryTake"/> took.</summary>
    public void Return(int bytes) => Interlocked.Add(ref _bytes, -bytes);
}
