using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Ledger.Journal;
using Ledger.Law;

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

    /// <summary>The categories it is about; empty means all.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Only data gathered until then is meant; null for all.</summary>
    public DateTimeOffset? UpTo { get; init; }

    /// <summary>
    /// What it waits for: <c>category@system</c>; <c>category@</c> where the ledger knows no system, <c>*@</c> where it knows no category either;
    /// <c>to:recipient</c> who must be told.
    /// </summary>
    public ImmutableArray<string> Waits { get; init; } = [];

    /// <summary>Index of the event that moved its end, or null.</summary>
    public long? ExtendedIndex { get; init; }

    /// <summary>The terms a block gives it (152-FZ 21(6)) while not everything it waits for is blocked; null otherwise.</summary>
    public DutyTerms? Longer { get; init; }

    /// <summary>The terms it had before a block moved its end, which hold again when the block ends; null otherwise.</summary>
    public DutyTerms? Shorter { get; init; }

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

    /// <summary>Whether it is done by destroying data, or by what stands in for that.</summary>
    [JsonIgnore]
    internal bool IsDestruction => Terms.Rule is RuleIds.DestroyAfterWithdrawal or RuleIds.DestroyAfterPurpose or RuleIds.DestroyUnlawful
        or RuleIds.DestroyOnProof or RuleIds.StopOnDemand or RuleIds.StopDissemination;

    internal bool Covers(string purpose) => Purposes.IsEmpty || Purposes.Contains(purpose);

    /// <summary>The duty without what is done; closed where nothing is left.</summary>
    internal Duty Done(RecordedEvent happened, Predicate<string> done)
    {
        var waits = Waits.RemoveAll(done);
        return waits.IsEmpty ? Close(happened) : waits.Length == Waits.Length ? this : this with { Waits = waits };
    }

    internal Duty Close(RecordedEvent happened) => this with { ClosedAt = happened.Time, ClosedIndex = happened.Index, Waits = [] };
}
