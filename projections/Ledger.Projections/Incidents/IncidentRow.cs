using Ledger.Incidents;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>An incident. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Number">The operator's own number of it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="DetectedBy">operator, regulator, person or third-party.</param>
/// <param name="Detected">When it was detected, by anybody.</param>
/// <param name="Notified">When the regulator was notified first, or null.</param>
/// <param name="Concluded">When the regulator was told the results of the investigation, or null.</param>
/// <param name="IsOpen">Whether a duty is still to be done.</param>
/// <param name="Due">End of the soonest open duty, or null.</param>
/// <param name="Soonest">The same; far beyond any date where there is none.</param>
/// <param name="Index">Index of the event that reported it first.</param>
/// <param name="State">The state, JSON of <see cref="IncidentState"/>.</param>
[RowIndex(nameof(IsOpen), nameof(Soonest), nameof(Index))]
[RowIndex(nameof(Index))]
[RowIndex(nameof(Detected), nameof(Index))]
[RowIndex(nameof(Soonest), nameof(Index))]
public sealed record IncidentRow(
    string Number, string Kind, string DetectedBy, long Detected, long? Notified, long? Concluded, bool IsOpen, long? Due, long Soonest,
    long Index, string State) : IRow
{
    /// <inheritdoc/>
    public string Key => Number;

    /// <summary>The state, read back.</summary>
    public IncidentState Read() => StateJson.Read<IncidentState>(State);

    /// <summary>Incidents in the order reported; <paramref name="after"/> is the index of the last row of the page before, or -1.</summary>
    public static Func<IQueryable<IncidentRow>, IQueryable<IncidentRow>> All(long after = -1, int take = 100) =>
        rows => rows.Where(i => i.Index > after).OrderBy(i => i.Index).Take(take);

    /// <summary>Incidents with a duty still to be done, soonest first; the page goes on after that end and index.</summary>
    public static Func<IQueryable<IncidentRow>, IQueryable<IncidentRow>> Open(long afterDue = long.MinValue, long after = -1, int take = 100) => rows =>
        rows.Where(i => i.IsOpen && i.Soonest >= afterDue && (i.Soonest > afterDue || i.Index > after)).OrderBy(i => i.Soonest).ThenBy(i => i.Index).Take(take);

    internal static IncidentRow Of(IncidentState state)
    {
        var due = state.Duties.Where(d => d.IsOpen).Min(d => (DateTimeOffset?)d.Terms.Due) is { } end ? Micros.Of(end) : (long?)null;
        return new(
            state.Number, state.Kind, Names.Of(state.DetectedBy), Micros.Of(state.Detected), state.Notified is { } notified ? Micros.Of(notified) : null,
            state.Concluded is { } concluded ? Micros.Of(concluded) : null, due is not null, due, due ?? long.MaxValue, state.Index, StateJson.Write(state));
    }
}

/// <summary>Incidents, with their duties.</summary>
sealed class IncidentProjection(ProjectionContext context) : IProjection
{
    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        if (happened.Event is not { Data: IncidentEvent data } e) return;
        var before = (await context.Changes.Find<IncidentRow>(data.Incident, cancel))?.Read();
        if (IncidentState.Evolve(before, e) is not { } after) return;
        context.Changes.Put(IncidentRow.Of(after));
        RowDifference.Put(row => context.Changes.Put(row), before?.Duties ?? [], after.Duties, d => d.Id, d => DutyRow.Of(d, null, incident: after.Number));
        await DutyFindings.Put(context, after.Duties, e, null, cancel);
    }
}
