using System.Globalization;

namespace Ledger.Projections;

/// <summary>Something that is not as the policy promises or the law demands, found in one event.</summary>
/// <param name="Id">Stable id: code and index of the event; for a missed duty the duty's own key.</param>
/// <param name="Code">Code of its kind, see <see cref="FindingKinds"/>.</param>
/// <param name="Index">Index of the event it was found in.</param>
/// <param name="Place">Its place among all findings: rises with the index.</param>
/// <param name="At">When that event happened.</param>
/// <param name="Detail">Which: ids of categories, a recipient, a rule; no personal value.</param>
/// <param name="Resolved">Whether a late arrival showed that it was none.</param>
public sealed record Finding(string Id, string Code, long Index, long Place, DateTimeOffset At, string Detail, bool Resolved = false)
{
    /// <summary>Index of the event that showed it, or null while it stands.</summary>
    public long? ResolvedIndex { get; init; }

    /// <summary>When that event happened, or null.</summary>
    public DateTimeOffset? ResolvedAt { get; init; }

    internal const int PlacesPerEvent = 128, FirstDutyPlace = 64;

    /// <summary>The lowest place a finding of the event at an index can have; those of an event come before those of the next.</summary>
    public static long FirstPlaceOf(long index) => index * PlacesPerEvent;

    internal static Finding Of(string code, long index, DateTimeOffset at, string detail) => new(
        string.Create(CultureInfo.InvariantCulture, $"{code}.{index}"), code, index, index * PlacesPerEvent + FindingKinds.PlaceOf(code), at, detail);

    /// <summary>A duty that was done too late is found in the event that closed it, and named by the duty.</summary>
    internal static Finding Missed(Duty duty) => new(
        $"{FindingKinds.DutyMissed}.{duty.Id}", FindingKinds.DutyMissed, duty.ClosedIndex!.Value,
        duty.Opened * PlacesPerEvent + FirstDutyPlace + duty.Ordinal, duty.ClosedAt!.Value, duty.Terms.Rule);
}

/// <summary>What the judges found in one event. Nothing is allocated for an event that is in order.</summary>
/// <param name="index">Index of the event.</param>
/// <param name="at">When it happened.</param>
sealed class Verdict(long index, DateTimeOffset at)
{
    List<Finding>? _found;

    public IReadOnlyList<Finding> Found => _found ?? (IReadOnlyList<Finding>)[];

    public void Add(string code, string detail) => (_found ??= []).Add(Finding.Of(code, index, at, detail));

    /// <summary>One finding that names every id for which something is wrong; none where nothing is.</summary>
    public void Add(string code, IEnumerable<string> wrong)
    {
        // Mostly nothing is wrong, and then nothing is sorted.
        if (wrong.Any()) Add(code, string.Join(',', wrong.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));
    }
}
