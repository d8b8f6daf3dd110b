using Ledger.Law;

namespace Ledger.Projections;

/// <summary>Sizes and the local calendar of the projections.</summary>
public sealed record ProjectionOptions
{
    /// <summary>Most events folded into one transaction of the live set.</summary>
    public int BatchEventsMax { get; init; } = 2_000;

    /// <summary>Most events folded into one transaction of a set that is built anew: nobody reads it yet, and a row is written once for each.</summary>
    public int RebuildBatchEventsMax { get; init; } = 16_000;

    /// <summary>How long a live batch waits for company before it is committed.</summary>
    public TimeSpan Linger { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Persons whose state is kept in memory, in every set that is folded.</summary>
    public int PersonsCached { get; init; } = 16_384;

    /// <summary>The operator's zone, whose dates the daily statistics and the judges go by.</summary>
    public TimeZoneInfo Zone { get; init; } = LegalClock.Moscow;
}

/// <summary>How far a fold has come.</summary>
/// <param name="Position">Events folded.</param>
/// <param name="Count">Events in the journal when last asked.</param>
public readonly record struct ProjectionProgress(long Position, long Count);
