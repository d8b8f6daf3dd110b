using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>
/// Duties towards a person: an event opens them with its stored terms, other events do what they wait for. A duty to destroy waits for every system
/// that holds the data or a copy of it; what goes on under another documented ground is not waited for (152-FZ 9(2), 21(3)-(6)).
/// </summary>
static class DutyFold
{
    /// <summary>The duties after the event, the rest of the state being folded already.</summary>
    public static PersonState Evolve(PersonState state, RecordedEvent happened, OperatorRegisters registers)
    {
        if (HasOpen(state.Duties)) state = Advance(state, happened, registers);   // most persons have none: nothing is allocated for them
        if (happened.Data is not IOpensDuties { Duties: var terms } || IsProlonging(happened)) return state;
        var cause = Cause.Of(state, happened, registers.Clock);
        if (terms is { Count: > 0 }) state = Open(state, terms, cause, happened, registers);
        return cause?.Mark(state) ?? state;
    }

    static bool HasOpen(ImmutableArray<Duty> duties)
    {
        foreach (var duty in duties)
            if (duty.IsOpen) return true;
        return false;
    }

    static PersonState Advance(PersonState state, RecordedEvent happened, OperatorRegisters registers) =>
        state with { Duties = [.. state.Duties.Select(duty => duty.IsOpen ? Next(duty, state, happened, registers) : duty)] };

    static bool IsProlonging(RecordedEvent happened) => happened.Data is DataBlocked { Reason: BlockReason.DestructionImpossible };

    static PersonState Open(
        PersonState state, IReadOnlyList<DutyTerms> terms, Cause? cause, RecordedEvent happened, OperatorRegisters registers)
    {
        var duties = state.Duties.ToBuilder();
        for (var ordinal = 0; ordinal < terms.Count; ordinal++)
        {
            var waits = DutyScope.Of(terms[ordinal], cause, state, registers, happened.Data);
            if (terms[ordinal].Rule == RuleIds.TellRecipients && waits is null or { IsEmpty: true }) continue;   // nobody received anything
            var duty = new Duty
            {
                Opened = happened.Index, Ordinal = ordinal, Terms = terms[ordinal], Waits = waits ?? [],
                Purposes = cause?.Purposes ?? [], Categories = cause?.Categories ?? [], UpTo = cause?.UpTo,
            };
            duties.Add(waits is { IsEmpty: true } || IsDoneAtOnce(duty, happened) ? duty.Close(happened) : duty);
        }
        return state with { Duties = duties.ToImmutable() };
    }

    /// <summary>Blocking is itself the stop of unlawful processing (DEST-01) and the block that RECT-02 asks for.</summary>
    static bool IsDoneAtOnce(Duty duty, RecordedEvent happened) =>
        happened.Data is DataBlocked && duty.Terms.Rule is RuleIds.StopUnlawfulProcessing or RuleIds.BlockAtOnce;

    static Duty Next(Duty duty, PersonState state, RecordedEvent happened, OperatorRegisters registers)
    {
        duty = duty.IsDestruction ? Destruction(duty, state, happened, registers) : Progress(duty, state, happened, registers);
        return happened.Data is DataBlocked block ? Prolongation.Blocked(duty, state, block, happened) : Prolongation.Settle(duty, state, happened);
    }

    static Duty Destruction(Duty duty, PersonState state, RecordedEvent happened, OperatorRegisters registers) => happened.Data switch
    {
        DataDestroyed destroyed => duty.Done(happened, wait => IsDestroyed(wait, duty, destroyed, state)),
        ProcessingContinued goesOn when duty.Terms.Rule != RuleIds.StopDissemination && Answers(goesOn, duty.Terms.Rule) =>
            duty.Done(happened, wait => IsKept(wait, duty, ConsentFold.Continued(goesOn.Continued, happened), state, registers)),
        DataBlocked blocked when duty.Terms.Rule is RuleIds.StopOnDemand or RuleIds.StopDissemination =>
            duty.Done(happened, wait => IsAmong(blocked.Categories, wait)),
        ProcessingStopExtended { Duties: { } longer } when duty.ExtendedIndex is null
            && longer.FirstOrDefault(terms => terms.Rule == duty.Terms.Rule && terms.Start == duty.Terms.Start) is { } later =>
                duty with { Terms = later, ExtendedIndex = happened.Index },
        RecipientNotified { About: NoticeAbout.Withdrawal or NoticeAbout.Blocking } when duty.Terms.Rule == RuleIds.StopDissemination => duty.Close(happened),
        // What the regulator demands is not answered by the operator's own check.
        DataUnblocked { Reason: UnblockReason.Confirmed or UnblockReason.BreachRemoved } lawful
            when duty.Terms.Rule == RuleIds.DestroyUnlawful && IsOfBlock(duty, state) => duty.Done(happened, wait => IsAmong(lawful.Categories, wait)),
        _ => duty,
    };

