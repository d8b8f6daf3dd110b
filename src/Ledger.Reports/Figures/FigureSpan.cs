namespace Ledger.Reports;

/// <summary>How long the time is that one column stands for.</summary>
public enum FigureUnit
{
    /// <summary>A day.</summary>
    Day,

    /// <summary>A week from Monday.</summary>
    Week,

    /// <summary>A month.</summary>
    Month,

    /// <summary>A year.</summary>
    Year,
}

/// <summary>Local days of a period, gathered into as many columns as a page can show.</summary>
/// <param name="Unit">What a column stands for.</param>
/// <param name="Columns">The columns, those without anything too.</param>
public sealed record FigureSpan(FigureUnit Unit, IReadOnlyList<FigureColumn> Columns)
{
    const int ColumnsMax = 106;

    /// <summary>Adds up what happened on days from one (inclusive) to another (exclusive).</summary>
    /// <param name="from">The first day.</param>
    /// <param name="to">The day behind the last.</param>
    /// <param name="parts">How many values each day has.</param>
    /// <param name="days">The days on which there was something, within the period.</param>
    public static FigureSpan Of(DateOnly from, DateOnly to, int parts, IEnumerable<FigureColumn> days)
    {
        ArgumentNullException.ThrowIfNull(days);
        var unit = Enum.GetValues<FigureUnit>().First(unit => unit == FigureUnit.Year || CountOf(unit, from, to) <= ColumnsMax);
        var (columns, places) = (new List<FigureColumn>(), new Dictionary<DateOnly, int>());
        for (var start = StartOf(unit, from); start < to; start = Next(unit, start))
        {
            places[start] = columns.Count;
            columns.Add(new(start < from ? from : start, new long[parts]));
        }
        foreach (var day in days)
        {
            var sums = (long[])columns[places[StartOf(unit, day.From)]].Values;
            for (var part = 0; part < parts; part++) sums[part] += day.Values[part];
        }
        return new(unit, columns);
    }

    static int CountOf(FigureUnit unit, DateOnly from, DateOnly to) => unit switch
    {
        FigureUnit.Day => to.DayNumber - from.DayNumber,
        FigureUnit.Week => (to.DayNumber - from.DayNumber) / 7 + 2,
        _ => (to.Year - from.Year) * 12 + to.Month - from.Month + 1,
    };

    static DateOnly StartOf(FigureUnit unit, DateOnly day) => unit switch
    {
        FigureUnit.Day => day,
        FigureUnit.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        FigureUnit.Month => new(day.Year, day.Month, 1),
        _ => new(day.Year, 1, 1),
    };

    static DateOnly Next(FigureUnit unit, DateOnly start) => unit switch
    {
        FigureUnit.Day => start.AddDays(1),
        FigureUnit.Week => start.AddDays(7),
        FigureUnit.Month => start.AddMonths(1),
        _ => start.AddYears(1),
    };
}

/// <summary>A time and how much there was of each part in it.</summary>
/// <param name="From">Its first local day.</param>
/// <param name="Values">How much, one number for each part.</param>
public sealed record FigureColumn(DateOnly From, IReadOnlyList<long> Values)
{
    /// <summary>All parts together.</summary>
    public long Sum => Values.Sum();
}
