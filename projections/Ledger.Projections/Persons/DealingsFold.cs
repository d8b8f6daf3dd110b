using System.Collections.Immutable;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Findings;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>Messages, disclosures, holds, keys and answers.</summary>
static class DealingsFold
{
    public static PersonState OptedIn(PersonState state, MessagingOptedIn data, RecordedEvent happened) =>
        Choose(state, [data.Kind], data.Channels, true, happened);

    public static PersonState OptedOut(PersonState state, MessagingOptedOut data, RecordedEvent happened) =>
        Choose(state, AllIfNone(data.Kinds), AllIfNone(data.Channels), false, happened);

    public static PersonState Disclosed(PersonState state, DisclosureMade data, RecordedEvent happened)
    {
        ImmutableArray<string> identifiable = data.Anonymised ? [] : [.. data.Categories.Distinct()];
        for (var at = 0; at < state.Disclosed.Length; at++)
        {
            var so = state.Disclosed[at];
            if (so.Recipient != data.Recipient || so.Purpose != data.Purpose || so.Ground != data.Ground) continue;
            return state with
            {
                Disclosed = state.Disclosed.SetItem(at, so with
                {
                    Count = so.Count + 1, Last = happened.Time, LastIndex = happened.Index, Categories = [.. so.Categories.Union(data.Categories)],
                    Identifiable = [.. so.Identifiable.Union(identifiable)],
                }),
            };
        }
        return state with
        {
            Disclosed = state.Disclosed.Add(new(
                data.Recipient, data.Purpose, data.Ground, 1, happened.Time, happened.Time, happened.Index, [.. data.Categories.Distinct()])
            {
                Identifiable = identifiable,
            }),
        };
    }

    public static PersonState Notified(PersonState state, RecipientNotified data, RecordedEvent happened) => state with
    {
        Notices = state.Notices.RemoveAll(n => n.Recipient == data.Recipient && n.About == data.About)
            .Add(new(data.Recipient, data.About, happened.Time, happened.Index, data.Acknowledged)),
    };

    public static PersonState Attached(PersonState state, EvidenceAttached data, RecordedEvent happened) =>
        state with { Attachments = state.Attachments.Add(new(data.Kind, data.Of, happened.Time, happened.Index)) };

    public static PersonState HoldPlaced(PersonState state, HoldPlaced data, RecordedEvent happened) =>
        state with { Holds = state.Holds.Add(new(data.Hold, happened.Index, happened.Time, data.Ground, [.. data.Categories]) { By = happened.Actor }) };

    public static PersonState HoldLifted(PersonState state, HoldLifted data, RecordedEvent happened) => state with
    {
        Holds = [.. state.Holds.Select(hold => hold.Id == data.Hold && hold.Lifted is null ? hold with { Lifted = happened.Time } : hold)],
    };

    public static PersonState Shredded(PersonState state, PersonShredded data, RecordedEvent happened) => state with
    {
        Shredded = state.Shredded.Add(new(happened.Time, happened.Index, [.. data.Gone])),
        GoneIndex = data.IsWhole ? happened.Index : state.GoneIndex,
    };

    public static PersonState Forgotten(PersonState state, RecordedEvent happened) =>
        state with { Forgotten = new(happened.Time, happened.Index, []), GoneIndex = happened.Index };

    public static PersonState Answered(PersonState state, FindingEvent data, RecordedEvent happened) =>
        state with { Answers = state.Answers.Add(OtherFindings.Of(data, happened)) };

    static IReadOnlyList<string?> AllIfNone(IReadOnlyList<string?> named) => named.Count == 0 ? [null] : named;

    /// <summary>The new choice replaces those it covers altogether; a wider one it does not touch stays, and the newest that fits decides.</summary>
    static PersonState Choose(
        PersonState state, IReadOnlyList<string?> kinds, IReadOnlyList<string?> channels, bool wanted, RecordedEvent happened)
    {
        var choices = state.Choices.ToList();
        foreach (var kind in kinds.Distinct())
            foreach (var channel in channels.Distinct())
            {
                // As with consents: an opt-out recorded later and stamped a moment earlier by another clock is still the person's last word.
                if (wanted && choices.Exists(c => !c.Wanted && c.Covers(kind, channel) && c.Index > happened.Index
                    && happened.Time - c.At <= ConsentFold.ClockSkewMax)) continue;
                choices.RemoveAll(c => (kind is null || c.Kind == kind) && (channel is null || c.Channel == channel));
                choices.Add(new(kind, channel, wanted, happened.Time, happened.Index));
            }
        return state with { Choices = [.. choices] };
    }
}
