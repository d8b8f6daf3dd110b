using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>
/// Whom a duty to tell recipients named when it was opened, and what became of each: the duty itself forgets a recipient once he was told, and whether he
/// confirmed it is no part of it.
/// </summary>
static class TellingFold
{
    /// <summary>The tellings after the event, the duties being folded already.</summary>
    public static PersonState Evolve(PersonState state, RecordedEvent happened)
    {
        if (happened.Data is RecipientNotified told && !state.Tellings.IsEmpty)
            return state with { Tellings = [.. state.Tellings.Select(telling => IsAbout(telling, told) ? After(telling, told, happened) : telling)] };
        if (happened.Data is DisclosureMade or ProcessingContinued or DataUnblocked) return state.Tellings.IsEmpty ? state : Follow(state, happened);
        if (happened.Data is not IOpensDuties { Duties.Count: > 0 }) return state;
        foreach (var duty in state.Duties)
            if (duty.Opened == happened.Index && duty.Terms.Rule == RuleIds.TellRecipients)
                state = state with { Tellings = state.Tellings.AddRange(Of(duty, state, happened)) };
        return state;
    }

    /// <summary>Whom the duty waits for since, because data was passed on all the same; without those nobody told, of whom it waits no more: what they hold stays.</summary>
    static PersonState Follow(PersonState state, RecordedEvent happened)
    {
        var tellings = state.Tellings.ToBuilder();
        foreach (var duty in state.Duties.Where(d => d.Terms.Rule == RuleIds.TellRecipients && (d.IsOpen || d.ClosedIndex == happened.Index)))
        {
            tellings.RemoveAll(t => t.Cause == duty.Opened && t.Told is null && !duty.Waits.Contains(DutyScope.To(t.Recipient)));
            if (state.Tellings.FirstOrDefault(t => t.Cause == duty.Opened) is not { } first) continue;
            var last = state.Tellings.Where(t => t.Cause == duty.Opened).Max(t => t.Ordinal);
            foreach (var recipient in duty.Waits.Select(DutyScope.RecipientOf).Where(r => !tellings.Any(t => t.Cause == duty.Opened && t.Recipient == r)).ToList())
                tellings.Add(new()
                {
                    Cause = duty.Opened, Ordinal = ++last, Recipient = recipient, About = first.About, Type = first.Type, At = first.At,
                    Due = duty.Terms.Due, Safe = duty.Terms.Safe, Categories = Passed(recipient, state, duty),
                });
        }
        return state with { Tellings = tellings.ToImmutable() };
    }

    /// <summary>What a recipient is told of an event.</summary>
    static NoticeAbout AboutOf(IEventData cause) => cause switch
    {
        ConsentWithdrawn or ProcessingStopDemanded => NoticeAbout.Withdrawal,
        DataBlocked => NoticeAbout.Blocking,
        DataRectified => NoticeAbout.Rectification,
        _ => NoticeAbout.Destruction,
    };

    static IEnumerable<Telling> Of(Duty duty, PersonState state, RecordedEvent happened) =>
        duty.Waits.Where(DutyScope.IsTo).Select((wait, ordinal) => new Telling
        {
            Cause = happened.Index, Ordinal = ordinal, Recipient = DutyScope.RecipientOf(wait), About = AboutOf(happened.Data), Type = happened.Type,
            At = happened.Time, Due = duty.Terms.Due, Safe = duty.Terms.Safe, Categories = Passed(DutyScope.RecipientOf(wait), state, duty),
        });

    /// <summary>
    /// What the recipient holds of what the duty is about. Where it is about nothing that was passed, all that was passed is named: when in doubt the
    /// recipient is told more.
    /// </summary>
    static ImmutableArray<string> Passed(string recipient, PersonState state, Duty duty)
    {
        var passed = state.Disclosed.Where(d => d.Recipient == recipient).ToList();
        var meant = passed.SelectMany(d => d.Categories.Where(category => RecipientScope.IsAbout(duty, category, d.Purpose))).ToList();
        return [.. (meant.Count > 0 ? meant : passed.SelectMany(d => d.Categories)).Distinct().Order(StringComparer.Ordinal)];
    }

    static bool IsAbout(Telling telling, RecipientNotified told) =>
        telling.Recipient == told.Recipient && (told.Cause is not { } cause || cause == telling.Cause)
        && (told.About == NoticeAbout.Rectification) == (telling.About == NoticeAbout.Rectification);

    static Telling After(Telling telling, RecipientNotified told, RecordedEvent happened)
    {
        if (telling.Told is null) telling = telling with { Told = happened.Time, ToldIndex = happened.Index, Method = told.Method };
        if (!told.Acknowledged) return telling;
        if (telling.Acknowledged is null) telling = telling with { Acknowledged = happened.Time, AcknowledgedIndex = happened.Index };
        return telling with { InWriting = telling.InWriting || told.Acknowledgement is not null };
    }
}
