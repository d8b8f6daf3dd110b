using Ledger.Journal;

namespace Ledger.Host.Server;

/// <summary>What a check found.</summary>
enum Health
{
    Ok,

    /// <summary>Something lags that heals by itself; the server should go on getting requests.</summary>
    Degraded,

    /// <summary>It should get none.</summary>
    Failed,
}

/// <summary>One check: its name and state for all, its figures for those who run the ledger.</summary>
sealed record HealthCheck(string Name, Health State, IReadOnlyList<(string Name, object? Value)> Figures);

/// <summary>The rules of readiness and liveness. Pure.</summary>
static class HealthRules
{
    /// <summary>A group commit that takes longer than this hangs.</summary>
    static readonly TimeSpan RecordingMax = TimeSpan.FromSeconds(10);

    /// <summary>Clocks of machines differ by less. A clock that stands further behind the newest event counts terms from a wrong day.</summary>
    static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A journal that takes nothing and a disk about to be full fail. Read models or signatures that lag do not: publishing and "may I?" go by the journal,
    /// every answer names the index it holds for, and a lone server taken out for a lag would turn it into an outage.
    /// </summary>
    public static IReadOnlyList<HealthCheck> Judge(Standing standing, JournalState journal, bool stopping, ServerSettings settings) =>
    [
        new("accepting", stopping ? Health.Failed : Health.Ok, []),
        new("journal", journal.Failure is not null || journal.Recording > RecordingMax ? Health.Failed : Health.Ok,
        [
            ("events", standing.Events), ("queued", journal.Queued), ("recordingSeconds", Seconds(journal.Recording)), ("failure", journal.Failure),
        ]),
        new("projections", standing.FoldedBehind > settings.LagMax ? Health.Degraded : Health.Ok,
        [
            ("lagEvents", standing.Events - standing.Folded), ("lagSeconds", Seconds(standing.FoldedBehind)),
        ]),
        new("checkpoint", standing.CoveredBehind > settings.LagMax ? Health.Degraded : Health.Ok,
        [
            ("waitingEvents", standing.Events - standing.Covered), ("waitingSeconds", Seconds(standing.CoveredBehind)),
        ]),
        new("disk", standing.DiskFree < settings.DiskFreeMin ? Health.Failed : Health.Ok, [("freeBytes", standing.DiskFree), ("freeBytesMin", settings.DiskFreeMin)]),
        new("clock", standing.Ahead > AheadMax ? Health.Degraded : Health.Ok, [("newestAheadSeconds", Seconds(standing.Ahead))]),
    ];

    public static Health Worst(IReadOnlyList<HealthCheck> checks) => checks.Max(check => check.State);

    /// <summary>A ledger that stopped takes events again only when it is opened anew: whoever watches shall restart it, but not in vain on a full disk.</summary>
    public static bool Lives(JournalState journal, long diskFree, ServerSettings settings) => journal.Failure is null || diskFree < settings.DiskFreeMin;

    static double Seconds(TimeSpan span) => Math.Round(span.TotalSeconds, 3);
}

/// <summary>What the journal's one writer says of itself.</summary>
/// <param name="Failure">The stable code, or else the kind, of what stopped it; null while it works.</param>
/// <param name="Recording">How long the group at work has been under way.</param>
/// <param name="Queued">Batches waiting.</param>
sealed record JournalState(string? Failure, TimeSpan Recording, int Queued)
{
    public static JournalState Of(Sequencer sequencer) =>
        new(sequencer.Failure?.InnerException is { } cause ? cause is StoreFailedException failed ? failed.Code : cause.GetType().Name : null, sequencer.Recording, sequencer.Waiting);
}
