using Ledger.Access;
using Ledger.Journal;

namespace Ledger.Intake;

/// <summary>How publications are judged.</summary>
/// <param name="Skew">How far ahead of the ledger's clock an event's time may lie.</param>
public sealed record PublishingRules(TimeSpan Skew)
{
    /// <summary>Five minutes.</summary>
    public static PublishingRules Default { get; } = new(TimeSpan.FromMinutes(5));
}

/// <summary>The way in: decode strictly, decide commands, seal, submit. Decides again when a stream moved on meanwhile.</summary>
public sealed class Publisher(Sequencer sequencer, Preparer preparer, CommandDesk desk, IJournal journal, TimeProvider clock, PublishingRules rules)
{
    /// <summary>How often a batch is decided again before the caller is asked to come back.</summary>
    const int AttemptsMax = 8;

    /// <summary>Publishes the batch, all or none; one receipt per event, durable.</summary>
    public async ValueTask<Outcome<IReadOnlyList<Receipt>>> Publish(
        IReadOnlyList<ReadOnlyMemory<byte>> events, Actor actor, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var batch = await Prepare(events, actor, cancel);
            if (batch.Refusal is { } refused) return refused;
            var submitted = batch.Value.Count == 0 ? new([], null) : await sequencer.Submit(batch.Value, cancel);
            if (submitted.Receipts is { } receipts) return Outcome.Of(receipts);
            if (submitted.Refusal is { } refusal) return refusal;
        }
        return new Refusal(Refusals.Busy, "Others keep changing the same records; try again.");
    }

    async ValueTask<Outcome<List<Proposal>>> Prepare(IReadOnlyList<ReadOnlyMemory<byte>> events, Actor actor, CancellationToken cancel)
    {
        var proposals = new List<Proposal>(events.Count);
        var pending = new PendingStreams();
        for (var item = 0; item < events.Count; item++)
        {
            var read = PublishedCodec.Read(events[item], clock.GetUtcNow(), rules.Skew);
            if (read.Refusal is { } unread) return unread with { Item = item };
            var publication = read.Value;
            var prepared = await Prepare(publication, actor, pending, cancel);
            if (prepared.Refusal is { } refused) return refused with { Item = item };
            proposals.Add(prepared.Value);
        }
        return proposals;
    }

    async ValueTask<Outcome<Proposal>> Prepare(Publication publication, Actor actor, PendingStreams pending, CancellationToken cancel)
    {
        long? expected = null;
        if (publication.Kind.By == Publishing.Command)
        {
            if (actor.Role == Role.Publisher) return new Refusal(Refusals.NotAllowed, "Only an officer may give this command.", "$.type");
            if (await journal.Find(PublicationKey.Of(publication.Source, publication.Id), cancel) is null)
            {
                var decided = await desk.Decide(publication, actor, pending, cancel);
                if (decided.Refusal is { } refused) return refused;
                (publication, expected) = decided.Value;
            }
        }
        var proposal = await preparer.Prepare(publication, actor.Name, expected, cancel);
        pending.Add(proposal, publication);
        return proposal;
    }
}
