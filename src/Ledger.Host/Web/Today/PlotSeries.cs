namespace Ledger.Host.Web.Today;

/// <summary>What a plot shows: columns over time, their parts upon each other.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Parts">Names of the parts with the class of each, which has its colour.</param>
/// <param name="Columns">The columns, in order.</param>
public sealed record PlotSeries(string Title, IReadOnlyList<PlotPart> Parts, IReadOnlyList<PlotColumn> Columns)
{
    /// <summary>How much there is of a part in all columns.</summary>
    public long Total(int part) => Columns.Sum(column => column.Values[part]);

    /// <summary>Whether there is nothing to draw.</summary>
    public bool IsEmpty => Columns.All(column => column.Sum == 0);
}

/// <summary>A part of the columns.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Colour">Number of its colour among the theme's series.</param>
public sealed record PlotPart(string Name, int Colour);

/// <summary>A column.</summary>
/// <param name="Label">What stands below it where there is room.</param>
/// <param name="Name">What it is called in full.</param>
/// <param name="Values">How much, one number for each part.</param>
public sealed record PlotColumn(string Label, string Name, IReadOnlyList<long> Values)
{
    /// <summary>All parts together.</summary>
    public long Sum => Values.Sum();
}
