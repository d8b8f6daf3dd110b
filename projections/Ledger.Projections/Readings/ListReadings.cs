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

    /// <inheritdoc/>
    public override string What => "readings";

    /// <summary>Nobody's file: who watches the watchers leaves no further watch behind.</summary>
    public override string? UserId => null;

    internal override Func<IQueryable<ReadingRow>, IQueryable<ReadingRow>> Query(string? token, Place? after, int take) => token is null
        ? ReadingQueries.All(Viewer, From, To, after?.Number ?? -1, take)
        : ReadingQueries.OfPerson(token, Viewer, From, To, after?.Number ?? -1, take);

    internal override Place PlaceOf(ReadingRow row) => new(row.Index);
}
