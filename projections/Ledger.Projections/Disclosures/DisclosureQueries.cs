namespace Ledger.Projections;

/// <summary>Lists of disclosures, in the order recorded; <c>after</c> is the index of the last row of the page before, or -1.</summary>
public static class DisclosureQueries
{
    /// <summary>What <c>ground</c> is called where there was none.</summary>
    public const string NoGround = "none";

    /// <summary>
    /// Disclosures, narrowed by what is given: a recipient, a ground (<c>consent</c>, <c>service</c>, <c>law</c>, or <see cref="NoGround"/>), a time from
    /// (inclusive) to (exclusive).
    /// </summary>
    public static Func<IQueryable<DisclosureRow>, IQueryable<DisclosureRow>> All(
        string? recipient = null, string? ground = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1, int take = 100) => rows =>
        {
            var asked = Within(rows, from, to, after);
            if (recipient is not null) asked = asked.Where(d => d.Recipient == recipient);
            if (ground == NoGround) asked = asked.Where(d => d.Ground == null);
            else if (ground is not null) asked = asked.Where(d => d.Ground == ground);
            return asked.OrderBy(d => d.Index).Take(take);
        };

    /// <summary>To whom one person's data went. A person has few rows, so the conditions beside the person must not choose the index: hence the sums.</summary>
    public static Func<IQueryable<DisclosureRow>, IQueryable<DisclosureRow>> OfPerson(
        string token, string? recipient = null, string? ground = null, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1,
        int take = 100) => rows =>
        {
            var asked = Within(rows, from, to, after).Where(d => d.Person == token);
            if (recipient is not null) asked = asked.Where(d => d.Recipient + "" == recipient);
            if (ground == NoGround) asked = asked.Where(d => (d.Ground ?? NoGround) == NoGround);
            else if (ground is not null) asked = asked.Where(d => (d.Ground ?? NoGround) == ground);
            return asked.OrderBy(d => d.Index).Take(take);
        };

    /// <summary>What is asked for in an order one chose. Recipient and time may lead to its index, a ground or, by recipient, the time must not: hence the sums.</summary>
    internal static IQueryable<DisclosureRow> Sorted(
        IQueryable<DisclosureRow> rows, string order, string? recipient, string? ground, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (recipient is not null) rows = rows.Where(d => d.Recipient == recipient);
        if (ground is not null) rows = rows.Where(d => (d.Ground ?? NoGround) == ground);
        var byTime = order == RowOrders.Time || recipient is not null;
        if (from is { } start && Micros.Of(start) is var first) rows = byTime ? rows.Where(d => d.At >= first) : rows.Where(d => d.At + 0 >= first);
        if (to is { } end && Micros.Of(end) is var beyond) rows = byTime ? rows.Where(d => d.At < beyond) : rows.Where(d => d.At + 0 < beyond);
        return rows;
    }

    static IQueryable<DisclosureRow> Within(IQueryable<DisclosureRow> rows, DateTimeOffset? from, DateTimeOffset? to, long after)
    {
        var asked = rows.Where(d => d.Index > after);
        if (from is { } start && Micros.Of(start) is var first) asked = asked.Where(d => d.At >= first);
        if (to is { } end && Micros.Of(end) is var beyond) asked = asked.Where(d => d.At < beyond);
        return asked;
    }
}
