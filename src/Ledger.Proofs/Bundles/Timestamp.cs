using System.Globalization;

namespace Ledger.Proofs;

/// <summary>RFC 3339 date-times: always with an offset, at most seven decimals of a second.</summary>
internal static class Timestamp
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>The instant, or null when the text is not one.</summary>
    internal static DateTimeOffset? Parse(string? text) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The instant in UTC, as short as it can be.</summary>
    internal static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Forms[1], CultureInfo.InvariantCulture);
}
