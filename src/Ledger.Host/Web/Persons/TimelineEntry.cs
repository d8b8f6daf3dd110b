using Ledger.Journal;

namespace Ledger.Host.Web.Persons;

/// <summary>One event of the timeline, as it is shown.</summary>
/// <param name="Event">The event.</param>
/// <param name="Name">What such an event is called.</param>
/// <param name="Text">What it says, in words.</param>
public sealed record TimelineEntry(RecordedEvent Event, string Name, string Text)
{
    /// <summary>On what it rests, or null.</summary>
    public string? Ground { get; init; }

    /// <summary>The edition of the policy it names, or that was in force; null where none was.</summary>
    public string? Edition { get; init; }

    /// <summary>The RFC 6962 leaf hash of its stored bytes, hexadecimal.</summary>
    public string Leaf { get; init; } = "";

    /// <summary>Whether the newest checkpoint proves it; null while none covers it.</summary>
    public bool? Proved { get; init; }

    /// <summary>Its sealed values, where they were opened.</summary>
    public IReadOnlyList<TimelineValue> Values { get; init; } = [];

    /// <summary>It may hold opened values, and never prints.</summary>
    public override string ToString() => "[event]";
}

/// <summary>A sealed value that was opened.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Value">The value; null where its key was destroyed.</param>
public sealed record TimelineValue(string Label, string? Value)
{
    /// <summary>The value is personal and never prints.</summary>
    public override string ToString() => "[personal]";
}

/// <summary>A page of the timeline, newest first.</summary>
/// <param name="Entries">The events.</param>
/// <param name="Counts">How many there are of each kind.</param>
/// <param name="Number">Which page it is, from 1.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Checkpoint">The size of the checkpoint they were proved by; null where there is none.</param>
public sealed record TimelinePage(IReadOnlyList<TimelineEntry> Entries, IReadOnlyDictionary<TimelineKind, int> Counts, int Number, int Pages, long? Checkpoint);
