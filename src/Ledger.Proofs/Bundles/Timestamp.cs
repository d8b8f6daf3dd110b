using System.Globalization;
using System.Text;

namespace Ledger.Proofs;

/// <summary>RFC 3339 date-times: capital T and Z, always an offset, at most seven decimals of a second, no leap second, the years 1 to 9999 in UTC.</summary>
internal static class Timestamp
{
    const int DecimalsMax = 7;

    /// <summary>The instant, or null when the text is not one.</summary>
    internal static DateTimeOffset? Parse(string? text) => text is null ? null : Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The instant, or null when the text is not one. Written out because it runs twice for each event verified.</summary>
    internal static DateTimeOffset? Parse(ReadOnlySpan<byte> text)
    {
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':')
        {
            return null;
        }
        int year = Number(text[..4]), month = Number(text[5..7]), day = Number(text[8..10]);
        int hour = Number(text[11..13]), minute = Number(text[14..16]), second = Number(text[17..19]);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return null;
        }
        var rest = text[19..];
        if (Decimals(ref rest) is not { } decimals || Offset(rest) is not { } offset)
        {
            return null;
        }
        // At both ends of the calendar an offset can lead out of it.
        var ticks = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + decimals - offset.Ticks;
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>The instant in UTC, as short as it can be.</summary>
    internal static string Format(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    /// <summary>The digits' value, or -1 where one is no digit.</summary>
    static int Number(ReadOnlySpan<byte> digits)
    {
        var value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return -1;
            }
            value = 10 * value + digit - '0';
        }
        return value;
    }

    static long? Decimals(ref ReadOnlySpan<byte> rest)
    {
        if (rest[0] != '.')
        {
            return 0;
        }
        var end = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (end is < 1 or > DecimalsMax)
        {
            return null;
        }
        long ticks = Number(rest[1..(1 + end)]);
        for (var digits = end; digits < DecimalsMax; digits++)
        {
            ticks *= 10;
        }
        rest = rest[(1 + end)..];
        return ticks;
    }

    static TimeSpan? Offset(ReadOnlySpan<byte> rest)
    {
        if (rest.SequenceEqual("Z"u8))
        {
            return TimeSpan.Zero;
        }
        if (rest.Length != 6 || rest[0] is not ((byte)'+' or (byte)'-') || rest[3] != ':')
        {
            return null;
        }
        int hours = Number(rest[1..3]), minutes = Number(rest[4..6]);
        var offset = hours is < 0 or > 23 || minutes is < 0 or > 59 ? (TimeSpan?)null : new TimeSpan(hours, minutes, 0);
        return rest[0] == '-' ? -offset : offset;
    }
}
