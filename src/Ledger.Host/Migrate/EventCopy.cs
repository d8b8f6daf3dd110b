using System.Threading.Channels;
using Ledger.Host.Terminal;
using Ledger.Journal;

namespace Ledger.Host.Migrate;

/// <summary>Copies events from one journal to another, from where that one ends; the next batches are read while one is written.</summary>
sealed class EventCopy(IJournal from, IJournal to, Progress copying)
{
    const int BatchMax = 4000, BatchBytesMax = 4 << 20, BatchesAhead = 2;

    /// <summary>All events below an index, which all are of the target's present origin.</summary>
    public async Task Run(long end, CancellationToken cancel)
    {
        var at = await to.Count(cancel);
        if (at >= end) return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var batches = Channel.CreateBounded<List<Entry>>(BatchesAhead);
        var reading = Task.Run(() => Read(at, end, batches.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in batches.Reader.ReadAllAsync(cancel))
            {
                if (await to.Append(batch, cancel) == Appended.Conflict) throw Interfered();
                copying.Report(batch[^1].Index + 1, end);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    public static StoreFailedException Interfered() => new(StoreFailedException.Reopen, "Somebody else has written to the target meanwhile.");

    /// <summary>Ends the channel with whatever went wrong.</summary>
    async Task Read(long at, long end, ChannelWriter<List<Entry>> batches, CancellationToken cancel)
    {
        Exception? failure = null;
        try
        {
            List<Entry> batch = [];
            var bytes = 0;
            await foreach (var entry in from.ReadAll(at, cancel))
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
}
