using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Journal;

namespace Ledger.Projections;

/// <summary>A duty an event opened: its terms as they were stored then, and what it still waits for.</summary>
public sealed record Duty
{
    /// <summary>Index of the event that opened it.</summary>
    public required long Opened { get; init; }

    /// <summary>Its place among the duties that event opened.</summary>
    public required int Ordinal { get; init; }

    /// <summary>The terms, worked out when the event was recorded; never recomputed.</summary>
    public required DutyTerms Terms { get; init; }

    /// <summary>The purposes it is about; empty means all.</summary>
    public ImmutableArray<string> Purposes { get; init; } = [];

    /// <summary>What it waits for: <c>category@system</c>; <c>category@</c> where the ledger knows no system, <c>*@</c> where it knows no category either.</summary>
    public ImmutableArray<string> Waits { get; init; } = [];

    /// <summary>Index of the event that moved its end, or null.</summary>
    public long? ExtendedIndex { get; init; }

    /// <summary>When it was done, or null while it is open.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>Index of the event that did it, or null.</summary>
    public long? ClosedIndex { get; init; }

    /// <summary>Its id: index of the event that opened it, and rule.</summary>
    [JsonIgnore]
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{Opened}.{Terms.Rule}");

    /// <summary>Whether it is still to be done.</summary>
    [JsonIgnore]
    public bool IsOpen => ClosedAt is null;

    /// <summary>Whether it was done after its end.</summary>
    [JsonIgnore]
    public bool IsMissed => Deadlines.IsMissed(this);

    /// <summary>Whether it is open and its statutory end has passed by then.</summary>
    public bool IsOverdue(DateTimeOffset at) => IsOpen && Deadlines.HasPassed(Terms.Rule, Terms.Due, at);

    internal Duty Close(RecordedEvent happened) => this with { ClosedAt = happened.Time, ClosedIndex = happened.Index, Waits = [] };
}
