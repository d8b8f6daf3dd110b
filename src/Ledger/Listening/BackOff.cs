namespace Ledger.Listening;

/// <summary>When a failed delivery is tried again (Standard Webhooks, "Retries").</summary>
public static class BackOff
{
    /// <summary>The waits after the first attempt, which is made at once; after the last of them a delivery becomes a dead letter.</summary>
    public static IReadOnlyList<TimeSpan> Standard { get; } =
    [
        TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(5),
        TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>The longest wait a receiver can ask for.</summary>
    public static TimeSpan AskedMax { get; } = TimeSpan.FromHours(24);

    /// <summary>After so many failures in a row a webhook rests before the next event is tried: its receiver is down, not one delivery bad.</summary>
    public const int FailuresMax = 5;

    static readonly TimeSpan RestMax = TimeSpan.FromMinutes(5);

    /// <summary>The wait after so many attempts; null where it was the last. Up to a fifth is added, by <paramref name="jitter"/> from 0 to 1.</summary>
    /// <param name="waits">The waits, from the first.</param>
    /// <param name="attempts">How often it was tried, at least 1.</param>
    /// <param name="jitter">From 0 to 1.</param>
    /// <param name="asked">How long the receiver asked to wait (Retry-After), where it did.</param>
    public static TimeSpan? After(IReadOnlyList<TimeSpan> waits, long attempts, double jitter, TimeSpan? asked)
    {
        ArgumentNullException.ThrowIfNull(waits);
        if (attempts > waits.Count) return null;
        var wait = waits[(int)attempts - 1] * (1 + (jitter / 5));
        return Asked(asked) is { } least && least > wait ? least : wait;
    }

    /// <summary>What of a receiver's wish is granted.</summary>
    public static TimeSpan? Asked(TimeSpan? asked) => asked is not { } wish ? null : wish < TimeSpan.Zero ? TimeSpan.Zero : wish > AskedMax ? AskedMax : wish;

    /// <summary>How long a webhook rests after so many failures in a row: nothing at first, then the first wait, doubled with each, five minutes at most.</summary>
    public static TimeSpan Rest(IReadOnlyList<TimeSpan> waits, int failures)
    {
        ArgumentNullException.ThrowIfNull(waits);
        if (failures < FailuresMax || waits.Count == 0) return TimeSpan.Zero;
        var rest = waits[0] * Math.Pow(2, Math.Min(failures - FailuresMax, 30));
        return rest < RestMax ? rest : RestMax;
    }
}
