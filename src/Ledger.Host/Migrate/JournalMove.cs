using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Stamps;

namespace Ledger.Host.Migrate;

/// <summary>
/// Copies events, and what was signed of them, one origin after another: the checkpoints of an origin are there before the log goes on under the next, which closes
/// their list. So the target alone tells how far an attempt before came.
/// </summary>
sealed class JournalMove(ILedgerStore from, MoveTarget target, Func<string, Progress> progress)
{
    const int CheckpointsMax = 1000;

    public async Task Run(CancellationToken cancel)
    {
        var origins = from.Journal.Origins.All;
        using var copying = progress("Events copied");
        for (var place = target.Store.Journal.Origins.All.Count - 1; ; place++)
        {
            var end = place + 1 < origins.Count ? origins[place + 1].From : await from.Journal.Count(cancel);
            await new EventCopy(from.Journal, target.Store.Journal, copying).Run(end, cancel);
            await Checkpoints(ListOf(from, place), target.Store.Checkpoints, cancel);
            await Stamps(StampsOf(from, place), target.Store.Stamps, cancel);
            if (place + 1 == origins.Count) return;
            var first = await from.Journal.At(end, cancel) ?? throw new InvalidDataException($"Event #{end} is missing in the journal.");
            if (await target.Store.Continue(origins[place + 1].Name, first, cancel) == Appended.Conflict) throw EventCopy.Interfered();
            await target.Reopen(cancel);
        }
    }

    /// <summary>What was signed under one of the origins a log has had.</summary>
    public static ICheckpoints ListOf(ILedgerStore store, int place) => place < store.EarlierCheckpoints.Count ? store.EarlierCheckpoints[place] : store.Checkpoints;

    /// <summary>The timestamps of these.</summary>
    public static ICheckpointStamps StampsOf(ILedgerStore store, int place) => (ICheckpointStamps)ListOf(store, place);

    /// <summary>From behind the newest that is there: they are added in the order of their sizes, by whichever attempt.</summary>
    static async Task Checkpoints(ICheckpoints signed, ICheckpoints copy, CancellationToken cancel)
    {
        List<SignedCheckpoint> page = [];
        await foreach (var checkpoint in signed.All((await copy.Newest(cancel))?.Size + 1 ?? 0, cancel))
        {
            page.Add(checkpoint);
            if (page.Count < CheckpointsMax) continue;
            await copy.AddAll(page, cancel);
            page.Clear();
        }
        if (page.Count > 0) await copy.AddAll(page, cancel);
    }

    static async Task Stamps(ICheckpointStamps stamps, ICheckpointStamps copy, CancellationToken cancel)
    {
        var after = (await copy.NewestStamp(cancel))?.Checkpoint.Size ?? -1;
        foreach (var mark in await stamps.Stamps(long.MaxValue, cancel))
            if (mark.Size > after && await stamps.Stamp(mark.Size, cancel) is { } stamp) await copy.AddStamp(stamp, cancel);
    }
}
