using Ledger.Host.Terminal;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Stamps;

namespace Ledger.Host.Migrate;

/// <summary>Compares two stores of one log: all that can be read of either, byte for byte.</summary>
sealed class MoveCheck(ILedgerStore one, ILedgerStore other, Func<string, Progress> progress)
{
    /// <summary>Why the second is no beginning of the first, or null.</summary>
    public async Task<string?> Beginning(CancellationToken cancel)
    {
        var (origins, copied) = (one.Journal.Origins.All, other.Journal.Origins.All);
        if (copied.Count > origins.Count || !copied.SequenceEqual(origins.Take(copied.Count))) return "it is of a log of another name";
        var count = await other.Journal.Count(cancel);
        if (count > await one.Journal.Count(cancel)) return "it has more events";
        return await Events(count, cancel) is { Different: { } index } ? $"event #{index} is another" : null;
    }

    /// <summary>The root of the tree over the events of the second, or the first of them that is not that of the first.</summary>
    public async Task<(byte[] Root, long? Different)> Events(long count, CancellationToken cancel)
    {
        using var comparing = progress("Events compared");
        var tree = new Frontier();
        var signed = await one.Checkpoints.Newest(cancel);
        await using var entries = one.Journal.ReadAll(0, cancel).GetAsyncEnumerator(cancel);
        await using var copies = other.Journal.ReadAll(0, cancel).GetAsyncEnumerator(cancel);
        while (tree.Size < count)
        {
            if (!await entries.MoveNextAsync() || !await copies.MoveNextAsync() || !Same(entries.Current, copies.Current)) return (tree.Root(), tree.Size);
            tree.Append(MerkleTree.LeafHash(copies.Current.Bytes.Span));
            if (tree.Size == signed?.Size && !tree.Root().AsSpan().SequenceEqual(signed.Root)) return (tree.Root(), tree.Size - 1);
            if (tree.Size % 1000 == 0) comparing.Report(tree.Size, count);
        }
        return (tree.Root(), null);
    }

    /// <summary>How many checkpoints were signed under all origins; null where the lists or their timestamps differ.</summary>
    public async Task<long?> Checkpoints(CancellationToken cancel)
    {
        var count = 0L;
        for (var place = 0; place < one.Journal.Origins.All.Count; place++)
        {
            await using var copies = JournalMove.ListOf(other, place).All(0, cancel).GetAsyncEnumerator(cancel);
            await foreach (var signed in JournalMove.ListOf(one, place).All(0, cancel))
            {
                if (!await copies.MoveNextAsync() || !Same(signed, copies.Current)) return null;
                count++;
            }
            if (await copies.MoveNextAsync()) return null;
            if (!await SameStamps(place, cancel)) return null;
        }
        return count;
    }

    async Task<bool> SameStamps(int place, CancellationToken cancel)
    {
        var (stamps, copies) = (JournalMove.StampsOf(one, place), JournalMove.StampsOf(other, place));
        var marks = await stamps.Stamps(long.MaxValue, cancel);
        if (!marks.SequenceEqual(await copies.Stamps(long.MaxValue, cancel))) return false;
        foreach (var mark in marks)
            if (!Same((await stamps.Stamp(mark.Size, cancel))!, (await copies.Stamp(mark.Size, cancel))!)) return false;
        return true;
    }

    static bool Same(StampedCheckpoint stamp, StampedCheckpoint copy) => stamp.Time == copy.Time && stamp.Token.Span.SequenceEqual(copy.Token.Span);

    static bool Same(Entry entry, Entry copy) => (entry.Index, entry.Stream, entry.Sequence, entry.Publication) == (copy.Index, copy.Stream, copy.Sequence, copy.Publication)
        && entry.Bytes.Span.SequenceEqual(copy.Bytes.Span);

    static bool Same(SignedCheckpoint signed, SignedCheckpoint copy) => signed.Size == copy.Size && signed.Note == copy.Note && signed.Root.AsSpan().SequenceEqual(copy.Root);
}
