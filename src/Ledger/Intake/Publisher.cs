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

    /// <summary>From how many events on a batch is prepared on all processors, and in slices of how many.</summary>
    const int ParallelMin = 64, ParallelSlice = 32;

    /// <summary>
    /// Publishes the batch, all or none; one receipt per event, durable. With <paramref name="after"/> it is recorded only once the batch before it was.
    /// It is prepared meanwhile, but for one that holds a command: that is decided on what was recorded before.
    /// With <paramref name="nothingDestroyedSince"/> it is refused as busy where a destruction of keys is recorded at that index of the journal or later.
    /// </summary>
    public async ValueTask<Outcome<IReadOnlyList<Receipt>>> Publish(
        IReadOnlyList<ReadOnlyMemory<byte>> events, Actor actor, Task<bool>? after, CancellationToken cancel, long? nothingDestroyedSince = null)
    {
        if (events.Count == 0) return Outcome.Of<IReadOnlyList<Receipt>>([]);
        using var activity = Instruments.Source.StartActivity("ledger.publish");
        activity?.SetTag("ledger.events", events.Count);
        return (await Attempt(events, actor, after, nothingDestroyedSince, cancel)).Published(activity);
    }

    /// <summary>What would be submitted for the batch, decided on what is recorded by now; nothing is.</summary>
    public async ValueTask<Outcome<IReadOnlyList<Proposal>>> Propose(IReadOnlyList<ReadOnlyMemory<byte>> events, Actor actor, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(actor);
        var prepared = await Prepare(events, actor, after: null, cancel);
        return prepared.Refusal is { } refusal ? refusal : Outcome.Of<IReadOnlyList<Proposal>>(prepared.Value);
    }

    async ValueTask<Outcome<IReadOnlyList<Receipt>>> Attempt(
        IReadOnlyList<ReadOnlyMemory<byte>> events, Actor actor, Task<bool>? after, long? nothingDestroyedSince, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var batch = await Prepare(events, actor, after, cancel);
            if (after is not null && !await after) return new Refusal(Refusals.EarlierRefused, "The batch before this one was refused.");
            if (batch.Refusal is { } refused) return refused;
            IReadOnlyList<Proposal> proposals = nothingDestroyedSince is null ? batch.Value : [.. batch.Value.Select(proposal => proposal with { NothingDestroyedSince = nothingDestroyedSince })];
            var submitted = await sequencer.Submit(proposals, cancel);
            if (submitted.Receipts is { } receipts) return Outcome.Of(receipts);
            if (submitted.Refusal is { } refusal) return refusal;
        }
        return new Refusal(Refusals.Busy, "Others keep changing the same records; try again.");
    }

    async ValueTask<Outcome<Proposal[]>> Prepare(
        IReadOnlyList<ReadOnlyMemory<byte>> events, Actor actor, Task<bool>? after, CancellationToken cancel)
    {
        using var activity = Instruments.Source.StartActivity("ledger.decide");
        var publications = new Publication[events.Count];
        var proposals = new Proposal[events.Count];
        if (await Each(events.Count, parallel: true, item => Decode(events[item], publications, item, actor)) is { } unread) return unread;
        var pending = Array.Exists(publications, p => p.Kind.By == Publishing.Command) ? new PendingStreams() : null;
        if (pending is not null && after is not null) await after;
        var refusal = await Each(events.Count, parallel: pending is null, async item =>
        {
            var prepared = await Prepare(publications, item, actor, pending, cancel);
            if (prepared.Refusal is null) proposals[item] = prepared.Value;
            return prepared.Refusal;
        });
        return refusal is null ? proposals : refusal;
    }

    ValueTask<Refusal?> Decode(ReadOnlyMemory<byte> json, Publication[] publications, int item, Actor actor)
    {
        var read = PublishedCodec.Read(json, clock.GetUtcNow(), rules.Skew);
        if (read.Refusal is not null) return new(read.Refusal);
        publications[item] = read.Value;
        return new(NotFor(actor, read.Value));
    }

    /// <summary>
    /// Why this actor may not publish that, or null: a key or token can be for some sources and types alone. Under the source of the events of keys nobody
    /// publishes who does not manage them: whoever knows a key could take the id under which its end is to be recorded.
    /// </summary>
    static Refusal? NotFor(Actor actor, Publication publication) =>
        actor.Sources?.Contains(publication.Source) == false || (publication.Source == AccessRecorder.Source && actor.Role != Role.Administrator)
            ? new(Refusals.SourceNotAllowed, "The key may not publish under this source.", "$.source")
        : actor.Types?.Contains(publication.Kind.Name) == false ? new(Refusals.TypeNotAllowed, "The key may not publish events of this type.", "$.type")
        : null;

    /// <summary>
    /// Does the work for each item, on all processors where the batch is worth it and its items do not depend on each other; the first refusal by place.
    /// </summary>
    static async ValueTask<Refusal?> Each(int count, bool parallel, Func<int, ValueTask<Refusal?>> work)
    {
        var refusals = new Refusal?[count];
        if (parallel && count >= ParallelMin)
        {
            await Parallel.ForAsync(0, (count + ParallelSlice - 1) / ParallelSlice, async (slice, _) =>
            {
                await Task.Yield();   // others have their turn between slices, the sequencer before all
                for (var item = slice * ParallelSlice; item < Math.Min(count, (slice + 1) * ParallelSlice); item++) refusals[item] = await work(item);
            });
        }
        else
        {
            for (var item = 0; item < count; item++)
                if ((refusals[item] = await work(item)) is not null) break;
        }
        var first = Array.FindIndex(refusals, r => r is not null);
        return first < 0 ? null : refusals[first]! with { Item = first };
    }

    async ValueTask<Outcome<Proposal>> Prepare(Publication[] batch, int item, Actor actor, PendingStreams? pending, CancellationToken cancel)
    {
        var publication = batch[item];
        var standing = CommandStanding.None;
        if (publication.Kind.By == Publishing.Command)
        {
            if (actor.Role == Role.Publisher) return new Refusal(Refusals.NotAllowed, "Only an officer may give this command.", "$.type");
            if (await journal.Find(PublicationKey.Of(publication.Source, publication.Id), cancel) is null)
            {
                var decided = await desk.Decide(publication, actor, pending!, cancel);
                if (decided.Refusal is { } refused) return refused;
                (publication, standing) = decided.Value;
            }
        }
        var proposal = await preparer.Prepare(publication, actor.Name, standing.ExpectedLength, cancel, new(batch, 0, item), standing.Effects);
        if (standing is not { Unnamed: null, Whole: null }) proposal = proposal with { Unnamed = standing.Unnamed, Whole = standing.Whole };
        if (pending?.Destroys(proposal) == true)
            return new Refusal(Refusals.AfterDestruction, "An earlier event of the batch destroys the key this one is sealed under: publish it in a later batch.");
        pending?.Add(proposal);
        return proposal;
    }
}
