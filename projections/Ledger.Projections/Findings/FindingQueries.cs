namespace Ledger.Projections;

/// <summary>Lists of findings, oldest first; <c>after</c> is the place of the last row of the page before, or -1.</summary>
public static class FindingQueries
{
    /// <summary>Findings nobody answered yet.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> Open(long after = -1, int take = 100) => All(FindingState.Open, after: after, take: take);

    /// <summary>Findings, narrowed by what is given.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> All(
        FindingState? state = null, string? code = null, Severity? severity = null, long after = -1, int take = 100)
    {
        var (stateName, severityName) = (NameOf(state), NameOf(severity));
        return rows =>
        {
            var asked = rows.Where(f => f.Place > after);
            if (stateName is not null) asked = asked.Where(f => f.State == stateName);
            if (code is not null) asked = asked.Where(f => f.Code == code);
            if (severityName is not null) asked = asked.Where(f => f.Severity == severityName);
            return asked.OrderBy(f => f.Place).Take(take);
        };
    }

    /// <summary>Findings of places from (inclusive) to (exclusive): those of one event begin at <see cref="Finding.FirstPlaceOf"/>.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> InPlaces(long from, long to, long after = -1, int take = 100)
    {
        var first = Math.Max(after + 1, from);
        return rows => rows.Where(f => f.Place >= first && f.Place < to).OrderBy(f => f.Place).Take(take);
    }

    /// <summary>Findings about one person. A person has few, so the conditions beside the person must not choose the index: hence the sums.</summary>
    public static Func<IQueryable<FindingRow>, IQueryable<FindingRow>> OfPerson(
        string token, FindingState? state = null, string? code = null, Severity? severity = null, long after = -1, int take = 100)
    {
        var (stateName, severityName) = (NameOf(state), NameOf(severity));
        return rows =>
        {
            var asked = rows.Where(f => f.Person == token && f.Place > after);
            if (stateName is not null) asked = asked.Where(f => f.State + "" == stateName);
            if (code is not null) asked = asked.Where(f => f.Code + "" == code);
            if (severityName is not null) asked = asked.Where(f => f.Severity + "" == severityName);
            return asked.OrderBy(f => f.Place).Take(take);
        };
    }

    /// <summary>What is asked for in an order one chose. Only what its index begins with may choose it: hence the sums.</summary>
    internal static IQueryable<FindingRow> Sorted(IQueryable<FindingRow> rows, string order, FindingState? state, string? code, Severity? severity)
    {
        var (byTime, stateName, severityName) = (order == RowOrders.Time, NameOf(state), NameOf(severity));
        if (stateName is not null) rows = byTime ? rows.Where(f => f.State == stateName) : rows.Where(f => f.State + "" == stateName);
        if (code is not null) rows = byTime ? rows.Where(f => f.Code + "" == code) : rows.Where(f => f.Code == code);
        return severityName is null ? rows : rows.Where(f => f.Severity == severityName);
    }

    static string? NameOf<T>(T? value) where T : struct, Enum => value is { } given ? Names.Of(given) : null;
}
