using Ledger.Law;
using Ledger.Reading;
using MediatR;

namespace Ledger.Projections;

/// <summary>Answers from the read models: first rows of lists that are kept in order, and counts that the engine takes from its indexes.</summary>
public sealed class SeeTodayHandler(IReadModelStore store, LegalClock legal, TimeProvider clock) : IRequestHandler<SeeToday, Outcome<TodayPicture>>
{
    const int DutiesShown = 10, OthersShown = 6, WeekDays = 7;

    static readonly TimeSpan SoonBefore = TimeSpan.FromDays(7);

    /// <summary>Ends of a term or window: nothing is to be done by then.</summary>
    static readonly string[] NoDeadlines = [.. LegalRules.Default.All.Where(rule => rule.Kind != RuleKind.Deadline).Select(rule => rule.Id).Distinct()];

    /// <inheritdoc/>
    public async Task<Outcome<TodayPicture>> Handle(SeeToday request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (rows, now) = (store.Current, clock.GetUtcNow());
        var duties = await rows.Query<DutyRow>(all => OpenDuties(all).OrderBy(d => d.Due).ThenBy(d => d.Place).Take(DutiesShown), cancellationToken);
        var open = Names.Of(FindingState.Open);
        var findings = await rows.Query<FindingRow>(all => all.Where(f => f.State == open).OrderByDescending(f => f.Place).Take(OthersShown), cancellationToken);
        var inquiries = await rows.Query(InquiryQueries.Open(take: OthersShown), cancellationToken);
        var incidents = await rows.Query(IncidentRow.Open(take: OthersShown), cancellationToken);
        return new TodayPicture(duties.Value, findings.Value, inquiries.Value, incidents.Value, await Counts(rows, now, cancellationToken),
            await Weeks(rows, now, Math.Clamp(request.Days, 1, SeeToday.DaysMax), cancellationToken), duties.Position - 1);
    }

    static async ValueTask<TodayCounts> Counts(IReadModels rows, DateTimeOffset now, CancellationToken cancel)
    {
        var (passed, soon) = (Micros.Of(now), Micros.Of(now + SoonBefore));
        var (open, breach) = (Names.Of(FindingState.Open), Names.Of(Severity.Breach));
        async ValueTask<long> Count<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> of) where TRow : class, IRow => (await rows.Count(of, cancel)).Value;
        return new(
            await Count<DutyRow>(all => OpenDuties(all).Where(d => d.Due <= passed)),
            await Count<DutyRow>(all => OpenDuties(all).Where(d => d.Due > passed && d.Due <= soon)),
            await Count<DutyRow>(OpenDuties),
            await Count<FindingRow>(all => all.Where(f => f.State == open)), await Count<FindingRow>(all => all.Where(f => f.State == open && f.Severity == breach)),
            await Count<InquiryRow>(all => all.Where(q => q.IsOpen)), await Count<IncidentRow>(all => all.Where(i => i.IsOpen)));
    }

    /// <summary>A deadline at the end of a day is that day's, although the moment itself begins the next.</summary>
    async ValueTask<IReadOnlyList<DeadlineWeek>> Weeks(IReadModels rows, DateTimeOffset now, int days, CancellationToken cancel)
    {
        List<DeadlineWeek> weeks = [];
        var today = legal.LocalDate(now);
        for (var first = today.AddDays(1 - days); first <= today; first = first.AddDays(WeekDays))
        {
            var last = first.AddDays(WeekDays - 1) < today ? first.AddDays(WeekDays - 1) : today;
            var (from, to) = (Micros.Of(legal.EndOf(first.AddDays(-1))), last == today ? Micros.Of(now) : Micros.Of(legal.EndOf(last)));
            async ValueTask<long> Count(Func<IQueryable<DutyRow>, IQueryable<DutyRow>> of) => (await rows.Count(of, cancel)).Value;
            var all = await Count(duties => Deadline(duties).Where(d => d.Due > from && d.Due <= to));
            if (all == 0)
            {
                weeks.Add(new(first, 0, 0, 0));
                continue;
            }
            var late = await Count(duties => Deadline(duties).Where(d => d.Missed && d.Due > from && d.Due <= to));
            var open = await Count(duties => OpenDuties(duties).Where(d => d.Due > from && d.Due <= to));
            weeks.Add(new(first, all - late - open, late, open));
        }
        return weeks;
    }

    static IQueryable<DutyRow> OpenDuties(IQueryable<DutyRow> rows) => Deadline(rows.Where(d => d.IsOpen));

    static IQueryable<DutyRow> Deadline(IQueryable<DutyRow> rows) => NoDeadlines.Aggregate(rows, (left, rule) => left.Where(d => d.Rule != rule));
}
