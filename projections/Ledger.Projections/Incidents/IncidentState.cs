using System.Collections.Immutable;
using Ledger.Incidents;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;

namespace Ledger.Projections;

/// <summary>A notice of an incident that was given.</summary>
/// <param name="Stage">Which of the two.</param>
/// <param name="Under">Under which law, or null where that was not said.</param>
/// <param name="Number">The number the authority gave it.</param>
/// <param name="At">When.</param>
/// <param name="Index">Index of the event.</param>
public sealed record IncidentNotice(NoticeStage Stage, Regime? Under, string Number, DateTimeOffset At, long Index);

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

    /// <summary>Tokens of the persons that were named.</summary>
    public ImmutableArray<string> Affected { get; init; } = [];

    /// <summary>Where it happened, or null.</summary>
    public string? System { get; init; }

    /// <summary>The processor it happened at, or null.</summary>
    public string? Processor { get; init; }

    /// <summary>Notices given, in the order recorded.</summary>
    public ImmutableArray<IncidentNotice> Notices { get; init; } = [];

    /// <summary>The order the internal investigation was held by, or null.</summary>
    public string? Order { get; init; }

    /// <summary>How many were found to have caused it; null while that is not known.</summary>
    public int? Culprits { get; init; }

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
            ({ } s, IncidentRegulatorNotified data) => s.Notify(data, happened),
            ({ } s, IncidentInvestigated data) => s with { Investigated = happened.Time, Order = data.Order, Culprits = data.Culprits.Count },
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
            Notices = earlier?.Notices ?? [], Order = earlier?.Order, Culprits = earlier?.Culprits,
            Affected = [.. (earlier?.Affected ?? []).Union((data.Affected ?? []).Select(affected => affected.Person.Text))],
            System = data.System ?? earlier?.System, Processor = data.Processor ?? earlier?.Processor,
            Duties = [.. duties, .. opened],
        };
    }

    /// <summary>A notice that does not say under which law it was given answers each.</summary>
    IncidentState Notify(IncidentRegulatorNotified data, RecordedEvent happened)
    {
        string[] rules = (data.Stage, data.Under) switch
        {
            (NoticeStage.Primary, null) => [RuleIds.NotifyIncident, RuleIds.GdprNotifyBreach],
            (NoticeStage.Primary, Regime.Ru) => [RuleIds.NotifyIncident],
            (NoticeStage.Primary, _) => [RuleIds.GdprNotifyBreach],
            (_, Regime.Eu) => [],   // the GDPR lets the rest follow in phases, without a term (33(4))
            _ => [RuleIds.NotifyInvestigation],
        };
        var after = Close(happened, rules) with { Notices = Notices.Add(new(data.Stage, data.Under, data.Notice, happened.Time, happened.Index)) };
        return data.Stage == NoticeStage.Primary ? after with { Notified = Notified ?? happened.Time } : after with { Concluded = Concluded ?? happened.Time };
    }

    IncidentState Close(RecordedEvent happened, params ReadOnlySpan<string> rules)
    {
        var duties = Duties.ToBuilder();
        for (var at = 0; at < duties.Count; at++)
            if (duties[at].IsOpen && rules.Contains(duties[at].Terms.Rule)) duties[at] = duties[at].Close(happened);
        return this with { Duties = duties.ToImmutable() };
    }
}
