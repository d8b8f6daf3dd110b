namespace Ledger.Projections;

/// <summary>Rows under one term, soonest first: a range of one index.</summary>
static class KeepingQueries
{
    /// <summary>Nothing falls due later: whoever makes up a place gets nothing behind it, and no overflow.</summary>
    static readonly long Latest = Micros.Of(new DateTimeOffset(9000, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>Rows whose end lies behind a place of the schedule and before a moment.</summary>
    public static Func<IQueryable<KeepingRow>, IQueryable<KeepingRow>> Of(RetentionTerm term, Place? after, long? before, int take, bool ended = true)
    {
        var (kind, name, end) = (term.Kind, term.Term, before is { } limit ? term.From(Within(limit)) : long.MaxValue);
        // Rows that fall due with the place itself stand behind it by when they began and by key; those from 'later' on fall due later.
        var (first, later) = after is null ? (long.MinValue, long.MinValue) : (term.From(Within(after.Number)), term.From(Within(after.Number) + 1));
        var (at, key) = (after?.Second ?? long.MinValue, after?.Text ?? "");
        return rows =>
        {
            var asked = rows.Where(row => row.Kind == kind && row.Term == name && row.At >= first && row.At < end
                && (row.At >= later || row.At > at || (row.At == at && string.CompareOrdinal(row.Key, key) > 0)));
            if (!ended) asked = asked.Where(row => row.State != KeepingStates.Ended);
            return asked.OrderBy(row => row.At).ThenBy(row => row.Key).Take(take);
        };
    }

    static long Within(long due) => Math.Clamp(due, 0, Latest);

    /// <summary>All rows of one person: their keys begin with the token and a point.</summary>
    public static Func<IQueryable<KeepingRow>, IQueryable<KeepingRow>> OfPerson(string token, int take)
    {
        var (from, to) = ($"{token}.", $"{token}/");
        return rows => rows.Where(row => string.CompareOrdinal(row.Key, from) >= 0 && string.CompareOrdinal(row.Key, to) < 0).OrderBy(row => row.Key).Take(take);
    }
}
