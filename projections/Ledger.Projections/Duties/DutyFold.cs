using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>
/// Duties towards a person: an event opens them with its stored terms, other events do what they wait for. A duty to destroy waits for every system
/// that holds the data; what goes on under another documented ground is not waited for (152-FZ 9(2), 21(5)).
/// </summary>
static class DutyFold
{
    /// <summary>The duties after the event, the rest of the state being folded already.</summary>
    public static PersonState Evolve(PersonState state, RecordedEvent happened)
    {
        if (!state.Duties.IsEmpty && state.Duties.Any(d => d.IsOpen))
            state = state with { Duties = [.. state.Duties.Select(duty => duty.IsOpen ? Progress(duty, state, happened) : duty)] };
        return happened.Data is IOpensDuties { Duties: { Count: > 0 } terms } ? Open(state, terms, happened) : state;
    }

    static PersonState Open(PersonState state, IReadOnlyList<DutyTerms> terms, RecordedEvent happened)
    {
        if (happened.Data is DataBlocked { Reason: BlockReason.DestructionImpossible } block)
            return state with { Duties = [.. state.Duties.Select(duty => Prolong(duty, block, terms, happened))] };
        var duties = state.Duties.ToBuilder();
        for (var ordinal = 0; ordinal < terms.Count; ordinal++)
        {
            var (waits, purposes) = DutyScope.Of(terms[ordinal].Rule, state, happened);
            if (terms[ordinal].Rule == RuleIds.TellRecipients && waits is null or { IsEmpty: true }) continue;   // nobody received anything
            var duty = new Duty { Opened = happened.Index, Ordinal = ordinal, Terms = terms[ordinal], Waits = waits ?? [], Purposes = purposes };
            duties.Add(waits is { IsEmpty: true } || IsDoneAtOnce(duty, happened) ? duty.Close(happened) : duty);
        }
        return state with { Duties = duties.ToImmutable() };
    }

    /// <summary>152-FZ 21(6): a block that covers everything a duty of destruction still waits for moves its end; it never opens a duty.</summary>
    static Duty Prolong(Duty duty, DataBlocked block, IReadOnlyList<DutyTerms> terms, RecordedEvent happened) =>
        duty.IsOpen && duty.ExtendedIndex is null
            && duty.Waits.All(wait => IsAmong(block.Categories, wait))
            && terms.FirstOrDefault(longer => longer.Rule == duty.Terms.Rule && longer.Start == duty.Terms.Start) is { } moved
            ? duty with { Terms = moved, ExtendedIndex = happened.Index }
            : duty;

    /// <summary>Blocking is itself the stop of unlawful processing (DEST-01) and the block that RECT-02 asks for.</summary>
    static bool IsDoneAtOnce(Duty duty, RecordedEvent happened) =>
        happened.Data is DataBlocked && duty.Terms.Rule is RuleIds.StopUnlawfulProcessing or RuleIds.BlockAtOnce;

    static Duty Progress(Duty duty, PersonState state, RecordedEvent happened) => (duty.Terms.Rule, happened.Data) switch
    {
        (RuleIds.DestroyAfterWithdrawal or RuleIds.DestroyAfterPurpose or RuleIds.DestroyUnlawful or RuleIds.DestroyOnProof or RuleIds.StopOnDemand or RuleIds.StopDissemination,
            DataDestroyed destroyed) => After(duty, happened, wait => IsDestroyed(wait, duty, destroyed, state)),
        (RuleIds.DestroyAfterWithdrawal or RuleIds.DestroyAfterPurpose or RuleIds.DestroyUnlawful or RuleIds.DestroyOnProof or RuleIds.StopOnDemand,
            ProcessingContinued goesOn) when goesOn.Answers is not { Count: > 0 } rules || rules.Contains(duty.Terms.Rule) =>
                After(duty, happened, wait => IsKept(wait, duty, goesOn, state)),
        (RuleIds.StopOnDemand or RuleIds.StopDissemination, DataBlocked blocked) =>
            After(duty, happened, wait => IsAmong(blocked.Categories, wait)),
        (RuleIds.StopDissemination, RecipientNotified { About: NoticeAbout.Withdrawal or NoticeAbout.Blocking }) => duty.Close(happened),
        (RuleIds.TellRecipients, RecipientNotified { About: NoticeAbout.Withdrawal or NoticeAbout.Destruction or NoticeAbout.Blocking } told)
            when told.Cause is not { } cause || cause == duty.Opened => After(duty, happened, wait => wait == DutyScope.To(told.Recipient)),
        (RuleIds.DestroyUnlawful, DataUnblocked { Reason: UnblockReason.Confirmed or UnblockReason.BreachRemoved } lawful) =>
            After(duty, happened, wait => IsAmong(lawful.Categories, wait)),
        (RuleIds.Rectify, DataUnblocked { Reason: UnblockReason.Rectified or UnblockReason.Confirmed } right) =>
            After(duty, happened, wait => IsAmong(right.Categories, wait)),
        (RuleIds.Rectify, DataRectified rectified) =>
            After(duty, happened, wait => DutyScope.CategoryOf(wait) is var c && (c == DutyScope.Any || rectified.Categories.Contains(c))),
        (RuleIds.PublishDisseminationConditions, EvidenceAttached { Kind: DutyScope.Publication } evidence)
            when state.Consents.Any(c => c.Index == duty.Opened && c.Id == evidence.Of) => duty.Close(happened),
        (RuleIds.KeepDestructionEvidence or RuleIds.KeepConsentEvidence, PersonForgotten) => duty.Close(happened),
        _ => duty,
    };

    /// <summary>Whether an event about these categories, all where it names none, is about what is waited for.</summary>
    static bool IsAmong(IReadOnlyList<string> categories, string wait) =>
        categories.Count == 0 || categories.Contains(DutyScope.CategoryOf(wait));

    static Duty After(Duty duty, RecordedEvent happened, Predicate<string> done)
    {
        var waits = duty.Waits.RemoveAll(done);
        return waits.IsEmpty ? duty.Close(happened) : waits.Length == duty.Waits.Length ? duty : duty with { Waits = waits };
    }

    /// <summary>Whether what is waited for stays under the ground that was documented, for every purpose it is still held for.</summary>
    static bool IsKept(string wait, Duty duty, ProcessingContinued goesOn, PersonState state)
    {
        var (category, system) = (DutyScope.CategoryOf(wait), DutyScope.SystemOf(wait));
        var grounds = ConsentFold.Continued(goesOn.Continued);
        var held = state.Data.Where(d => d.Destroyed is null && d.Category == category && d.System == system).ToList();
        return held.Count == 0
            ? grounds.Any(ground => ground.Keeps(category, duty.Purposes))
            : held.All(d => grounds.Any(ground => ground.Keeps(category, d.Purposes)));
    }

    /// <summary>Whether the report did away with what is waited for: that system's data, as far as the duty is about it.</summary>
    static bool IsDestroyed(string wait, Duty duty, DataDestroyed destroyed, PersonState state)
    {
        var (category, system) = (DutyScope.CategoryOf(wait), DutyScope.SystemOf(wait));
        if (category != DutyScope.Any && !destroyed.Categories.Contains(category)) return false;
        if (system.Length == 0) return true;
        return system == destroyed.System && !state.Data.Any(d =>
            d.Destroyed is null && d.Category == category && d.System == system && d.IsOnlyFor(duty.Purposes));
    }
}
