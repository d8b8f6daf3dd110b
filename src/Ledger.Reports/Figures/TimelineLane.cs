namespace Ledger.Reports;

/// <summary>The shape of a point in a timeline.</summary>
public enum TimelineMark
{
    /// <summary>A triangle that points up.</summary>
    Up,

    /// <summary>A triangle that points down.</summary>
    Down,

    /// <summary>A black disc.</summary>
    Disc,

    /// <summary>A white one.</summary>
    Ring,

    /// <summary>A black diamond.</summary>
    Diamond,

    /// <summary>A white one.</summary>
    OpenDiamond,

    /// <summary>A black square.</summary>
    Square,
}

/// <summary>How a span of time is filled.</summary>
public enum TimelineFill
{
    /// <summary>White.</summary>
    White,

    /// <summary>Grey.</summary>
    Grey,

    /// <summary>Hatched.</summary>
    Hatched,
}

/// <summary>A lane of a timeline.</summary>
/// <param name="Name">Its name, at the left.</param>
/// <param name="Points">What happened at one moment.</param>
/// <param name="Spans">What lasted.</param>
/// <param name="Legend">What its marks and fills mean.</param>
public sealed record TimelineLane(string Name, IReadOnlyList<TimelinePoint> Points, IReadOnlyList<TimelineSpan> Spans, IReadOnlyList<TimelineLegend> Legend);

/// <summary>Something at one moment.</summary>
/// <param name="At">When.</param>
/// <param name="Mark">Its shape.</param>
/// <param name="Title">What a reader is told of it.</param>
public sealed record TimelinePoint(DateTimeOffset At, TimelineMark Mark, string Title);

/// <summary>Something that lasted.</summary>
/// <param name="From">From when.</param>
/// <param name="To">Until when; null where it still does.</param>
/// <param name="Fill">How it is filled.</param>
/// <param name="Title">What a reader is told of it.</param>
/// <param name="Label">What is written above it where there is room, or null.</param>
public sealed record TimelineSpan(DateTimeOffset From, DateTimeOffset? To, TimelineFill Fill, string Title, string? Label = null);

/// <summary>A line of the key: a mark or a fill, and what it means.</summary>
/// <param name="Name">What it means.</param>
/// <param name="Mark">The mark, or null.</param>
/// <param name="Fill">The fill, or null.</param>
public sealed record TimelineLegend(string Name, TimelineMark? Mark = null, TimelineFill? Fill = null);