    static Duty Progress(Duty duty, PersonState state, RecordedEvent happened, OperatorRegisters registers) => (duty.Terms.Rule, happened.Data) switch
    {
        (RuleIds.TellRecipients, RecipientNotified told) when RecipientScope.IsTold(duty, told, state) => duty.Done(happened, wait => wait == DutyScope.To(told.Recipient)),
        (RuleIds.TellRecipients, not RecipientNotified) when RecipientScope.IsOfRectification(duty, state) => duty,   // the corrected data goes on being used
        (RuleIds.TellRecipients, DisclosureMade made) => RecipientScope.Widen(duty, state, made, happened, registers),
        (RuleIds.TellRecipients, ProcessingContinued goesOn)
            when Answers(goesOn, duty.Terms.Rule) || state.Duties.Any(d => d.Opened == duty.Opened && Answers(goesOn, d.Terms.Rule)) =>
                RecipientScope.Narrow(duty, state, happened),
        (RuleIds.TellRecipients, DataUnblocked { Reason: UnblockReason.Confirmed or UnblockReason.BreachRemoved } lawful) when IsOfBlock(duty, state) =>
            RecipientScope.Narrow(duty, state, happened, category => lawful.Categories.Count == 0 || lawful.Categories.Contains(category)),
        (RuleIds.Rectify, DataUnblocked { Reason: UnblockReason.Rectified or UnblockReason.Confirmed } right) =>
            duty.Done(happened, wait => IsAmong(right.Categories, wait)),
        (RuleIds.Rectify, DataRectified rectified) =>
            duty.Done(happened, wait => DutyScope.CategoryOf(wait) is var c && (c == DutyScope.Any || rectified.Categories.Contains(c))
                && DutyScope.SystemOf(wait) is var system && (system.Length == 0 || rectified.Systems.Count == 0 || rectified.Systems.Contains(system))),
        (RuleIds.PublishDisseminationConditions, EvidenceAttached { Kind: DutyScope.Publication } evidence)
            when state.Consents.Any(c => c.Index == duty.Opened && c.Id == evidence.Of) => duty.Close(happened),
        (RuleIds.KeepDestructionEvidence or RuleIds.KeepConsentEvidence, PersonForgotten) => duty.Close(happened),
        _ => duty,
    };

    static bool Answers(ProcessingContinued goesOn, string rule) => goesOn.Answers is not { Count: > 0 } rules || rules.Contains(rule);

    static bool IsOfBlock(Duty duty, PersonState state) => state.Blocks.Any(block => block.Index == duty.Opened);

    /// <summary>Whether an event about these categories, all where it names none, is about what is waited for.</summary>
    static bool IsAmong(IReadOnlyList<string> categories, string wait) =>
        categories.Count == 0 || categories.Contains(DutyScope.CategoryOf(wait));

    /// <summary>Whether what is waited for, or what it is a copy of, stays under a ground that was documented.</summary>
    static bool IsKept(string wait, Duty duty, ImmutableArray<ContinuedGround> grounds, PersonState state, OperatorRegisters registers)
    {
        var (category, system, known) = (DutyScope.CategoryOf(wait), DutyScope.SystemOf(wait), false);
        foreach (var data in state.Data)
        {
            if (data.Destroyed is not null || data.Category != category || data.Since > duty.UpTo) continue;
            if (data.System != system && !registers.CopiesHolding(data.System, category).Contains(system)) continue;
            var kept = data.Purposes.Any(purpose => grounds.Any(ground => ground.Keeps(category, purpose)));
            // What another purpose needs was never waited for.
            if (!kept && duty.UpTo is null && !data.Purposes.All(data.IsLost)) continue;
            if (!kept) return false;
            known = true;
        }
        return known || grounds.Any(ground => ground.Keeps(category, duty.Purposes));
    }

    /// <summary>Whether the report did away with what is waited for: that system's data, as far as the duty is about it.</summary>
    static bool IsDestroyed(string wait, Duty duty, DataDestroyed destroyed, PersonState state)
    {
        var (category, system) = (DutyScope.CategoryOf(wait), DutyScope.SystemOf(wait));
        if (category != DutyScope.Any && !destroyed.Categories.Contains(category)) return false;
        if (system.Length == 0) return true;
        if (system != destroyed.System) return false;
        var held = state.Data.Where(d => d.Category == category && d.System == system).ToList();
        // Of a copy the ledger knows no more than the report says.
        return held.Count == 0 ? IsWhole(duty, destroyed) : !held.Any(d => d.Destroyed is null && Remains(duty, d));
    }

    static bool IsWhole(Duty duty, DataDestroyed destroyed) =>
        !(destroyed.GatheredUpTo < (duty.UpTo ?? DateTimeOffset.MaxValue))
        && (destroyed.Purposes is not { Count: > 0 } purposes || (!duty.Purposes.IsEmpty && duty.Purposes.All(purposes.Contains)));

    static bool Remains(Duty duty, DataHeld data) => duty.UpTo is { } upTo
        ? data.Since <= upTo
        : data.Purposes.All(purpose => data.IsLost(purpose) || (duty.Terms.Rule == RuleIds.StopDissemination && duty.Covers(purpose)));
}
