using System.Globalization;
using Ledger.Access;

namespace Ledger.Projections;

/// <summary>The statistics, day by day of the operator's local calendar; of days on which nothing happened there is no row.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListDays(Actor Actor) : ListRows<DailyRow>(Actor)
{
    /// <summary>The first day; null for the first there is.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The day behind the last; null for no end.</summary>
    public DateOnly? To { get; init; }

    /// <inheritdoc/>
    public override string What => "statistics";

    internal override Func<IQueryable<DailyRow>, IQueryable<DailyRow>> Query(string? token, Place? after, int take) =>
        DailyRow.Within(Text(From), Text(To), after?.Text ?? "", take);

    internal override Place PlaceOf(DailyRow row) => new(0, 0, row.Day);

    static string? Text(DateOnly? day) => day?.ToString("o", CultureInfo.InvariantCulture);
}
