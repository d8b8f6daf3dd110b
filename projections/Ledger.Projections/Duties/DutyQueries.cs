
namespace Ledger.Projections;

/// <summary>Lists of duties. A page goes on after the last row of the page before it.</summary>
public static class DutyQueries
{
    /// <summary>Open duties, soonest first; <paramref name="dueBefore"/> limits them, and the page goes on after that due date and place.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> Open(
        DateTimeOffset? dueBefore = null, long afterDue = long.MinValue, long afterPlace = -1, int take = 100)
    {
        var before = dueBefore is { } limit ? Micros.Of(limit) : long.MaxValue;
        return rows => rows
            .Where(d => d.IsOpen && d.Due < before && (d.Due > afterDue || (d.Due == afterDue && d.Place > afterPlace)))
            .OrderBy(d => d.Due).ThenBy(d => d.Place).Take(take);
    }

    /// <summary>Duties done after their end, oldest first.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> Missed(long afterPlace = -1, int take = 100) =>
        rows => rows.Where(d => d.Missed && d.Place > afterPlace).OrderBy(d => d.Place).Take(take);

    /// <summary>Duties towards one person, oldest first.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> OfPerson(string token, long afterPlace = -1, int take = 100) =>
        rows => rows.Where(d => d.Person == token && d.Place > afterPlace).OrderBy(d => d.Place).Take(take);
}
