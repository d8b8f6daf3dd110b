using System.Threading.Channels;
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
    const int BatchMax = 4000, BatchBytesMax = 4 << 20, BatchesAhead = 2, CheckpointsMax = 1000;

    public async Task Run(CancellationToken cancel)
    {
        var origins = from.Journal.Origins.All;
        for (var place = target.Store.Journal.Origins.All.Count - 1; ; place++)
        {
            var end = place + 1 < origins.Count ? origins[place + 1].From : await from.Journal.Count(cancel);
            await Events(target.Store.Journal, end, cancel);
            await Checkpoints(ListOf(from, place), target.Store.Checkpoints, cancel);
            await Stamps(StampsOf(from, place), target.Store.Stamps, cancel);
            if (place + 1 == origins.Count) return;
            var first = await from.Journal.At(end, cancel) ?? throw new InvalidDataException($"Event #{end} is missing in the journal.");
            if (await target.Store.Continue(origins[place + 1].Name, first, cancel) == Appended.Conflict) throw Interfered();
            await target.Reopen(cancel);
        }
    }

    /// <summary>What was signed under one of the origins a log has had.</summary>
    public static ICheckpoints ListOf(ILedgerStore store, int place) => place < store.EarlierCheckpoints.Count ? store.EarlierCheckpoints[place] : store.Checkpoints;

    /// <summary>The timestamps of these.</summary>
    public static ICheckpointStamps StampsOf(ILedgerStore store, int place) => (ICheckpointStamps)ListOf(store, place);

    /// <summary>From where the target ends to an index; the next batches are read while one is written.</summary>
    async Task Events(IJournal journal, long end, CancellationToken cancel)
    {
        var at = await journal.Count(cancel);
        if (at >= end) return;
        using var copying = progress("Events copied");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var batches = Channel.CreateBounded<List<Entry>>(BatchesAhead);
        var reading = Task.Run(() => Read(at, end, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancel))
            {
                if (await journal.Append(batch, cancel) == Appended.Conflict) throw Interfered();
                copying.Report(batch[^1].Index + 1, end);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    /// <summary>Ends the channel with whatever went wrong.</summary>
    async Task Read(long at, long end, ChannelWriter<List<Entry>> batches, CancellationToken cancel)
    {
        Exception? failure = null;
        try
        {
            List<Entry> batch = [];
            var bytes = 0;
            await foreach (var entry in from.Journal.ReadAll(at, cancel))
            {
                if (entry.Index == end) break;
                batch.Add(entry);
                if ((bytes += entry.Bytes.Length) < BatchBytesMax && batch.Count < BatchMax) continue;
                await batches.WriteAsync(batch, cancel);
                (batch, bytes) = ([], 0);
            }
            if (batch.Count > 0) await batches.WriteAsync(batch, cancel);
        }
        catch (Exception error)
        {
            failure = error;
        }
        batches.Complete(failure);
    }

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

    static StoreFailedException Interfered() => new(StoreFailedException.Reopen, "Somebody else has written to the target meanwhile.");
}
