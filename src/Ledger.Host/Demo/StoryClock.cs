namespace Ledger.Host.Demo;

/// <summary>
/// The clock the demo's ledger lives by: it stands still until the story moves it on, and never goes back, so that times of recording only rise, also
/// where the story is told again in a folder that holds it. Timers and time stamps stay those of the machine.
/// </summary>
public sealed class StoryClock(DateTimeOffset start) : TimeProvider
{
    long _ticks = start.UtcTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    /// <summary>Moves on to the moment; a moment that has passed changes nothing.</summary>
    public void MoveTo(DateTimeOffset moment)
    {
        for (var seen = Interlocked.Read(ref _ticks); moment.UtcTicks > seen; seen = Interlocked.Read(ref _ticks))
            if (Interlocked.CompareExchange(ref _ticks, moment.UtcTicks, seen) == seen) return;
    }
}
