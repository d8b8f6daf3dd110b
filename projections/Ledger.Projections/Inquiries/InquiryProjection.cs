using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;

namespace Ledger.Projections;

/// <summary>Inquiries, with their duties, in the order recorded; and what blocks and corrections say they were made for.</summary>
sealed class InquiryProjection(ProjectionContext context) : IProjection
{
    static readonly Rule Window = LegalRules.Default.All.Last(rule => rule.Id == RuleIds.RepeatRequestWindow);

    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        var e = happened.Event;
        if (InquiryState.NumberOf(e.Data) is not { } number) return;
        var before = (await context.Changes.Find<InquiryRow>(number, cancel))?.Read();
        if (InquiryState.Evolve(before, e) is not { } after || (after == before && e.Data is PersonEvent)) return;
        if (e.Data is InquiryReceived received) after = await Placed(after, received, e, cancel);
        context.Changes.Put(InquiryRow.Of(after));
        RowDifference.Put(row => context.Changes.Put(row), before?.Duties ?? [], after.Duties, d => d.Id, d => DutyRow.Of(d, after.Person, inquiry: after.Number));
        await DutyFindings.Put(context, after.Duties, e, after.Person, cancel);
        if (InquiryJudge.Judge(after, e) is { } finding) await OtherFindings.Put(context, [finding], e.Stream, after.Person, cancel);
    }

    /// <summary>With the end the request itself sets, and its place in the window of 152-FZ 14(4).</summary>
    async ValueTask<InquiryState> Placed(InquiryState state, InquiryReceived received, RecordedEvent e, CancellationToken cancel)
    {
        if (received.AnswerBy is { } day) state = state with { OwnEnd = context.Registers.Clock.EndOf(day) };
        var requested = received.From is InquiryFrom.Person or InquiryFrom.Representative && received.Cases.Contains(InquiryCase.Information);
        if (!requested || state.Person is not { } person) return state;
        var at = Micros.Of(e.Time);
        if (await context.Changes.Find<RequestRow>(person, cancel) is { } first && at >= first.Received && at < first.Until)
        {
            return first.Number == state.Number ? state
                : state with { RepeatOf = state.RepeatOf ?? first.Number, RepeatFrom = Micros.ToMoment(first.Until), EarlyRepeat = true };
        }
        var until = context.Registers.Clock.Start(Window, e.Time).StatutoryEnd;
        context.Changes.Put(new RequestRow(person, state.Number, at, Micros.Of(until)));
        return state with { RepeatFrom = until };
    }
}

/// <summary>Duties of inquiries and incidents that an event closed too late.</summary>
static class DutyFindings
{
    public static ValueTask Put(
        ProjectionContext context, IEnumerable<Duty> duties, RecordedEvent e, string? person, CancellationToken cancel) =>
        OtherFindings.Put(context, duties.Where(d => d.ClosedIndex == e.Index && Deadlines.IsMissed(d)).Select(Finding.Missed), e.Stream, person, cancel);
}
