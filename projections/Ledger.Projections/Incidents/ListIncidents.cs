using Ledger.Access;

namespace Ledger.Projections;

/// <summary>The register of incidents, in the order reported.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListIncidents(Actor Actor) : ListRows<IncidentRow>(Actor)
{
    /// <summary>Only those with a duty still to be done.</summary>
    public bool OpenOnly { get; init; }

    /// <inheritdoc/>
    public override string What => "incidents";

    internal override Func<IQueryable<IncidentRow>, IQueryable<IncidentRow>> Query(string? token, Place? after, int take) =>
        IncidentRow.All(OpenOnly, after?.Number ?? -1, take);

    internal override Place PlaceOf(IncidentRow row) => new(row.Index);
}
