using System.CommandLine;
using System.Globalization;

namespace Ledger.Host.Commands;

/// <summary>Moments on the command line: a date (its beginning, operator's time) or an RFC 3339 date and time.</summary>
static class Moments
{
    public static Option<string?> Option(string name, string description) =>
        new(name) { Description = $"{description} 2025-06-01 or 2025-06-01T12:00:00+03:00.", HelpName = "TIME" };

    public static DateTimeOffset? Parse(string? text, Session session)
    {
        if (text is null) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return Beginning(date, session.Settings.Zone);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : throw new InputException("A moment is written 2025-06-01 or 2025-06-01T12:00:00+03:00.");
    }

    /// <summary>The beginning of a local day.</summary>
    public static DateTimeOffset Beginning(DateOnly date, TimeZoneInfo zone)
    {
        var midnight = date.ToDateTime(TimeOnly.MinValue);
        return new(midnight, zone.GetUtcOffset(midnight));
    }
}
