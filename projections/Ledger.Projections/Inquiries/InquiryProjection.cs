using Ledger.Inquiries;
using Ledger.Journal;

namespace Ledger.Projections;

/// <summary>Inquiries, with their duties; officers' commands only, so they are folded in the order recorded.</summary>
sealed class InquiryProjection(ProjectionContext context) : IProjection
{
    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        if (happened.Event is not { Data: InquiryEvent data } e) return;
        var before = (await context.Changes.Find<InquiryRow>(data.Inquiry, cancel))?.Read();
        if (InquiryState.Evolve(before, e) is not { } after) return;
        context.Changes.Put(InquiryRow.Of(after));
        RowDifference.Put(row => context.Changes.Put(row), before?.Duties ?? [], after.Duties, d => d.Id, d => DutyRow.Of(d, after.Person, inquiry: after.Number));
        await DutyFindings.Put(context, after.Duties, e, after.Person, cancel);
    }
}

/// <summary>Duties of inquiries and incidents that an event closed too late.</summary>
static class DutyFindings
{
    public static ValueTask Put(
        ProjectionContext context, IEnumerable<Duty> duties, RecordedEvent e, string? person, CancellationToken cancel) =>
        OtherFindings.Put(context, duties.Where(d => d.ClosedIndex == e.Index && Deadlines.IsMissed(d)).Select(Finding.Missed), e.Stream, person, cancel);
}
