using System.Globalization;
using Ledger.Journal;

namespace Ledger.Law;

/// <summary>When something must be done at the latest, with everything needed to show later how that was counted.</summary>
public sealed record Due
{
    /// <summary>The rule, in the version it was counted under.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Version of the production calendar it was counted by.</summary>
    public required string CalendarVersion { get; init; }

    /// <summary>Name of the time zone whose dates were counted (CNT-9).</summary>
    public required string Zone { get; init; }

    /// <summary>The instant of the fact that started the clock, UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Local date of <see cref="Start"/>; the count begins on the day after (CNT-1).</summary>
    public required DateOnly StartedOn { get; init; }

    /// <summary>The last day before any day off moved it.</summary>
    public required DateOnly Nominal { get; init; }

    /// <summary>The last local day under the law: the nominal day, or the next working day (CNT-2).</summary>
    public required DateOnly StatutoryDue { get; init; }

    /// <summary>The last local day nobody can dispute: the nominal day, or the previous working day (CNT-6).</summary>
    public required DateOnly SafeDue { get; init; }

    /// <summary>
    /// End of <see cref="StatutoryDue"/>: 24:00 local as UTC, which is no longer in time; for an exact rule the last instant in time.
    /// </summary>
    public required DateTimeOffset StatutoryEnd { get; init; }

    /// <summary>End of <see cref="SafeDue"/>, read as <see cref="StatutoryEnd"/> is.</summary>
    public required DateTimeOffset SafeEnd { get; init; }

    /// <summary>True where a year without a decree, or another jurisdiction's holidays, could still move the end.</summary>
    public required bool Provisional { get; init; }

    /// <summary>When the notice of extension went out or blocking began, UTC; null where the end is the original one.</summary>
    public DateTimeOffset? ExtendedAt { get; init; }

    /// <summary>True once the law's own end has passed.</summary>
    public bool IsOverdue(DateTimeOffset at) => HasPassed(StatutoryEnd, at);

    /// <summary>True once the undisputed end has passed: alerts are measured on this one.</summary>
    public bool IsPastSafe(DateTimeOffset at) => HasPassed(SafeEnd, at);

    /// <summary>The terms as stored with the event that opened the duty; <see cref="LegalClock.Resume"/> reads them back.</summary>
    public DutyTerms ToTerms() => new(
        Rule.Id, Rule.Version.ToString(CultureInfo.InvariantCulture), CalendarVersion, Provisional, Start, StatutoryEnd, SafeEnd);

    bool HasPassed(DateTimeOffset end, DateTimeOffset at) => Rule.IsExact ? at > end : at >= end;
}
