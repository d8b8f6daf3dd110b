using Ledger.Access;

namespace Ledger.Projections;

/// <summary>The register of destructions (Order RKN 179), in the order recorded.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListDestructions(Actor Actor) : ListRows<DestructionRow>(Actor)
{
    /// <summary>Only what this act is about.</summary>
    public string? Act { get; init; }

    /// <summary>Only in this system.</summary>
    public string? System { get; init; }

    /// <summary>Only what happened at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only what happened before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <inheritdoc/>
    public override string What => "destructions";

    internal override Func<IQueryable<DestructionRow>, IQueryable<DestructionRow>> Query(string? token, Place? after, int take) => token is null
        ? DestructionQueries.All(Act, System, From, To, after?.Number ?? -1, take)
        : DestructionQueries.OfPerson(token, Act, System, From, To, after?.Number ?? -1, take);

    internal override Place PlaceOf(DestructionRow row) => new(row.Index);
}

/// <summary>The acts of destruction, in the order first named, whether issued or not yet.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListActs(Actor Actor) : ListRows<ActRow>(Actor)
{
    /// <summary>Only acts that are not issued, or that lack what was reported since.</summary>
    public bool PendingOnly { get; init; }

    /// <inheritdoc/>
    public override string What => "acts";

    internal override Func<IQueryable<ActRow>, IQueryable<ActRow>> Query(string? token, Place? after, int take) =>
        ActRow.All(PendingOnly, after?.Number ?? -1, take);

    internal override Place PlaceOf(ActRow row) => new(row.Index);
}
