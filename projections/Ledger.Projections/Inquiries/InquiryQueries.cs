namespace Ledger.Projections;

/// <summary>Lists of inquiries.</summary>
public static class InquiryQueries
{
    /// <summary>Open inquiries in the order received; <paramref name="after"/> is the index of the last row of the page before, or -1.</summary>
    public static Func<IQueryable<InquiryRow>, IQueryable<InquiryRow>> Open(long after = -1, int take = 100) =>
        rows => rows.Where(q => q.IsOpen && q.Index > after).OrderBy(q => q.Index).Take(take);

    /// <summary>All inquiries in the order received.</summary>
    public static Func<IQueryable<InquiryRow>, IQueryable<InquiryRow>> All(long after = -1, int take = 100) =>
        rows => rows.Where(q => q.Index > after).OrderBy(q => q.Index).Take(take);

    /// <summary>Inquiries about one person.</summary>
    public static Func<IQueryable<InquiryRow>, IQueryable<InquiryRow>> OfPerson(string token, long after = -1, int take = 100) =>
        rows => rows.Where(q => q.Person == token && q.Index > after).OrderBy(q => q.Index).Take(take);
}
