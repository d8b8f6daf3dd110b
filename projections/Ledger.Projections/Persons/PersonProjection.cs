using Ledger.Findings;
using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Persons, with their duties and findings. A late arrival folds its person's whole stream again.</summary>
sealed class PersonProjection(ProjectionContext context, int capacity) : IProjection
{
    readonly StateCache<PersonState> _states = new(capacity);

    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        var e = happened.Event;
        if (e.Subject is null || e.Stream != e.Subject) return;
        var slot = _states.Find(e.Stream) ?? _states.Add(e.Stream, await Stored(e, cancel));
        var before = slot.State ?? PersonState.New(e.Stream);
        _states.Set(slot, PersonFold.IsLate(before, e)
            ? PersonFold.Refold(before, await UpTo(e, cancel), context.Registers)
            : PersonFold.Fold(before, e, context.Registers));
        if (e.Data is FindingEvent answer && !slot.State!.Findings.Any(f => f.Id == answer.Finding))
            await OtherFindings.Answer(context, answer, e, cancel);
    }

    public Action<List<RowChange>> HandOver()
    {
        var handed = _states.HandOver();
        return changes =>
        {
            foreach (var (before, after) in handed) Put(changes, before, after);
        };
    }

    static void Put(List<RowChange> changes, PersonState? before, PersonState after)
    {
        changes.Add(RowChanges.Of(PersonRow.Of(after)));
        RowDifference.Put(row => changes.Add(RowChanges.Of(row)), before?.Duties ?? [], after.Duties, d => d.Id, d => DutyRow.Of(d, after.Token));
        RowDifference.Put(row => changes.Add(RowChanges.Of(row)), before?.Tellings ?? [], after.Tellings, t => t.Id, t => NoticeRow.Of(t, after.Token));
        foreach (var gone in (before?.Tellings ?? []).Where(t => !after.Tellings.Any(now => now.Id == t.Id))) changes.Add(new(typeof(NoticeRow), gone.Id, null));
        RowDifference.Put(row => changes.Add(RowChanges.Of(row)), before?.Holds ?? [], after.Holds, HoldRow.IdOf, h => HoldRow.Of(h, after.Token));
        KeepingRows.Put(changes, before, after);
        foreach (var finding in after.Findings) Put(changes, before, after, finding);
    }

    static void Put(List<RowChange> changes, PersonState? before, PersonState after, Finding finding)
    {
        var answers = after.AnswersTo(finding.Id);
        if (before is not null && answers.SequenceEqual(before.AnswersTo(finding.Id)) && before.Findings.Any(f => f == finding)) return;
        changes.Add(RowChanges.Of(FindingRow.Of(finding, after.Token, after.Token, answers)));
    }

    async ValueTask<PersonState?> Stored(RecordedEvent e, CancellationToken cancel) =>
        e.Sequence == 0 ? null : (await context.Rows.Find<PersonRow>(e.Stream, cancel))?.Read();

    async ValueTask<List<RecordedEvent>> UpTo(RecordedEvent last, CancellationToken cancel)
    {
        List<RecordedEvent> stream = [];
        await foreach (var entry in context.Journal.Read(last.Stream, 0, cancel))
        {
            if (entry.Index > last.Index) break;
            stream.Add(RecordedCodec.Read(entry));
        }
        return stream;
    }
}
