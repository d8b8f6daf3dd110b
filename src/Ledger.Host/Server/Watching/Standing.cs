using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Host.Server;

/// <summary>How the ledger stands at one moment.</summary>
/// <param name="Events">Events in the journal.</param>
/// <param name="Folded">Events the read models hold.</param>
/// <param name="FoldedBehind">How long the oldest event they lack has been recorded.</param>
/// <param name="Covered">Events under a signed checkpoint.</param>
/// <param name="CoveredBehind">How long the oldest event without one has been recorded.</param>
/// <param name="DiskFree">Bytes free to this process on the data folder's volume.</param>
/// <param name="Ahead">How much later than the server's clock the newest event was recorded; zero where it was not.</param>
sealed record Standing(long Events, long Folded, TimeSpan FoldedBehind, long Covered, TimeSpan CoveredBehind, long DiskFree, TimeSpan Ahead = default);

/// <summary>
/// Looks at the ledger for probes and metrics, at most once a second however often it is asked: a probe is open to all. Nothing is written.
/// </summary>
sealed class Standings(IJournal journal, IReadModelStore store, ICheckpoints checkpoints, Settings settings, TimeProvider clock) : IDisposable
{
    static readonly TimeSpan Kept = TimeSpan.FromSeconds(1);

    readonly string _volume = VolumeOf(Path.GetFullPath(settings.Data));
    readonly SemaphoreSlim _looking = new(1);
    volatile Taken? _last;

    /// <summary>What was seen last, for instruments that cannot wait; null before the first look.</summary>
    public Standing? Last => _last?.Standing;

    public async ValueTask<Standing> Look(CancellationToken cancel)
    {
        if (Fresh() is { } seen) return seen;
        await _looking.WaitAsync(cancel);
        try
        {
            if (Fresh() is { } meanwhile) return meanwhile;
            var taken = await Take(cancel);
            _last = new(clock.GetTimestamp(), taken);
            return taken;
        }
        finally
        {
            _looking.Release();
        }
    }

    public void Dispose() => _looking.Dispose();

    Standing? Fresh() => _last is { } last && clock.GetElapsedTime(last.Moment) < Kept ? last.Standing : null;

    async ValueTask<Standing> Take(CancellationToken cancel)
    {
        var events = await journal.Count(cancel);
        var folded = await store.Current.Position(cancel);
        var covered = (await checkpoints.Newest(cancel))?.Size ?? 0;
        return new(events, folded, await Waiting(folded, events, cancel), covered, await Waiting(covered, events, cancel), new DriveInfo(_volume).AvailableFreeSpace, await Ahead(events, cancel));
    }

    /// <summary>How long ago the event of that index was recorded; zero where there is none yet.</summary>
    async ValueTask<TimeSpan> Waiting(long index, long events, CancellationToken cancel) =>
        index < events && await RecordedTimes.Of(journal, index, cancel) is { } recorded && clock.GetUtcNow() - recorded is var ago && ago > TimeSpan.Zero ? ago : TimeSpan.Zero;

    async ValueTask<TimeSpan> Ahead(long events, CancellationToken cancel) =>
        events > 0 && await RecordedTimes.Of(journal, events - 1, cancel) is { } newest && newest - clock.GetUtcNow() is var ahead && ahead > TimeSpan.Zero ? ahead : TimeSpan.Zero;

    static string VolumeOf(string folder) => OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder;

    sealed record Taken(long Moment, Standing Standing);
}

/// <summary>When an event was recorded.</summary>
static class RecordedTimes
{
    public static async ValueTask<DateTimeOffset?> Of(IJournal journal, long index, CancellationToken cancel) =>
        await journal.At(index, cancel) is { } entry ? RecordedCodec.Read(entry).RecordedTime : null;
}
