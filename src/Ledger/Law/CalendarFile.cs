namespace Ledger.Law;

/// <summary>A holiday that returns every year on the same date.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
/// <param name="Name">What is celebrated.</param>
/// <param name="Carries">True where a weekend day it falls on moves to the next working day after it (Labour Code art. 112).</param>
internal sealed record Holiday(int Month, int Day, string Name, bool Carries)
{
    public bool FallsOn(DateOnly date) => date.Month == Month && date.Day == Day;
}

/// <summary>The act that fixed a year's transfers.</summary>
internal sealed record Decree(string Issuer, string Number, DateOnly Date);

/// <summary>A day off moved from one date to another.</summary>
internal sealed record Transfer(DateOnly From, DateOnly To);

/// <summary>One year for which the transfers are known.</summary>
/// <param name="Year">The calendar year.</param>
/// <param name="Decree">The act that fixed it.</param>
/// <param name="Transfers">Days off the decree moved.</param>
/// <param name="Automatic">Days off that moved by the Labour Code itself.</param>
/// <param name="WorkingWeekendDays">Saturdays or Sundays on which people work.</param>
/// <param name="LocalDaysOff">Further days off, for an operator's own (regional) calendar.</param>
internal sealed record CalendarYear(
    int Year, Decree Decree, Transfer[] Transfers, Transfer[] Automatic, DateOnly[] WorkingWeekendDays, DateOnly[]? LocalDaysOff = null);

/// <summary>A production calendar as its file has it.</summary>
internal sealed record CalendarFile(string Version, string Jurisdiction, string HolidaysSource, Holiday[] Holidays, CalendarYear[] Years)
{
    /// <summary>Throws <see cref="FormatException"/> naming the date where the file contradicts itself.</summary>
    public void Check()
    {
        foreach (var holiday in Holidays)
        {
            Demand(holiday.Month is >= 1 and <= 12 && holiday.Day >= 1 && holiday.Day <= DateTime.DaysInMonth(2024, holiday.Month),
                $"There is no day {holiday.Day} in month {holiday.Month}");
        }

        Demand(Years.DistinctBy(year => year.Year).Count() == Years.Length, "A year is given twice");
        Array.ForEach(Years, Check);
    }

    void Check(CalendarYear year)
    {
        foreach (var (from, to) in year.Transfers.Concat(year.Automatic))
        {
            Demand(from.Year == year.Year && to.Year == year.Year, $"{from:O} to {to:O} leaves the year {year.Year}");
            Demand(IsWeekend(from) || IsHoliday(from), $"{from:O} was no day off, so it cannot move");
            Demand(!IsWeekend(to) && !IsHoliday(to), $"{to:O} is a day off already");
        }

        var targets = year.Transfers.Concat(year.Automatic).Select(transfer => transfer.To).ToList();
        Demand(targets.Distinct().Count() == targets.Count, $"Two days off move to one date in {year.Year}");
        var worked = year.Transfers.Select(transfer => transfer.From).Where(from => IsWeekend(from) && !IsHoliday(from));
        Demand(worked.Order().SequenceEqual(year.WorkingWeekendDays.Order()),
            $"The working weekend days of {year.Year} do not follow from its transfers");
        Demand((year.LocalDaysOff ?? []).All(day => day.Year == year.Year), $"A local day off leaves the year {year.Year}");
    }

    public bool IsHoliday(DateOnly date) => Array.Exists(Holidays, holiday => holiday.FallsOn(date));

    public static bool IsWeekend(DateOnly date) => date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException($"{otherwise}.");
        }
    }
}
