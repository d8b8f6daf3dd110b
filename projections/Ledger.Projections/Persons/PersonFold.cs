using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Findings;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Registers;
using Ledger.Support;

namespace Ledger.Projections;

/// <summary>The fold of a person's stream: pure, one event at a time, in the order of happening.</summary>
public static class PersonFold
{
    /// <summary>Types of a person's stream that change nothing in the person's state, each for its reason.</summary>
    public static IReadOnlyDictionary<Type, string> Ignored { get; } = new Dictionary<Type, string>
    {
        [typeof(ConsentRefused)] = "No consent is what there was before; the statistics count it.",
        [typeof(ProcessingStopExtended)] = "It moves the end of a duty, which the duties' own fold sees to.",
        [typeof(DisclosureRefused)] = "Nothing was passed on; the statistics count it.",
    };

    /// <summary>The state after one more event, judged by the registers as they are known: what is not in order is among its findings.</summary>
    public static PersonState Fold(PersonState state, RecordedEvent happened, OperatorRegisters registers)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var verdict = new Verdict(happened.Index, happened.Time);
        Judges.Judge(state, happened, registers, verdict);
        var next = Evolve(state, happened, registers);
        if (verdict.Found.Count == 0 && next.Duties == state.Duties) return next;
        return Find(next, verdict.Found, next.Duties.Where(d => d.ClosedIndex == happened.Index && Deadlines.IsMissed(d)));
    }

    /// <summary>
    /// The whole stream again in the order of happening, after a late arrival. A finding of before that is none now stays, marked as resolved.
    /// </summary>
    public static PersonState Refold(PersonState before, IEnumerable<RecordedEvent> stream, OperatorRegisters registers)
    {
        var events = stream.ToList();
        var state = InOrder(events).Aggregate(PersonState.New(before.Token), (so, happened) => Fold(so, happened, registers));
        var late = events.MaxBy(e => e.Index)!;
        var gone = before.Findings.Where(f => !state.Findings.Any(g => g.Id == f.Id))
            .Select(f => f.Resolved ? f : f with { Resolved = true, ResolvedIndex = late.Index, ResolvedAt = late.Time });
        return state with { Findings = [.. state.Findings.Concat(gone).OrderBy(f => f.Place)] };
    }

    /// <summary>The state after one more event, without judging it; the registers say which systems hold copies.</summary>
    public static PersonState Evolve(PersonState state, RecordedEvent happened, OperatorRegisters registers)
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(happened);
        state = Change(state, happened) with
        {
            Events = state.Events + 1,
            Latest = happened.Time > state.Latest ? happened.Time : state.Latest,
            LastIndex = Math.Max(happened.Index, state.LastIndex),
        };
        return TellingFold.Evolve(DutyFold.Evolve(state, happened, registers), happened);
    }

    /// <summary>Whether the event happened before something the state already holds: the person is to be folded again.</summary>
    public static bool IsLate(PersonState state, RecordedEvent happened) => happened.Time < state.Latest;

    internal static IEnumerable<RecordedEvent> InOrder(IEnumerable<RecordedEvent> stream) => stream.OrderBy(e => e.Time).ThenBy(e => e.Index);

    static PersonState Change(PersonState state, RecordedEvent happened) => happened.Data switch
    {
        // The ledger's own introduction says whom the token means, not that anybody concluded a contract.
        SubjectRegistered when happened.Source == Preparer.LedgerSource => state,
        SubjectRegistered data => state with { Registered = state.Registered ?? happened.Time, Service = data.Service, Regime = data.Regime, GoneIndex = null },
        ConsentGiven data => ConsentFold.Given(state, data, happened),
        ConsentWithdrawn data => ConsentFold.Withdrawn(state, data, happened),
        ProcessingStopDemanded data => ConsentFold.StopDemanded(state, data, happened),
        ProcessingContinued data => ConsentFold.GoesOn(state, data, happened),
        ConsentExpired data => ConsentFold.Expired(state, data, happened),
        DestructionDemanded data => ConsentFold.SaidToGoOn(state, data.Continued, happened),
        RetentionEnded data => DataFold.TermEnded(state, data),
        DataCollected data => DataFold.Collected(state, data, happened),
        SupportCaseOpened data => DataFold.SupportCase(state, data, happened),
        DataRectified data => DataFold.Rectified(state, data, happened),
        DataMadePublic data => DataFold.MadePublic(state, data, happened),
        DataAnonymised data => DataFold.Anonymised(state, data, happened),
        DataBlocked data => DataFold.Blocked(state, data, happened),
        DataUnblocked data => DataFold.Unblocked(state, data, happened),
        PurposeAchieved data => DataFold.PurposeAchieved(state, data, happened),
        DataDestroyed data => DataFold.Destroyed(state, data, happened),
        MessagingOptedIn data => DealingsFold.OptedIn(state, data, happened),
        MessagingOptedOut data => DealingsFold.OptedOut(state, data, happened),
        MessagingSent => state with { Messages = state.Messages + 1 },
        DisclosureMade data => DealingsFold.Disclosed(state, data, happened),
        RecipientNotified data => DealingsFold.Notified(state, data, happened),
        EvidenceAttached data => DealingsFold.Attached(state, data, happened),
        HoldPlaced data => DealingsFold.HoldPlaced(state, data, happened),
        HoldLifted data => DealingsFold.HoldLifted(state, data, happened),
        PersonShredded data => DealingsFold.Shredded(state, data, happened),
        PersonForgotten => DealingsFold.Forgotten(state, happened),
        FindingEvent data => DealingsFold.Answered(state, data, happened),
        var data when Ignored.ContainsKey(data.GetType()) => state,
        // An unknown type, or one that has no place here: it might have been a withdrawal, so nothing is decided on this person.
        _ => state with { Unreadable = state.Unreadable + 1, UnreadableIndex = happened.Index },
    };

    static PersonState Find(PersonState state, IReadOnlyList<Finding> found, IEnumerable<Duty> missed)
    {
        ImmutableArray<Finding> more = [.. found, .. missed.Select(Finding.Missed)];
        return more.IsEmpty ? state : state with { Findings = [.. state.Findings.Concat(more).OrderBy(f => f.Place)] };
    }
}
