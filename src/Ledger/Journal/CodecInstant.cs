using System.Globalization;

namespace Ledger.Journal;

/// <summary>A moment as text: RFC 3339 in, UTC with up to six fractional digits out.</summary>
public static class Instant
{
    /// <summary>The longest text <see cref="Format"/> writes, in bytes.</summary>
    public const int LengthMax = 27;

    const int YearMin = 1900, YearMax = 9998;   // an offset cannot carry these out of DateTimeOffset's range

    /// <summary>
    /// Reads <c>yyyy-MM-ddTHH:mm:ss</c>, up to nine fractional digits (cut to microseconds, the ledger's resolution), and <c>Z</c> or an offset.
    /// The moment comes back in UTC. False for anything else, a leap second included.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || !TryParseDate(text[..10], out var date)
            || !TryDigits(text[11..13], out var hour) || !TryDigits(text[14..16], out var minute) || !TryDigits(text[17..19], out var second)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }
        var rest = text[19..];
        if (!TryMicroseconds(ref rest, out var microseconds) || !TryOffset(rest, out var offset)) return false;
        var local = new DateTime(date, new TimeOnly(hour, minute, second)).AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        value = new DateTimeOffset(local - offset, TimeSpan.Zero);
        return true;
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>; false for anything else.</summary>
    public static bool TryParseDate(ReadOnlySpan<char> text, out DateOnly value)
    {
        value = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-' || !TryDigits(text[..4], out var year) || !TryDigits(text[5..7], out var month)
            || !TryDigits(text[8..], out var day) || year is < YearMin or > YearMax || month is < 1 or > 12
            || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return false;
        }
        value = new DateOnly(year, month, day);
        return true;
    }

    /// <summary>Writes the moment in UTC, microseconds without trailing zeros, and <c>Z</c>; returns how many bytes.</summary>
    public static int Format(DateTimeOffset value, Span<byte> destination)
    {
        value.UtcDateTime.TryFormat(destination, out var written, @"yyyy-MM-dd\THH\:mm\:ss.FFFFFF\Z", CultureInfo.InvariantCulture);
        return written;
    }

    /// <summary>The moment at the ledger's resolution: what is below a microsecond is cut off.</summary>
    public static DateTimeOffset Cut(DateTimeOffset value) => new(value.UtcTicks - value.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    static bool TryMicroseconds(ref ReadOnlySpan<char> text, out int microseconds)
    {
        microseconds = 0;
        if (text.Length == 0 || text[0] != '.') return true;
        text = text[1..];
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 9) return false;
        for (var at = 0; at < 6; at++) microseconds = microseconds * 10 + (at < digits ? text[at] - '0' : 0);
        text = text[digits..];
        return true;
    }

    static bool TryOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':' || !TryDigits(text[1..3], out var hours)
            || !TryDigits(text[4..], out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-') offset = -offset;
        return true;
    }

    static bool TryDigits(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            value = value * 10 + (digit - '0');
        }
        return true;
    }
}
