namespace Ledger.Projections;

/// <summary>Lists of duties. A page goes on after the last row of the page before it.</summary>
public static class DutyQueries
{
    /// <summary>Open duties, soonest first, narrowed by what is given; the page goes on after that due date and place.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> Open(
        DateTimeOffset? dueBefore = null, long afterDue = long.MinValue, long afterPlace = -1, int take = 100, string? rule = null) => rows =>
            Narrowed(rows.Where(d => d.IsOpen && d.Due >= afterDue && (d.Due > afterDue || d.Place > afterPlace)), dueBefore, rule)
                .OrderBy(d => d.Due).ThenBy(d => d.Place).Take(take);

    /// <summary>Duties done after their end, oldest first.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> Missed(
        DateTimeOffset? dueBefore = null, long afterPlace = -1, int take = 100, string? rule = null) => rows =>
            Narrowed(rows.Where(d => d.Missed && d.Place > afterPlace), dueBefore, rule).OrderBy(d => d.Place).Take(take);

    /// <summary>All duties, oldest first.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> All(
        DateTimeOffset? dueBefore = null, long afterPlace = -1, int take = 100, string? rule = null) => rows =>
            Narrowed(rows.Where(d => d.Place > afterPlace), dueBefore, rule).OrderBy(d => d.Place).Take(take);

    /// <summary>Duties whose statutory period ends within local days, from the beginning of the first to the end of the last, oldest first: what ends at midnight ends on the day before.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> DueWithin(DateTimeOffset from, DateTimeOffset to, long afterPlace = -1, int take = 100)
    {
        var (first, beyond) = (Micros.Of(from), Micros.Of(to));
        return rows => rows.Where(d => d.Place > afterPlace && d.Due > first && d.Due <= beyond).OrderBy(d => d.Place).Take(take);
    }

    /// <summary>Duties towards one person, oldest first; null for open and done means both, and so for missed.</summary>
    public static Func<IQueryable<DutyRow>, IQueryable<DutyRow>> OfPerson(
        string token, bool? open = null, bool? missed = null, DateTimeOffset? dueBefore = null, long afterPlace = -1, int take = 100, string? rule = null) =>
        rows =>
        {
            // A person has few: nothing beside the person may choose the index.
            var asked = Narrowed(rows.Where(d => d.Person == token && d.Place > afterPlace), dueBefore, rule);
            if (open is not null) asked = asked.Where(d => (d.IsOpen ? 1 : 0) == (open == true ? 1 : 0));
            if (missed is not null) asked = asked.Where(d => (d.Missed ? 1 : 0) == (missed == true ? 1 : 0));
            return asked.OrderBy(d => d.Place).Take(take);
        };

    /// <summary>What is asked for in an order one chose. Only what its index begins with may choose it: hence the sums.</summary>
    internal static IQueryable<DutyRow> Sorted(IQueryable<DutyRow> rows, string order, DutyState state, DateTimeOffset? dueBefore, string? rule)
    {
        var byDue = order == RowOrders.Due;
        if (state == DutyState.Open) rows = byDue ? rows.Where(d => d.IsOpen) : rows.Where(d => (d.IsOpen ? 1 : 0) == 1);
        if (state == DutyState.Missed) rows = rows.Where(d => (d.Missed ? 1 : 0) == 1);
        if (dueBefore is { } limit && Micros.Of(limit) is var before) rows = byDue ? rows.Where(d => d.Due < before) : rows.Where(d => d.Due + 0 < before);
        return rule is null ? rows : rows.Where(d => d.Rule == rule);
    }

    static IQueryable<DutyRow> Narrowed(IQueryable<DutyRow> rows, DateTimeOffset? dueBefore, string? rule)
    {
        if (dueBefore is { } limit && Micros.Of(limit) is var before) rows = rows.Where(d => d.Due < before);
        return rule is null ? rows : rows.Where(d => d.Rule == rule);
    }
}
