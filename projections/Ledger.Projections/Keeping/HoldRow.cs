using System.Globalization;
using Ledger.Access;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>A hold: destruction of a person's data is forbidden. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Key">Index of the event that placed it.</param>
/// <param name="Person">The person's token.</param>
/// <param name="Hold">Its id within the person's stream.</param>
/// <param name="Ground">Why.</param>
/// <param name="Categories">Which categories, with spaces between; empty means all.</param>
/// <param name="By">Who placed it.</param>
/// <param name="At">Since when.</param>
/// <param name="InPlace">Whether it stands.</param>
/// <param name="Lifted">When it was lifted, or null.</param>
/// <param name="Index">Index of the event that placed it.</param>
[RowIndex(nameof(InPlace), nameof(Index))]
[RowIndex(nameof(Person), nameof(Index))]
[RowIndex(nameof(Index))]
public sealed record HoldRow(
    string Key, string Person, string Hold, string Ground, string Categories, string By, long At, bool InPlace, long? Lifted, long Index) : IRow
{
    internal static string IdOf(Hold hold) => hold.Index.ToString(CultureInfo.InvariantCulture);

    internal static HoldRow Of(Hold hold, string token) => new(
        IdOf(hold), token, hold.Id, Names.Of(hold.Ground), string.Join(' ', hold.Categories), hold.By, Micros.Of(hold.At), hold.Lifted is null,
        hold.Lifted is { } lifted ? Micros.Of(lifted) : null, hold.Index);
}

/// <summary>The register of holds, in the order placed.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListHolds(Actor Actor) : ListRows<HoldRow>(Actor)
{
    /// <summary>Lifted ones as well.</summary>
    public bool All { get; init; }

    /// <inheritdoc/>
    public override string What => "holds";

    internal override Func<IQueryable<HoldRow>, IQueryable<HoldRow>> Query(string? token, Place? after, int take)
    {
        var index = after?.Number ?? -1;
        return rows =>
        {
            var asked = rows.Where(hold => hold.Index > index);
            if (token is not null) asked = asked.Where(hold => hold.Person == token);
            if (!All) asked = token is null ? asked.Where(hold => hold.InPlace) : asked.Where(hold => (hold.InPlace ? 1 : 0) == 1);   // of a person by the person's index
            return asked.OrderBy(hold => hold.Index).Take(take);
        };
    }

    internal override Place PlaceOf(HoldRow row) => new(row.Index);
}
