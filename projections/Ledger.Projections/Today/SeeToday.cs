using Ledger.Access;
using MediatR;

namespace Ledger.Projections;

/// <summary>Asks what is to be done now: the most urgent of everything open, and how much there is of it. It names no person but by token and reads no file.</summary>
/// <param name="Actor">Who asks.</param>
/// <param name="Days">How many local days back deadlines are counted, today among them: 1 to <see cref="DaysMax"/>.</param>
public sealed record SeeToday(Actor Actor, int Days = 90) : IRequest<Outcome<TodayPicture>>, IAuthorised
{
    /// <summary>The most days.</summary>
    public const int DaysMax = 366;

    /// <inheritdoc/>
    public IReadOnlyList<Role> Allowed { get; } = [Role.Officer, Role.Auditor];
}

/// <summary>What is to be done.</summary>
/// <param name="Duties">The open duties that end soonest; what merely waits for its term to end is not among them.</param>
/// <param name="Findings">The newest findings nobody answered.</param>
/// <param name="Inquiries">The open inquiries that end soonest.</param>
/// <param name="Incidents">The open incidents that end soonest.</param>
/// <param name="Counts">How much there is of each.</param>
/// <param name="Deadlines">Deadlines that fell within the days, week by week.</param>
/// <param name="Known">Index of the newest event it holds for; -1 in an empty ledger.</param>
public sealed record TodayPicture(
    IReadOnlyList<DutyRow> Duties, IReadOnlyList<FindingRow> Findings, IReadOnlyList<InquiryRow> Inquiries, IReadOnlyList<IncidentRow> Incidents, TodayCounts Counts,
    IReadOnlyList<DeadlineWeek> Deadlines, long Known);

/// <summary>How much is open.</summary>
/// <param name="Overdue">Open duties whose end has passed.</param>
/// <param name="Soon">Open duties that end within seven days.</param>
/// <param name="Duties">Open duties with a deadline.</param>
/// <param name="Findings">Findings nobody answered.</param>
/// <param name="Breaches">Those of them that are breaches.</param>
/// <param name="Inquiries">Open inquiries.</param>
/// <param name="Incidents">Incidents with a duty still to be done.</param>
public sealed record TodayCounts(long Overdue, long Soon, long Duties, long Findings, long Breaches, long Inquiries, long Incidents);

/// <summary>How the deadlines of seven days were kept.</summary>
/// <param name="From">The first local day; the last week ends today.</param>
/// <param name="Kept">Done in time.</param>
/// <param name="Late">Done after the end.</param>
/// <param name="Open">Not done yet, although the end has passed.</param>
public sealed record DeadlineWeek(DateOnly From, long Kept, long Late, long Open);
