using System.Globalization;

namespace Ledger.Host.Web.Persons;

/// <summary>What of a person's page is shown. Nothing of it tells who the person is.</summary>
/// <param name="On">The day as of whose end the person is shown; null for now.</param>
/// <param name="Kind">Only events of this kind; null for all.</param>
/// <param name="Number">Which page of the timeline, from 1.</param>
public sealed record PageView(DateOnly? On, TimelineKind? Kind, int Number)
{
    /// <summary>The view as the query of an address; nothing where it is the plain page.</summary>
    public string Query
    {
        get
        {
            List<string> parts = [];
            if (On is { } day) parts.Add($"at={day.ToString("O", CultureInfo.InvariantCulture)}");
            if (Kind is { } kind) parts.Add($"kind={TimelineKinds.CodeOf(kind)}");
            if (Number > 1) parts.Add(string.Create(CultureInfo.InvariantCulture, $"page={Number}"));
            return parts.Count == 0 ? "" : $"?{string.Join('&', parts)}";
        }
    }

    /// <summary>The view that an address asks for; what it says in another way than this page does is left out.</summary>
    /// <param name="at">A date, <c>yyyy-MM-dd</c>.</param>
    /// <param name="day">The same as the number of days since the year 1, as a slider gives it.</param>
    /// <param name="kind">The code of a kind.</param>
    /// <param name="page">Which page.</param>
    /// <param name="today">Today is now, and so is what comes after it.</param>
    public static PageView Of(string? at, int? day, string? kind, int? page, DateOnly today)
    {
        var on = DateOnly.TryParseExact(at, "O", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date
            : day is { } number && number >= DateOnly.MinValue.DayNumber && number <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber(number) : (DateOnly?)null;
        return new(on < today ? on : null, TimelineKinds.Parse(kind), Math.Max(page ?? 1, 1));
    }
}
