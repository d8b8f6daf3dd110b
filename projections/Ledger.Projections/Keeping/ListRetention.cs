using Ledger.Access;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Something that falls due, worked out from its row and the edition in force. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Key">The key of what is kept.</param>
/// <param name="Kind">One of <see cref="KeepingKinds"/>.</param>
/// <param name="What">The category, purpose, consent or act; empty for evidence.</param>
/// <param name="System">Which system holds it, where it is data held.</param>
/// <param name="Person">The person's token; null for an act.</param>
/// <param name="Since">From when its term counts; where it has no term of its own, its end.</param>
/// <param name="Due">The first moment that is too late.</param>
/// <param name="Edition">The policy edition that sets the term, or null.</param>
/// <param name="State">One of <see cref="KeepingStates"/>.</param>
/// <param name="DutyOpen">Whether a duty to destroy it is open.</param>
/// <param name="Hold">The hold that stops it, or null.</param>
/// <param name="HoldGround">Its ground.</param>
/// <param name="HoldBy">Who placed it.</param>
public sealed record RetentionRow(
    string Key, string Kind, string What, string? System, string? Person, long Since, long Due, string? Edition, string State, bool DutyOpen, string? Hold,
    string? HoldGround, string? HoldBy) : IRow
{
    internal static RetentionRow Of(KeepingRow row, RetentionTerm term) => new(
        row.Key, row.Kind, row.What, row.System, row.Person, row.At, term.Due(row.At), term.Edition, row.State, row.DutyOpen, row.Hold, row.HoldGround, row.HoldBy);
}

/// <summary>The schedule: what falls due by the terms of the edition in force, by consents' own ends and by the terms of evidence, soonest first.</summary>
/// <param name="Actor">Who asks.</param>
public sealed record ListRetention(Actor Actor) : ListRows<RetentionRow>(Actor)
{
    /// <summary>Only what falls due before.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <inheritdoc/>
    public override string What => "retention";

    /// <summary>Of rows already worked out; the handler picks them.</summary>
    internal override Func<IQueryable<RetentionRow>, IQueryable<RetentionRow>> Query(string? token, Place? after, int take)
    {
        var (due, since, key) = after is null ? (long.MinValue, long.MinValue, "") : (after.Number, after.Second, after.Text);
        var before = DueBefore is { } limit ? Micros.Of(limit) : long.MaxValue;
        return rows => rows
            .Where(row => row.Due < before && (row.Due > due || (row.Due == due
                && (row.Since > since || (row.Since == since && string.CompareOrdinal(row.Key, key) > 0)))))
            .OrderBy(row => row.Due).ThenBy(row => row.Since).ThenBy(row => row.Key, StringComparer.Ordinal).Take(take);
    }

    internal override Place PlaceOf(RetentionRow row) => new(row.Due, row.Since, row.Key);
}
