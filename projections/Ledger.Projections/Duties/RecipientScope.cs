using System.Collections.Immutable;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>Who must be told that data goes: those who received it so that it tells who is meant (152-FZ 20(3), 21(3); GDPR 19).</summary>
static class RecipientScope
{
    /// <summary>Whether a notice tells of the cause, where it names one: that data goes, or that it was corrected.</summary>
    public static bool IsTold(Duty duty, RecipientNotified told, PersonState state) =>
        IsTold(told.About, IsOfRectification(duty, state)) && (told.Cause is not { } cause || cause == duty.Opened);

    /// <summary>Whether recipients are to be told of a correction, and not that data goes.</summary>
    public static bool IsOfRectification(Duty duty, PersonState state) =>
        state.Tellings.Any(telling => telling.Cause == duty.Opened && telling.About == NoticeAbout.Rectification);

    /// <summary>Whether a notice about this matter tells that data goes, or that it was corrected: the one says nothing of the other.</summary>
    static bool IsTold(NoticeAbout about, bool rectified) => rectified == (about == NoticeAbout.Rectification);

    /// <summary>One wait for each recipient who holds what the cause is about and was not told since.</summary>
    public static ImmutableArray<string> Waits(Cause cause, PersonState state, DateTimeOffset start, bool rectified)
    {
        if (cause.Reach == CauseReach.Nowhere || state.Disclosed.IsEmpty) return [];
        return [.. state.Disclosed
            .Where(row => !(row.First > cause.UpTo) && row.Identifiable.Any(category => IsGone(cause, state, category, row.Purpose)))
            .Where(row => !state.Notices.Any(n => n.Recipient == row.Recipient && IsTold(n.About, rectified) && n.At >= start && n.At >= row.Last))
            .Select(row => DutyScope.To(row.Recipient)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The duty after more was decided: who holds only what stays need not be told.</summary>
    public static Duty Narrow(Duty duty, PersonState state, RecordedEvent happened, Predicate<string>? stays = null) => duty.Done(happened, wait =>
        state.Disclosed.Any(row => DutyScope.To(row.Recipient) == wait)
        && !state.Disclosed.Any(row => DutyScope.To(row.Recipient) == wait && row.Identifiable.Any(category =>
            IsAbout(duty, category, row.Purpose) && stays?.Invoke(category) != true && !GoesOn(duty, state, category, row.Purpose))));

    /// <summary>Who receives the data although its ground has gone must be told, too.</summary>
    public static Duty Widen(Duty duty, PersonState state, DisclosureMade made, RecordedEvent happened, OperatorRegisters registers)
    {
        if (made.Anonymised || duty.Waits.Contains(DutyScope.To(made.Recipient))) return duty;
        var concerned = made.Categories.Any(category => IsAbout(duty, category, made.Purpose) && !GoesOn(duty, state, category, made.Purpose)
            && !state.HasConsent(made.Purpose, category, happened.Time, registers.Clock));
        return concerned ? duty with { Waits = [.. duty.Waits.Append(DutyScope.To(made.Recipient)).Order(StringComparer.Ordinal)] } : duty;
    }

    /// <summary>A consent the ledger never saw may have been about anything.</summary>
    static bool IsGone(Cause cause, PersonState state, string category, string purpose) =>
        cause.Reach == CauseReach.Unknown || cause.EndsUse(state, category, purpose);

    /// <summary>Whether the duty is about the category as far as it was passed on for the purpose.</summary>
    public static bool IsAbout(Duty duty, string category, string purpose) =>
        (duty.Categories.IsEmpty || duty.Categories.Contains(category)) && duty.Covers(purpose);

    /// <summary>Whether a ground was documented for it with the cause or since.</summary>
    static bool GoesOn(Duty duty, PersonState state, string category, string purpose) =>
        state.Continued.Any(ground => ground.Index >= duty.Opened && ground.Keeps(category, purpose));
}
