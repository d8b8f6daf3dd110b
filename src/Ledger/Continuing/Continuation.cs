using System.Globalization;
using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Registers;

namespace Ledger.Continuing;

/// <summary>What a log is to go on as.</summary>
/// <param name="Origin">
/// Its new origin. It must be one no copy of the log ever had, which cannot be told from the journal alone: a mere number comes again when the same backup is
/// restored again, a moment does not (<c>ledger.example/x-keeper/20261122T1730</c>).
/// </param>
/// <param name="Checkpoint">The newest signed note known of the old log, from a bundle or a witness; null where the folder's own list holds it.</param>
/// <param name="Key">The old log's key, if known: then it must have signed the note.</param>
/// <param name="Actor">Who continues it: an account name.</param>
public sealed record ContinuationTerms(string Origin, string? Checkpoint, VerifierKey? Key, string Actor);

/// <summary>
/// Decides whether a journal may go on under a new origin, and makes the entry it then begins with (DESIGN section 6). What was signed under the old origin
/// is compared as far as the journal reaches: a journal that is no copy of that log is not continued.
/// </summary>
/// <param name="journal">The journal, whole or shorter than what was signed.</param>
/// <param name="checkpoints">What was signed under its present origin, as far as it was brought along.</param>
public sealed class Continuation(IJournal journal, ICheckpoints checkpoints)
{
    /// <summary>How many characters of a note the event can hold.</summary>
    const int NoteMax = 4096;

    /// <summary>The entry to be appended with <see cref="IJournal.Continue"/>; or why not, in a code of <see cref="ContinuationRefusals"/>.</summary>
    public async ValueTask<Outcome<Entry>> First(ContinuationTerms terms, DateTimeOffset now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(terms);
        if (NameRefused(terms.Origin) is { } unfit) return unfit;
        var known = await checkpoints.Newest(cancel);
        if ((terms.Checkpoint ?? known?.Note) is not { } note)
            return new Refusal(ContinuationRefusals.CheckpointMissing, "The newest checkpoint of the old log must be cited: every bundle holds one, in the file 'checkpoint'.");
        var parsed = Read(note, terms.Key);
        if (parsed.Refusal is { } wrong) return wrong;
        // Both are of one log: the larger one says more. Whatever was given, what lies in the folder was signed as well.
        var cited = parsed.Value;
        if (known is not null && known.Size > cited.Size) (note, cited) = (known.Note, new Checkpoint(journal.Origin, known.Size, known.Root));
        if (await Contradicted(cited, cancel) is { } size)
            return new Refusal(ContinuationRefusals.JournalDiffers, $"The first {size} entries are not those that were signed: the journal is no copy of that log.");
        return await Entry(new LogContinued(journal.Origin, note), terms.Actor, now, cancel);
    }

    Refusal? NameRefused(string origin) =>
        !VerifierKey.IsName(origin) ? new(ContinuationRefusals.OriginInvalid, "An origin is a name of at most 256 bytes without spaces or plus.")
        : journal.Origins.All.Any(had => had.Name == origin) ? new(ContinuationRefusals.OriginUsed, "The log has had this origin: no index is ever used twice under one.")
        : null;

    Outcome<Checkpoint> Read(string note, VerifierKey? key)
    {
        if (note.Length > NoteMax || SignedNote.Parse(note) is not { } parsed || Checkpoint.Parse(parsed.Text) is not { } checkpoint)
            return new Refusal(ContinuationRefusals.CheckpointMalformed, $"A signed checkpoint of at most {NoteMax} characters is expected; signatures beside the log's own can be left out.");
        if (checkpoint.Origin != journal.Origin || (key is not null && key.Name != journal.Origin))
            return new Refusal(ContinuationRefusals.CheckpointOfAnother, "The checkpoint or the key is not of the log that is to go on.");
        return key is not null && parsed.Check(key) != SignatureCheck.Verified
            ? new Refusal(ContinuationRefusals.CheckpointUnsigned, "The old log's key did not sign this checkpoint.")
            : checkpoint;
    }

    /// <summary>The size of the first checkpoint the journal's entries contradict; null where it contradicts none it reaches.</summary>
    async ValueTask<long?> Contradicted(Checkpoint cited, CancellationToken cancel)
    {
        var tree = new Frontier();
        await using var list = checkpoints.All(0, cancel).GetAsyncEnumerator(cancel);
        var more = await list.MoveNextAsync();
        async ValueTask<bool> Agrees()
        {
            if (cited.Size == tree.Size && !cited.Root.Span.SequenceEqual(tree.Root())) return false;
            for (; more && list.Current.Size == tree.Size; more = await list.MoveNextAsync())
                if (!list.Current.Root.AsSpan().SequenceEqual(tree.Root())) return false;
            return true;
        }
        if (!await Agrees()) return tree.Size;
        await foreach (var entry in journal.ReadAll(0, cancel))
        {
            tree.Append(MerkleTree.LeafHash(entry.Bytes.Span));
            if (!await Agrees()) return tree.Size;
        }
        return null;
    }

    /// <summary>Written by the ledger itself, at the head; its time is never before that of the newest entry.</summary>
    async ValueTask<Outcome<Entry>> Entry(LogContinued data, string actor, DateTimeOffset now, CancellationToken cancel)
    {
        var index = await journal.Count(cancel);
        var recorded = now;
        if (index > 0)
        {
            await foreach (var newest in journal.ReadAll(index - 1, cancel))
                if (RecordedCodec.Read(newest).RecordedTime is var last && last > recorded) recorded = last;
        }
        var kind = EventCatalogue.Of(typeof(LogContinued));
        var id = string.Create(CultureInfo.InvariantCulture, $"continued-{index}");
        var prepared = new PreparedEvent(
            id, Preparer.LedgerSource, kind, null, recorded, Streams.Registers, actor, null, RecordedCodec.WriteData(data), []);
        var sequence = await journal.Length(Streams.Registers, cancel);
        return new Entry(index, Streams.Registers, sequence, prepared.Publication, RecordedCodec.Write(prepared, recorded, sequence)!);
    }
}
