using System.Collections.Frozen;
using System.Text.Json;

namespace Ledger.Law;

/// <summary>Which days are worked. A year with a published decree is exact; any other follows the law on holidays alone.</summary>
public sealed class ProductionCalendar
{
    readonly CalendarFile _file;
    readonly FrozenSet<int> _decreed;
    readonly FrozenSet<DateOnly> _worked;
    readonly FrozenSet<DateOnly> _off;

    ProductionCalendar(CalendarFile file)
    {
        _file = file;
        _decreed = file.Years.Select(year => year.Year).ToFrozenSet();
        _worked = file.Years.SelectMany(year => year.WorkingWeekendDays).ToFrozenSet();
        _off = file.Years.SelectMany(year =>
            year.Transfers.Concat(year.Automatic).Select(transfer => transfer.To).Concat(year.LocalDaysOff ?? [])).ToFrozenSet();
    }

    /// <summary>Russia, Monday to Friday, decrees for 2024 to 2027 (<c>Law/Calendars/ru.json</c>), without regional holidays.</summary>
    public static ProductionCalendar Russia { get; } = Parse(LawData.Embedded("ru.json"));

    /// <summary>Stored with every duty that was counted by this calendar.</summary>
    public string Version => _file.Version;

    /// <summary>Whose calendar it is: <c>RU</c> for Russia.</summary>
    public string Jurisdiction => _file.Jurisdiction;

    /// <summary>Reads a calendar. Throws <see cref="JsonException"/> on a wrong shape, <see cref="FormatException"/> on nonsense.</summary>
    public static ProductionCalendar Parse(ReadOnlySpan<byte> utf8Json)
    {
        var file = LawData.Read<CalendarFile>(utf8Json);
        file.Check();
        return new ProductionCalendar(file);
    }

    /// <summary>True where no decree for that year is known, so days off may still move.</summary>
    public bool IsProvisional(int year) => !_decreed.Contains(year);

    /// <summary>True where people work on that day.</summary>
    public bool IsWorkingDay(DateOnly date)
    {
        if (_worked.Contains(date))
        {
            return true;
        }

        if (CalendarFile.IsWeekend(date) || _file.IsHoliday(date) || _off.Contains(date))
        {
            return false;
        }

        return !IsProvisional(date.Year) || !AutomaticDaysOff(date.Year).Contains(date);
    }

    /// <summary>The day on which that many working days have passed, the given day not counted (CNT-1); the day itself for 0.</summary>
    public DateOnly AddWorkingDays(DateOnly date, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        for (var left = number; left > 0; left--)
        {
            date = OnOrAfter(date.AddDays(1));
        }

        return date;
    }

    /// <summary>That day, or the nearest working day after it (CNT-2).</summary>
    public DateOnly OnOrAfter(DateOnly date)
    {
        while (!IsWorkingDay(date))
        {
            date = date.AddDays(1);
        }

        return date;
    }

    /// <summary>That day, or the nearest working day before it (CNT-6).</summary>
    public DateOnly OnOrBefore(DateOnly date)
    {
        while (!IsWorkingDay(date))
        {
            date = date.AddDays(-1);
        }

        return date;
    }

    /// <summary>Days off the Labour Code itself moves in a year: from a weekend holiday to the next working day after it.</summary>
    List<DateOnly> AutomaticDaysOff(int year)
    {
        var moved = new List<DateOnly>();
        foreach (var holiday in _file.Holidays.Where(it => it.Carries && it.Day <= DateTime.DaysInMonth(year, it.Month)))
        {
            var day = new DateOnly(year, holiday.Month, holiday.Day);
            if (!CalendarFile.IsWeekend(day))
            {
                continue;
            }

            do
            {
                day = day.AddDays(1);
            }
            while (CalendarFile.IsWeekend(day) || _file.IsHoliday(day) || moved.Contains(day));
            moved.Add(day);
        }

        return moved;
    }
}
