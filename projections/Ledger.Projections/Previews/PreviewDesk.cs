using System.Text.Json;
using Ledger.Access;
using Ledger.Destruction;
using Ledger.Inquiries;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Proofs;
using Ledger.Sealing;

namespace Ledger.Projections;

/// <summary>
/// Takes publications the whole way to the journal's door: decoded, decided, sealed, encoded. What is made on the way lies in an <see cref="ImaginedVault"/>.
/// </summary>
public sealed class PreviewDesk(
    IJournal journal, IKeyVault vault, Sequencer sequencer, LegalClock legal, TimeProvider clock, PublishingRules rules, FillRandom random,
    INamedPersons named, IPersonDuties duties, IDepositedAnswers? answers = null)
{
    /// <summary>What would be recorded, from the index on that the next entry gets; or why not.</summary>
    internal async ValueTask<Outcome<Imagined>> Imagine(IReadOnlyList<ReadOnlyMemory<byte>> events, Actor actor, CancellationToken cancel)
    {
        await using var keys = new ImaginedVault(vault, random);
        var preparer = new Preparer(journal, keys, new Sealer(journal.Origin, keys, random), legal);
        var erasure = new ErasureDesk(journal, keys, duties, named, answers);
        var publisher = new Publisher(sequencer, preparer, new CommandDesk(journal, keys, legal, erasure), journal, clock, rules);
        var proposed = await publisher.Propose(events, actor, cancel);
        if (proposed.Refusal is { } refused) return refused;
        var imagined = new ImaginedJournal(journal, await journal.Count(cancel));
        List<PreviewedEvent> previewed = [];
        foreach (var (prepared, added) in proposed.Value.SelectMany(Parts))
        {
            if (await journal.Find(prepared.Publication, cancel) is { } recorded)
            {
                if (!added) return new Imagined(imagined, [], recorded.Index);
                continue;   // an introduction that was made meanwhile
            }
            if (await imagined.Find(prepared.Publication, cancel) is not null) continue;   // two events of the batch introduce one person
            var sequence = await imagined.Length(prepared.Stream, cancel);
            if (RecordedCodec.Write(prepared, clock.GetUtcNow(), sequence) is not { } line)
                return new Refusal(Refusals.TooLarge, "The event would be larger than 65,535 bytes as it is recorded.");
            var entry = imagined.Add(prepared.Stream, sequence, prepared.Publication, line);
            previewed.Add(new(entry, Opened(entry, keys), added));
        }
        return new Imagined(imagined, previewed, null);
    }

    static IEnumerable<(PreparedEvent Event, bool Added)> Parts(Proposal proposal) =>
        [.. (proposal.Introductions ?? []).Select(e => (e, true)), (proposal.Event, false), .. (proposal.Effects ?? []).Select(e => (e, true))];

    Dictionary<string, string?> Opened(Entry entry, IKeyVault keys)
    {
        using var document = JsonDocument.Parse(entry.Bytes);
        var recorded = document.RootElement;
        var (source, id, opener) = (recorded.GetProperty("source").GetString()!, recorded.GetProperty("id").GetString()!, new Opener(keys));
        var values = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (pointer, field) in SealedFields.In(recorded))
        {
            var place = new FieldContext(journal.Origin, entry.Stream, source, id, pointer, field.KeyName);
            values[pointer] = opener.FieldKeyOf(field, place) is { } key ? field.Open(place, key).Value : null;
        }
        return values;
    }
}

/// <summary>A journal with what would be recorded.</summary>
/// <param name="Journal">The journal as it would be.</param>
/// <param name="Events">What it would have more.</param>
/// <param name="Recorded">Index of the event, where it is recorded already.</param>
sealed record Imagined(ImaginedJournal Journal, IReadOnlyList<PreviewedEvent> Events, long? Recorded);
