using System.Threading.Channels;
using Ledger.Journal;

namespace Ledger.Projections;

/// <summary>Reads and decodes ahead of the fold on a thread of its own, in chunks, a bounded number of them.</summary>
static class DecodedReader
{
    const int ChunkEvents = 256, ChunksAhead = 4;

    /// <summary>All entries from an index on, to the journal's end at the time of the call.</summary>
    public static async IAsyncEnumerable<Decoded[]> Read(
        IJournal journal, long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var chunks = Channel.CreateBounded<Decoded[]>(new BoundedChannelOptions(ChunksAhead) { SingleReader = true, SingleWriter = true });
        var producer = Task.Run(() => Produce(journal, from, chunks.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancel)) yield return chunk;
        }
        finally
        {
            await stop.CancelAsync();
            await producer;
        }
    }

    static async Task Produce(IJournal journal, long from, ChannelWriter<Decoded[]> chunks, CancellationToken cancel)
    {
        try
        {
            var chunk = new List<Decoded>(ChunkEvents);
            await foreach (var entry in journal.ReadAll(from, cancel))
            {
                chunk.Add(Decoded.Of(entry));
                if (chunk.Count < ChunkEvents) continue;
                await chunks.WriteAsync([.. chunk], cancel);
                chunk.Clear();
            }
            if (chunk.Count > 0) await chunks.WriteAsync([.. chunk], cancel);
            chunks.Complete();
        }
        catch (Exception error)
        {
            chunks.TryComplete(error);   // the reader sees it
        }
    }
}
