using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>Consents given and withdrawn, demands to stop.</summary>
static class ConsentFold
{
    /// <summary>
    /// How far two services' clocks may disagree. A withdrawal recorded after a consent but stamped a moment before it still ends it: when in doubt,
    /// the person said no.
    /// </summary>
    public static readonly TimeSpan ClockSkewMax = TimeSpan.FromMinutes(5);

    public static PersonState Given(PersonState state, ConsentGiven data, RecordedEvent happened)
    {
        var consent = new Consent(
            data.Consent, happened.Index, happened.Time, [.. data.Purposes], [.. data.Categories], [.. data.Recipients ?? []], data.Edition, data.Form,
            data.SeparateDocument, data.Channel, data.ValidUntil, data.Dissemination is { Count: > 0 }, [])
        {
            Disseminable = [.. (data.Dissemination ?? []).Where(term => term.Allowed).Select(term => term.Category)],
            AuthorityVerified = data.Representative is not { } somebody ? null : somebody.VerifiedBy.Length > 0 ? somebody.VerifiedAt : DateTimeOffset.MaxValue,
        };
        foreach (var withdrawal in state.Withdrawals)
            if (!IsAfter(consent, withdrawal)) consent = End(consent, withdrawal);
        foreach (var demand in state.StopDemands)
            if (consent.Dissemination && demand.Dissemination && !IsAfter(consent, demand)) consent = End(consent, demand);
        return state with { Consents = state.Consents.Add(consent), GoneIndex = null };
    }

    public static PersonState Withdrawn(PersonState state, ConsentWithdrawn data, RecordedEvent happened)
    {
        var withdrawal = new Objection(
            happened.Index, happened.Time, [.. data.Purposes], [.. data.Categories ?? []], data.Consent, false, Continued(data.Continued, happened));
        return state with
        {
            Continued = state.Continued.AddRange(withdrawal.Continued),
            Withdrawals = state.Withdrawals.Add(withdrawal),
            Consents = [.. state.Consents.Select(consent => End(consent, withdrawal))],
        };
    }

    public static PersonState StopDemanded(PersonState state, ProcessingStopDemanded data, RecordedEvent happened)
    {
        var demand = new Objection(happened.Index, happened.Time, [.. data.Purposes], [.. data.Categories ?? []], null, data.Dissemination, Continued(data.Continued, happened));
        state = state with { StopDemands = state.StopDemands.Add(demand), Continued = state.Continued.AddRange(demand.Continued) };
        // 152-FZ 10.1(13): a consent to dissemination ends the moment the demand arrives.
        return data.Dissemination
            ? state with { Consents = [.. state.Consents.Select(consent => consent.Dissemination ? End(consent, demand) : consent)] }
            : state;
    }

    /// <summary>What was decided later to go on under another ground counts as if the objections that stand had said so (152-FZ 9(2)).</summary>
    public static PersonState GoesOn(PersonState state, ProcessingContinued data, RecordedEvent happened)
    {
        var grounds = Continued(data.Continued, happened);
        var (withdrawals, stops) = (Answers(data, RuleIds.DestroyAfterWithdrawal), Answers(data, RuleIds.StopOnDemand));
        return DataFold.GoesOn(state with
        {
            Withdrawals = withdrawals ? [.. state.Withdrawals.Select(w => w with { Continued = w.Continued.AddRange(grounds) })] : state.Withdrawals,
            StopDemands = stops
                ? [.. state.StopDemands.Select(s => s.Dissemination ? s : s with { Continued = s.Continued.AddRange(grounds) })] : state.StopDemands,
            Continued = state.Continued.AddRange(grounds),
        }, grounds);

        static bool Answers(ProcessingContinued data, string rule) => data.Answers is not { Count: > 0 } rules || rules.Contains(rule);
    }

    /// <summary>What was said with a cause to go on is on record like what was decided later.</summary>
    public static PersonState SaidToGoOn(PersonState state, IReadOnlyList<ContinuedProcessing>? continued, RecordedEvent happened) =>
        continued is { Count: > 0 } ? state with { Continued = state.Continued.AddRange(Continued(continued, happened)) } : state;

    /// <summary>
    /// The consent of that name whose term was set to end by then; where none was, its term was a condition that is now met. One that was renewed
    /// under the same name goes on.
    /// </summary>
    public static PersonState Expired(PersonState state, ConsentExpired data, RecordedEvent happened)
    {
        var known = state.Consents.Any(c => c.Id == data.Consent && c.HasExpired(happened.Time));
        return SaidToGoOn(state, data.Continued, happened) with
        {
            Consents = [.. state.Consents.Select(c => c.Id == data.Consent && c.ExpiredIndex is null && (!known || c.HasExpired(happened.Time))
                ? c with { ValidUntil = c.ValidUntil < happened.Time ? c.ValidUntil : happened.Time, ExpiredIndex = happened.Index } : c)],
        };
    }

    /// <summary>Whether the consent overtakes the objection: it came after it, by the clocks and, within their disagreement, by the journal too.</summary>
    public static bool IsAfter(Consent consent, Objection objection) =>
        (consent.Given, consent.Index).CompareTo((objection.At, objection.Index)) > 0
        && (consent.Index > objection.Index || consent.Given - objection.At > ClockSkewMax);

    static Consent End(Consent consent, Objection objection)
    {
        if (objection.Consent is not null && objection.Consent != consent.Id) return consent;
        var ends = consent.Ended.ToBuilder();
        foreach (var purpose in consent.Purposes)
            if (objection.Covers(purpose) && consent.EndOf(purpose) is null) AddEnds(ends, purpose, objection);
        return ends.Count == consent.Ended.Length ? consent : consent with { Ended = ends.ToImmutable() };
    }

    static void AddEnds(ImmutableArray<ConsentEnd>.Builder ends, string purpose, Objection objection)
    {
        if (objection.Categories.IsEmpty) ends.Add(new(purpose, null, objection.At, objection.Index));
        foreach (var category in objection.Categories)
            if (!ends.Any(e => e.Purpose == purpose && e.Category == category)) ends.Add(new(purpose, category, objection.At, objection.Index));
    }

    public static ImmutableArray<ContinuedGround> Continued(IReadOnlyList<ContinuedProcessing>? continued, RecordedEvent happened) =>
        Continued(continued, happened.Time, happened.Index);

    public static ImmutableArray<ContinuedGround> Continued(IReadOnlyList<ContinuedProcessing>? continued, DateTimeOffset at, long index) =>
        [.. (continued ?? []).Select(c => new ContinuedGround(c.Category, c.Purpose, c.Basis, c.DecidedBy, at, index))];
}
