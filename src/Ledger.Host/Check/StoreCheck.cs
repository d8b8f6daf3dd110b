using System.Runtime.CompilerServices;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Stamps;

namespace Ledger.Host.Check;

/// <summary>
/// Re-derives the whole store: entries, tree, signed checkpoints and their timestamps, sealed fields, read models. Changes nothing. What is recorded while it runs is left to the
/// next check.
/// </summary>
sealed class StoreCheck(
    IJournal journal, IKeyVault vault, ICheckpoints checkpoints, IReadOnlyList<ICheckpoints> earlier, ICheckpointStamps stamps, TransparencyLog log, Projector projector, ReadModelCheck readModels)
{
    public async Task<StoreReport> Run(Action<long, long> progress, IProgress<ProjectionProgress>? folding, CancellationToken cancel)
    {
        List<StoreFault> faults = [];
        var check = new JournalCheck(journal.Origins, vault, faults);
        var count = await journal.Count(cancel);
        await projector.CatchUp(cancel);   // so that the tree reaches as far
        await using var signed = Signed(cancel).GetAsyncEnumerator(cancel);
        long compared = 0;
        var more = await signed.MoveNextAsync();
        async ValueTask Compare()
        {
            for (; more && signed.Current.Size == check.Size; compared++, more = await signed.MoveNextAsync()) TestCheckpoint(check, signed.Current);
        }
        await Compare();   // one that was signed over the empty tree
        await foreach (var entry in journal.ReadAll(0, cancel))
        {
            if (check.Size == count) break;
            TestTile(check, entry.Index, check.Take(entry));
            await Compare();
            if (entry.Index % 1000 == 0) progress(entry.Index, count);
        }
        check.End();
        if (more && signed.Current.Size > await journal.Count(cancel))
            check.Fault("log-shorter-than-signed", check.Size, $"A checkpoint of {signed.Current.Size} entries was signed; the journal has {check.Size}.");
        await TestStamps(check, cancel);
        var rows = await readModels.Run(faults, folding, cancel);
        return new(check.Size, compared, check.Fields, check.Destroyed, rows, faults);
    }

    /// <summary>Every checkpoint that is about this journal, by size: of what was signed under an earlier origin only as much as went on under the next.</summary>
    async IAsyncEnumerable<SignedCheckpoint> Signed([EnumeratorCancellation] CancellationToken cancel)
    {
        for (var origin = 0; origin < earlier.Count; origin++)
        {
            await foreach (var signed in earlier[origin].All(0, cancel))
            {
                if (signed.Size > journal.Origins.All[origin + 1].From) break;
                yield return signed;
            }
        }
        await foreach (var signed in checkpoints.All(0, cancel)) yield return signed;
    }

    /// <summary>A timestamp that is not over its checkpoint any more goes into no bundle.</summary>
    async ValueTask TestStamps(JournalCheck check, CancellationToken cancel)
    {
        foreach (var mark in await stamps.Stamps(long.MaxValue, cancel))
        {
            cancel.ThrowIfCancellationRequested();
            var stamp = await stamps.Stamp(mark.Size, cancel);
            if (stamp?.Verify() != mark.Time) check.Fault("timestamp-wrong", null, $"The timestamp kept for size {mark.Size} is not one over its checkpoint.");
        }
    }

    /// <summary>The tree's own leaf hash names the first changed entry.</summary>
    void TestTile(JournalCheck check, long index, byte[] leafHash)
    {
        var width = (int)(index % TilePath.FullWidth) + 1;
        if (log.Tile(0, index / TilePath.FullWidth, width) is not { } tile)
            check.Fault("tree-incomplete", index, "The tree does not reach this entry.");
        else if (!tile.Span[((width - 1) * MerkleTree.HashLength)..].SequenceEqual(leafHash))
            check.Fault("event-changed", index, "The stored bytes are not those whose hash is in the tree.");
    }

    void TestCheckpoint(JournalCheck check, SignedCheckpoint signed)
    {
        if (!check.Root().AsSpan().SequenceEqual(signed.Root))
            check.Fault("log-differs-from-signed", null, $"The first {signed.Size} entries are not those that were signed.");
        // Who signed is told by the current key alone: an earlier origin's is gone from here.
        var mine = signed.Size > journal.Origins.CurrentFrom || journal.Origins.All.Count == 1;
        var opened = mine ? Checkpoint.Open(signed.Note, log.Key) : Checkpoint.Parse(SignedNote.Parse(signed.Note)?.Text ?? "\n");
        if (opened is null || (!mine && !journal.Origins.All.Any(had => had.Name == opened.Origin)) || opened.Size != signed.Size || !opened.Root.Span.SequenceEqual(signed.Root))
            check.Fault("checkpoint-wrong", null, $"The note kept for size {signed.Size} is not one this log signed.");
    }
}
