using Ledger.Inquiries;

namespace Ledger.Projections;

/// <summary>Lists of inquiries; <c>after</c> is the index of the last row of the page before, or -1.</summary>
public static class InquiryQueries
{
    /// <summary>Open inquiries, soonest first; the page goes on after that end and index.</summary>
    public static Func<IQueryable<InquiryRow>, IQueryable<InquiryRow>> Open(
        InquiryFrom? from = null, long afterDue = long.MinValue, long after = -1, int take = 100) =>
        rows => From(rows.Where(q => q.IsOpen && q.Soonest >= afterDue && (q.Soonest > afterDue || q.Index > after)), from)
            .OrderBy(q => q.Soonest).ThenBy(q => q.Index).Take(take);

    /// <summary>All inquiries, in the order received.</summary>
    public static Func<IQueryable<InquiryRow>, IQueryable<InquiryRow>> All(InquiryFrom? from = null, long after = -1, int take = 100) =>
        rows => From(rows.Where(q => q.Index > after), from).OrderBy(q => q.Index).Take(take);

    /// <summary>Inquiries about one person; a person has few.</summary>
    public static Func<IQueryable<InquiryRow>, IQueryable<InquiryRow>> OfPerson(
        string token, InquiryFrom? from = null, bool openOnly = false, long after = -1, int take = 100) => rows =>
        {
            var asked = From(rows.Where(q => q.Person == token && q.Index > after), from);
            if (openOnly) asked = asked.Where(q => q.OpenCases != "");
            return asked.OrderBy(q => q.Index).Take(take);
        };

    /// <summary>What is asked for in an order one chose: what is open may choose the index by its end alone.</summary>
    internal static IQueryable<InquiryRow> Sorted(IQueryable<InquiryRow> rows, string order, InquiryFrom? from, bool openOnly)
    {
        if (openOnly) rows = order == RowOrders.Due ? rows.Where(q => q.IsOpen) : rows.Where(q => (q.IsOpen ? 1 : 0) == 1);
        return From(rows, from);
    }

    static IQueryable<InquiryRow> From(IQueryable<InquiryRow> rows, InquiryFrom? from)
    {
        if (from is not { } who) return rows;
        var name = Names.Of(who);
        return rows.Where(q => q.From == name);
    }
}
