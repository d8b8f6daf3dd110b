using Ledger.Access;

namespace Ledger.Projections;

/// <summary>The register of findings, oldest first.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListFindings(Actor Actor) : ListRows<FindingRow>(Actor)
{
    /// <summary>Only those that stand so; null for all.</summary>
    public FindingState? State { get; init; }

    /// <summary>Only of this kind, see <see cref="FindingKinds"/>.</summary>
    public string? Code { get; init; }

    /// <summary>Only as grave as that.</summary>
    public Severity? Severity { get; init; }

    /// <inheritdoc/>
    public override string What => "findings";

    internal override Func<IQueryable<FindingRow>, IQueryable<FindingRow>> Query(string? token, Place? after, int take) => token is null
        ? FindingQueries.All(State, Code, Severity, after?.Number ?? -1, take)
        : FindingQueries.OfPerson(token, State, Code, Severity, after?.Number ?? -1, take);

    internal override Place PlaceOf(FindingRow row) => new(row.Place);
}
