using Ledger.Access;

namespace Ledger.Projections;

/// <summary>The register of disclosures (152-FZ 14(7)), in the order recorded.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListDisclosures(Actor Actor) : ListRows<DisclosureRow>(Actor)
{
    /// <summary>Only to this recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>Only on this ground; <see cref="DisclosureQueries.NoGround"/> for those without any.</summary>
    public string? Ground { get; init; }

    /// <summary>Only what happened at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what happened before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <inheritdoc/>
    public override string What => "disclosures";

    internal override Func<IQueryable<DisclosureRow>, IQueryable<DisclosureRow>> Query(string? token, Place? after, int take) => token is null
        ? DisclosureQueries.All(Recipient, Ground, From, To, after?.Number ?? -1, take)
        : DisclosureQueries.OfPerson(token, Recipient, Ground, From, To, after?.Number ?? -1, take);

    internal override Place PlaceOf(DisclosureRow row) => new(row.Index);

    static readonly RowSort<DisclosureRow> ByTime = new(d => d.At, d => d.Index), ByRecipient = new(d => d.At, d => d.Index, d => d.Recipient);

    internal override RowSort<DisclosureRow>? SortOf(string order) => order switch { RowOrders.Time => ByTime, RowOrders.Recipient => ByRecipient, _ => null };

    internal override IQueryable<DisclosureRow> Narrowed(IQueryable<DisclosureRow> rows, string order) => DisclosureQueries.Sorted(rows, order, Recipient, Ground, From, To);
}
