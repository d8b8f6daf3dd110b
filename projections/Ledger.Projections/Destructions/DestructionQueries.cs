namespace Ledger.Projections;

/// <summary>Lists of destructions, in the order recorded; <c>after</c> is the index of the last row of the page before, or -1.</summary>
public static class DestructionQueries
{
    /// <summary>Destructions, narrowed by what is given: an act, a system, a time from (inclusive) to (exclusive).</summary>
    public static Func<IQueryable<DestructionRow>, IQueryable<DestructionRow>> All(
        string? act = null, string? system = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1, int take = 100) => rows =>
        {
            var asked = Within(rows, from, to, after);
            if (act is not null) asked = asked.Where(d => d.Act == act);
            // An act has its rows together: beside it the system must not choose the index, hence the sum.
            if (system is not null) asked = act is null ? asked.Where(d => d.System == system) : asked.Where(d => d.System + "" == system);
            return asked.OrderBy(d => d.Index).Take(take);
        };

    /// <summary>What was destroyed of one person. A person has few rows, so the conditions beside the person must not choose the index: hence the sums.</summary>
    public static Func<IQueryable<DestructionRow>, IQueryable<DestructionRow>> OfPerson(
        string token, string? act = null, string? system = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1,
        int take = 100) => rows =>
        {
            var asked = Within(rows, from, to, after).Where(d => d.Person == token);
            if (act is not null) asked = asked.Where(d => (d.Act ?? "") == act);
            if (system is not null) asked = asked.Where(d => d.System + "" == system);
            return asked.OrderBy(d => d.Index).Take(take);
        };

    static IQueryable<DestructionRow> Within(IQueryable<DestructionRow> rows, DateTimeOffset? from, DateTimeOffset? to, long after)
    {
        var asked = rows.Where(d => d.Index > after);
        if (from is { } start && Micros.Of(start) is var first) asked = asked.Where(d => d.At >= first);
        if (to is { } end && Micros.Of(end) is var beyond) asked = asked.Where(d => d.At < beyond);
        return asked;
    }
}
