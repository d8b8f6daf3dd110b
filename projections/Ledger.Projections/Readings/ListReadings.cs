using Ledger.Access;

namespace Ledger.Projections;

/// <summary>The access journal: who looked at whose record, and what left the ledger. Reading it is itself no reading.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListReadings(Actor Actor) : ListRows<ReadingRow>(Actor)
{
    /// <summary>Only what this account read.</summary>
    public string? Viewer { get; init; }

    /// <summary>Only what happened at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what happened before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only where a copy left the ledger, or only where none did; null for both. In an order one chose.</summary>
    public bool? Exported { get; init; }

    /// <inheritdoc/>
    public override string What => "readings";

    /// <summary>Nobody's file: who watches the watchers leaves no further watch behind.</summary>
    public override string? UserId => null;

    internal override Func<IQueryable<ReadingRow>, IQueryable<ReadingRow>> Query(string? token, Place? after, int take) => token is null
        ? ReadingQueries.All(Viewer, From, To, after?.Number ?? -1, take)
        : ReadingQueries.OfPerson(token, Viewer, From, To, after?.Number ?? -1, take);

    internal override Place PlaceOf(ReadingRow row) => new(row.Index);

    static readonly RowSort<ReadingRow> ByTime = new(r => r.Index), ByViewer = new(r => r.Index, null, r => r.Viewer);

    internal override RowSort<ReadingRow>? SortOf(string order) => order switch { RowOrders.Time => ByTime, RowOrders.Viewer => ByViewer, _ => null };

    internal override IQueryable<ReadingRow> Narrowed(IQueryable<ReadingRow> rows, string order) => ReadingQueries.Sorted(rows, Viewer, From, To, Exported);
}
