
namespace Ledger.Projections;

/// <summary>Lists of findings, oldest first; <c>after</c> is the place of the last row of the page before, or -1.</summary>
public static class FindingQueries
{
    /// <summary>Findings nobody answered yet.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> Open(long after = -1, int take = 100) => InState(FindingState.Open, after, take);

    /// <summary>Findings in one state.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> InState(FindingState state, long after = -1, int take = 100)
    {
        var name = Names.Of(state);
        return rows => rows.Where(f => f.State == name && f.Place > after).OrderBy(f => f.Place).Take(take);
    }

    /// <summary>All findings, in any state.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> All(long after = -1, int take = 100) =>
        rows => rows.Where(f => f.Place > after).OrderBy(f => f.Place).Take(take);

    /// <summary>Findings of one kind.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> OfCode(string code, long after = -1, int take = 100) =>
        rows => rows.Where(f => f.Code == code && f.Place > after).OrderBy(f => f.Place).Take(take);

    /// <summary>Findings about one person.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> OfPerson(string token, long after = -1, int take = 100) =>
        rows => rows.Where(f => f.Person == token && f.Place > after).OrderBy(f => f.Place).Take(take);
}
