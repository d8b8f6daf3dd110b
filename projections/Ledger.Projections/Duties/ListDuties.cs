using Ledger.Access;

namespace Ledger.Projections;

/// <summary>Which duties.</summary>
public enum DutyState
{
    /// <summary>Still to be done: soonest first.</summary>
    Open,

    /// <summary>Done after their end: oldest first.</summary>
    Missed,

    /// <summary>All: oldest first.</summary>
    All,
}

/// <summary>The register of duties. Of one person they come oldest first, whatever their state.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListDuties(Actor Actor) : ListRows<DutyRow>(Actor)
{
    /// <summary>Which ones.</summary>
    public DutyState State { get; init; }

    /// <summary>Only those whose statutory period ends before.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only those under this rule (docs/answers.md).</summary>
    public string? Rule { get; init; }

    /// <inheritdoc/>
    public override string What => "duties";

    bool BySoonest => State == DutyState.Open && Person is null;

    internal override Func<IQueryable<DutyRow>, IQueryable<DutyRow>> Query(string? token, Place? after, int take)
    {
        var place = after?.Number ?? -1;
        if (token is not null)
            return DutyQueries.OfPerson(token, State == DutyState.Open ? true : null, State == DutyState.Missed ? true : null, DueBefore, place, take, Rule);
        return State switch
        {
            DutyState.Open => DutyQueries.Open(DueBefore, after?.Number ?? long.MinValue, after?.Second ?? -1, take, Rule),
            DutyState.Missed => DutyQueries.Missed(DueBefore, place, take, Rule),
            _ => DutyQueries.All(DueBefore, place, take, Rule),
        };
    }

    internal override Place PlaceOf(DutyRow row) => BySoonest ? new(row.Due, row.Place) : new(row.Place);

    static readonly RowSort<DutyRow> ByDue = new(d => d.Due, d => d.Place), ByTime = new(d => d.Place);

    internal override RowSort<DutyRow>? SortOf(string order) => order switch { RowOrders.Due => ByDue, RowOrders.Time => ByTime, _ => null };

    internal override IQueryable<DutyRow> Narrowed(IQueryable<DutyRow> rows, string order) => DutyQueries.Sorted(rows, order, State, DueBefore, Rule);
}
