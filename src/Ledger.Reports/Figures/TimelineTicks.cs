namespace Ledger.Reports;

/// <summary>Where a timeline is divided: local days, months or years, at most ten times.</summary>
static class TimelineTicks
{
    const int TicksMax = 10;

    static readonly int[] Days = [1, 2, 7, 14], Months = [1, 2, 3, 6, 12, 24, 60, 120];

    public static IReadOnlyList<(DateTimeOffset At, string Name)> Of(DateTimeOffset from, DateTimeOffset to, ReportWording words)
    {
        var (first, last) = (words.LocalDay(from), words.LocalDay(to));
        var length = last.DayNumber - first.DayNumber + 1;
        foreach (var step in Days)
            if (length / step < TicksMax) return [.. DaysOf(first, last, step).Select(day => (words.StartOf(day), words.Period(day, FigureUnit.Day)))];
        var months = (last.Year - first.Year) * 12 + last.Month - first.Month + 1;
        var stride = Months.FirstOrDefault(step => months / step < TicksMax, Months[^1]);
        return [.. MonthsOf(first, last, stride).Select(day => (words.StartOf(day), words.Period(day, stride % 12 == 0 ? FigureUnit.Year : FigureUnit.Month)))];
    }

    static IEnumerable<DateOnly> DaysOf(DateOnly first, DateOnly last, int step)
    {
        for (var day = first; day <= last; day = day.AddDays(step)) yield return day;
    }

    /// <summary>Months whose number the step divides, so that half-years begin in January and July.</summary>
    static IEnumerable<DateOnly> MonthsOf(DateOnly first, DateOnly last, int step)
    {
        for (var month = new DateOnly(first.Year, first.Month, 1); month <= last; month = month.AddMonths(1))
            if ((month.Year * 12 + month.Month - 1) % step == 0 && month >= first) yield return month;
    }
}
