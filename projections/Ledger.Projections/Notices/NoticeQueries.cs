namespace Ledger.Projections;

/// <summary>Lists of recipients to be told, soonest due first. A page goes on after the due date and place of the last row of the page before it.</summary>
public static class NoticeQueries
{
    /// <summary>All that are not confirmed, narrowed by what is given: those that nobody told yet, and those whose confirmation is awaited.</summary>
    public static Func<IQueryable<NoticeRow>, IQueryable<NoticeRow>> Open(
        string? recipient = null, DateTimeOffset? dueBy = null, long afterDue = long.MinValue, long afterPlace = -1, int take = 100) => rows =>
            Narrowed(rows.Where(n => n.IsOpen && n.Due >= afterDue && (n.Due > afterDue || n.Place > afterPlace)), recipient, dueBy)
                .OrderBy(n => n.Due).ThenBy(n => n.Place).Take(take);

    /// <summary>All of a state, or of any, narrowed by what is given; <paramref name="dueBy"/>: whose statutory period has ended by then.</summary>
    public static Func<IQueryable<NoticeRow>, IQueryable<NoticeRow>> All(
        NoticeState? state = null, string? recipient = null, DateTimeOffset? dueBy = null, long afterDue = long.MinValue, long afterPlace = -1,
        int take = 100)
    {
        var name = state is { } given ? Names.Of(given) : null;
        return rows =>
        {
            var asked = rows.Where(n => n.Due >= afterDue && (n.Due > afterDue || n.Place > afterPlace));
            if (name is not null) asked = asked.Where(n => n.State == name);
            return Narrowed(asked, recipient, dueBy).OrderBy(n => n.Due).ThenBy(n => n.Place).Take(take);
        };
    }

    /// <summary>Recipients of one person's data. A person has few, so the conditions beside the person must not choose the index: hence the sums.</summary>
    public static Func<IQueryable<NoticeRow>, IQueryable<NoticeRow>> OfPerson(
        string token, bool? open = null, NoticeState? state = null, string? recipient = null, DateTimeOffset? dueBy = null, long afterDue = long.MinValue,
        long afterPlace = -1, int take = 100)
    {
        var name = state is { } given ? Names.Of(given) : null;
        return rows =>
        {
            var asked = rows.Where(n => n.Person == token && n.Due >= afterDue && (n.Due > afterDue || n.Place > afterPlace));
            if (open is not null) asked = asked.Where(n => (n.IsOpen ? 1 : 0) == (open == true ? 1 : 0));
            if (name is not null) asked = asked.Where(n => n.State + "" == name);
            if (recipient is not null) asked = asked.Where(n => n.Recipient + "" == recipient);
            if (dueBy is { } by && Micros.Of(by) is var end) asked = asked.Where(n => n.Due <= end);
            return asked.OrderBy(n => n.Due).ThenBy(n => n.Place).Take(take);
        };
    }

    static IQueryable<NoticeRow> Narrowed(IQueryable<NoticeRow> rows, string? recipient, DateTimeOffset? dueBy)
    {
        if (dueBy is { } by && Micros.Of(by) is var end) rows = rows.Where(n => n.Due <= end);
        return recipient is null ? rows : rows.Where(n => n.Recipient == recipient);
    }
}
