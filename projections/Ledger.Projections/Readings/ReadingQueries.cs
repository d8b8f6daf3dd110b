namespace Ledger.Projections;

/// <summary>Lists of readings, in the order recorded; <c>after</c> is the index of the last row of the page before, or -1.</summary>
public static class ReadingQueries
{
    /// <summary>Readings, narrowed by what is given: who looked, and a time from (inclusive) to (exclusive).</summary>
    public static Func<IQueryable<ReadingRow>, IQueryable<ReadingRow>> All(
        string? viewer = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1, int take = 100) => rows =>
        {
            var asked = Within(rows, from, to, after);
            if (viewer is not null) asked = asked.Where(r => r.Viewer == viewer);
            return asked.OrderBy(r => r.Index).Take(take);
        };

    /// <summary>Who looked at one person's record. Few did, so the conditions beside the person must not choose the index: hence the sum.</summary>
    public static Func<IQueryable<ReadingRow>, IQueryable<ReadingRow>> OfPerson(
        string token, string? viewer = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1, int take = 100) => rows =>
        {
            var asked = Within(rows, from, to, after).Where(r => r.Person == token);
            if (viewer is not null) asked = asked.Where(r => r.Viewer + "" == viewer);
            return asked.OrderBy(r => r.Index).Take(take);
        };

    /// <summary>What is asked for in an order one chose.</summary>
    internal static IQueryable<ReadingRow> Sorted(IQueryable<ReadingRow> rows, string? viewer, DateTimeOffset? from, DateTimeOffset? to, bool? exported)
    {
        rows = Within(rows, from, to, -1);
        if (viewer is not null) rows = rows.Where(r => r.Viewer == viewer);
        if (exported is { } left) rows = rows.Where(r => r.Exported == left);
        return rows;
    }

    static IQueryable<ReadingRow> Within(IQueryable<ReadingRow> rows, DateTimeOffset? from, DateTimeOffset? to, long after)
    {
        var asked = rows.Where(r => r.Index > after);
        if (from is { } start && Micros.Of(start) is var first) asked = asked.Where(r => r.At >= first);
        if (to is { } end && Micros.Of(end) is var beyond) asked = asked.Where(r => r.At < beyond);
        return asked;
    }
}
