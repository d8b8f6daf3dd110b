using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>Something that is recorded with an event, in the stream of a person it is about, all or none.</summary>
/// <param name="Data">What it says, to be sealed yet.</param>
/// <param name="Token">The person's token.</param>
public sealed record Effect(IEventData Data, string Token);

/// <summary>
/// Writes into a publication what only the ledger knows when it records it: the terms of the duties it opens, by the law the person's data is under, and what it
/// says in a person's own stream.
/// </summary>
/// <param name="journal">What was recorded of the person before.</param>
/// <param name="vault">Tokens.</param>
/// <param name="legal">The legal clock.</param>
sealed class TermsDesk(IJournal journal, IKeyVault vault, LegalClock legal)
{
    /// <summary>The publication's data with all of that, and what goes with it.</summary>
    public async ValueTask<(IEventData Data, IReadOnlyList<Effect> Effects)> Complete(
        Publication publication, string? token, ArraySegment<Publication> before, CancellationToken cancel)
    {
        switch (publication.Data)
        {
            case DataBlocked { Reason: BlockReason.DestructionImpossible } block when token is not null:
                return (await Prolong(block, publication, token, before, cancel), []);
            case InquiryReceived received when token is not null:
                return Received(received, publication.Time, token, await RegimeOf(publication.Subject!, before, cancel));
            case IncidentReported { RightsViolated: true } incident:
                return (WithDuties(incident, publication.Time, await RegimesOf(incident, before, cancel)), []);
            default:
                return (Complete(publication), []);
        }
    }

    /// <summary>The data with the terms of the duties it opens.</summary>
    public IEventData WithDuties(IEventData data, DateTimeOffset time, params IReadOnlyCollection<Regime> regimes) =>
        data is IOpensDuties opening && DutyRules.Opened(opening, time, legal, regimes) is { Count: > 0 } duties ? opening.WithDuties(duties) : data;

    IEventData Complete(Publication publication) => publication.Data is SubjectRegistered registered
        ? registered with { Person = PersonalValue.Of(publication.Subject!) }
        : WithDuties(publication.Data, publication.Time);

    /// <summary>A withdrawal or a demand to stop is the person's own event, and its duty is that one's alone.</summary>
    (IEventData, IReadOnlyList<Effect>) Received(InquiryReceived received, DateTimeOffset time, string token, Regime regime)
    {
        var effects = InquiryEffects.Of(received);
        if (effects.Count == 0) return (WithDuties(received, time, regime), []);
        var own = DutyRules.Opened(InquiryEffects.Rest(received), time, legal, [regime]);
        DutyTerms[] passed = [.. effects.SelectMany(effect => DutyRules.Opened(effect, time, legal)).Where(InquiryEffects.IsPassed)];
        return (received with { Duties = own.Count > 0 ? own : null, Passed = passed }, [.. effects.Select(effect => new Effect(effect, token))]);
    }

    /// <summary>The laws the data of an incident is under: those it names, or those of the persons it names.</summary>
    async ValueTask<IReadOnlyCollection<Regime>> RegimesOf(IncidentReported incident, ArraySegment<Publication> before, CancellationToken cancel)
    {
        var regimes = new SortedSet<Regime>(incident.Regimes ?? []);
        if (regimes.Count > 0) return regimes;
        foreach (var affected in incident.Affected ?? []) regimes.Add(await RegimeOf(affected.Person.Text, before, cancel));
        return regimes;
    }

    /// <summary>The law the person's data is under, as the last registration says; 152-FZ where there is none.</summary>
    async ValueTask<Regime> RegimeOf(string userId, ArraySegment<Publication> before, CancellationToken cancel)
    {
        var regime = Regime.Ru;
        if (vault.FindToken(userId) is { } token)
        {
            await foreach (var entry in journal.Read(token, 0, cancel))
                if (RecordedCodec.Read(entry) is { Data: SubjectRegistered registered, Source: not Preparer.LedgerSource }) regime = registered.Regime;
        }
        foreach (var other in before)
            if (other.Subject == userId && other.Data is SubjectRegistered registered) regime = registered.Regime;
        return regime;
    }

    /// <summary>152-FZ 21(6): a block because destruction is impossible moves the ends of the person's duties of destruction that are running.</summary>
    async ValueTask<IEventData> Prolong(DataBlocked block, Publication publication, string token, ArraySegment<Publication> before, CancellationToken cancel)
    {
        List<IOpensDuties> earlier = [];
        await foreach (var entry in journal.Read(token, 0, cancel))
            if (RecordedCodec.Read(entry).Data is IOpensDuties opened) earlier.Add(opened);
        foreach (var other in before)
        {
            if (other.Subject != publication.Subject) continue;
            if (other.Kind.Stream == StreamKind.Person && Complete(other) is IOpensDuties opened) earlier.Add(opened);
            if (other.Data is InquiryReceived letter) earlier.AddRange(InquiryEffects.Of(letter).Select(effect => (IOpensDuties)WithDuties(effect, other.Time)));
        }
        return DutyRules.Prolonged(block, earlier, publication.Time, legal) is { Count: > 0 } longer ? block.WithDuties(longer) : block;
    }
}
