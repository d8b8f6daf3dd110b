using System.Collections.Immutable;
using Ledger.Incidents;
using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>An incident: the fold of its stream. Immutable.</summary>
public sealed record IncidentState
{
    /// <summary>The operator's own number of it.</summary>
    public required string Number { get; init; }

    /// <summary>What happened.</summary>
    public required string Kind { get; init; }

    /// <summary>Who detected it.</summary>
    public required DetectedBy DetectedBy { get; init; }

    /// <summary>When it was detected, by anybody.</summary>
    public required DateTimeOffset Detected { get; init; }

    /// <summary>When the operator learned of it.</summary>
    public required DateTimeOffset Known { get; init; }

    /// <summary>Index of the event that reported it first.</summary>
    public required long Index { get; init; }

    /// <summary>Whether it violated rights of persons.</summary>
    public bool RightsViolated { get; init; }

    /// <summary>Which categories.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>How many persons, as far as known.</summary>
    public long? Subjects { get; init; }

    /// <summary>When the regulator was notified first, or null.</summary>
    public DateTimeOffset? Notified { get; init; }

    /// <summary>When the regulator was told the results of the investigation, or null.</summary>
    public DateTimeOffset? Concluded { get; init; }

    /// <summary>When the internal investigation ended, or null.</summary>
    public DateTimeOffset? Investigated { get; init; }

    /// <summary>Its duties, closed ones too.</summary>
    public ImmutableArray<Duty> Duties { get; init; } = [];

    /// <summary>The incident after one more event; null while none was reported. What this version does not know changes nothing.</summary>
    public static IncidentState? Evolve(IncidentState? state, RecordedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return (state, happened.Data) switch
        {
            (_, IncidentReported data) => Report(state, data, happened),
            ({ } s, IncidentRegulatorNotified { Stage: NoticeStage.Primary }) =>
                s.Close(happened, RuleIds.NotifyIncident, RuleIds.GdprNotifyBreach) with { Notified = s.Notified ?? happened.Time },
            ({ } s, IncidentRegulatorNotified) => s.Close(happened, RuleIds.NotifyInvestigation) with { Concluded = s.Concluded ?? happened.Time },
            ({ } s, IncidentInvestigated) => s with { Investigated = happened.Time },
            _ => state,
        };
    }

    /// <summary>A second report of the same incident says what is known by then; the duties run from the first that opened them.</summary>
    static IncidentState Report(IncidentState? earlier, IncidentReported data, RecordedEvent happened)
    {
        var duties = earlier?.Duties ?? [];
        var opened = (data.Duties ?? []).Select((terms, place) => new Duty { Opened = happened.Index, Ordinal = place, Terms = terms })
            .Where(d => !duties.Any(o => o.Terms.Rule == d.Terms.Rule));
        return new()
        {
            Number = data.Incident, Kind = data.Kind, DetectedBy = data.DetectedBy, Detected = data.DetectedAt, Known = data.KnownToOperatorAt,
            Index = earlier?.Index ?? happened.Index, RightsViolated = data.RightsViolated, Categories = [.. data.Categories],
            Subjects = data.SubjectsCount, Notified = earlier?.Notified, Concluded = earlier?.Concluded, Investigated = earlier?.Investigated,
            Duties = [.. duties, .. opened],
        };
    }

    IncidentState Close(RecordedEvent happened, params ReadOnlySpan<string> rules)
    {
        var duties = Duties.ToBuilder();
        for (var at = 0; at < duties.Count; at++)
            if (duties[at].IsOpen && rules.Contains(duties[at].Terms.Rule)) duties[at] = duties[at].Close(happened);
        return this with { Duties = duties.ToImmutable() };
    }
}
