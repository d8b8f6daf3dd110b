
namespace Ledger.Projections;

/// <summary>Lists of disclosures, in the order recorded; <c>after</c> is the index of the last row of the page before, or -1.</summary>
public static class DisclosureQueries
{
    /// <summary>What a recipient received, optionally within a time: from (inclusive) to (exclusive).</summary>
    public static Func<IQueryable<DisclosureRow>, IQueryable<DisclosureRow>> By(
        string recipient, DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1, int take = 100)
    {
        var (first, end) = Range(from, to);
        return rows => rows.Where(d => d.Recipient == recipient && d.At >= first && d.At < end && d.Index > after).OrderBy(d => d.Index).Take(take);
    }

    /// <summary>All disclosures, optionally within a time.</summary>
    public static Func<IQueryable<DisclosureRow>, IQueryable<DisclosureRow>> All(
        DateTimeOffset? from = null, DateTimeOffset? to = null, long after = -1, int take = 100)
    {
        var (first, end) = Range(from, to);
        return rows => rows.Where(d => d.At >= first && d.At < end && d.Index > after).OrderBy(d => d.Index).Take(take);
    }

    /// <summary>Disclosures on one ground (<c>consent</c>, <c>service</c>, <c>law</c>); null finds those without any.</summary>
    public static Func<IQueryable<DisclosureRow>, IQueryable<DisclosureRow>> OnGround(string? ground, long after = -1, int take = 100) =>
        rows => rows.Where(d => d.Ground == ground && d.Index > after).OrderBy(d => d.Index).Take(take);

    /// <summary>To whom one person's data went.</summary>
    public static Func<IQueryable<DisclosureRow>, IQueryable<DisclosureRow>> OfPerson(string token, long after = -1, int take = 100) =>
        rows => rows.Where(d => d.Person == token && d.Index > after).OrderBy(d => d.Index).Take(take);

    static (long First, long End) Range(DateTimeOffset? from, DateTimeOffset? to) =>
        (from is { } first ? Micros.Of(first) : long.MinValue, to is { } end ? Micros.Of(end) : long.MaxValue);
}
