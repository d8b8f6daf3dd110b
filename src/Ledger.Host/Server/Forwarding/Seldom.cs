namespace Ledger.Host.Server.Forwarding;

/// <summary>Says once a minute that it is time, for what would fill a log.</summary>
sealed class Seldom(TimeProvider clock)
{
    static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    readonly Lock _one = new();
    long? _last;

    public bool Now()
    {
        lock (_one)
        {
            if (_last is { } last && clock.GetElapsedTime(last) < Pause) return false;
            _last = clock.GetTimestamp();
            return true;
        }
    }
}
