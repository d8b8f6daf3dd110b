using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Persons;

namespace Ledger.Incidents;

/// <summary>One incident: whether it is known, what the regulator was told, whether it was investigated.</summary>
/// <param name="Reported">Whether it was reported.</param>
/// <param name="Notices">The notices sent, and under which law.</param>
/// <param name="Investigated">Whether the investigation ended.</param>
public sealed record IncidentFile(bool Reported, ImmutableHashSet<(NoticeStage Stage, Regime Under)> Notices, bool Investigated)
    : IDecider<IncidentFile, Command<IncidentEvent>, IncidentEvent>
{
    /// <summary>No incident of this number is recorded.</summary>
    public const string IncidentUnknown = "incident-unknown";

    /// <summary>This notice was sent before.</summary>
    public const string NoticeSentAlready = "notice-sent-already";

    /// <summary>The primary notice comes first.</summary>
    public const string PrimaryNoticeFirst = "primary-notice-first";

    /// <summary>The investigation ended before.</summary>
    public const string InvestigatedAlready = "investigated-already";

    /// <inheritdoc/>
    public static IncidentFile Initial { get; } = new(false, [], false);

    /// <inheritdoc/>
    public static IncidentFile Evolve(IncidentFile state, IncidentEvent happened) => happened switch
    {
        IncidentReported => state with { Reported = true },
        IncidentRegulatorNotified notified => state with { Notices = state.Notices.Union(Of(notified)) },
        IncidentInvestigated => state with { Investigated = true },
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <summary>A notice that does not say under which law it was given counts for each.</summary>
    static IEnumerable<(NoticeStage Stage, Regime Under)> Of(IncidentRegulatorNotified notified) =>
        notified.Under is { } under ? [(notified.Stage, under)] : Enum.GetValues<Regime>().Select(regime => (notified.Stage, regime));

    /// <inheritdoc/>
    public static Decision<IncidentEvent> Decide(IncidentFile state, Command<IncidentEvent> command) => command.Event switch
    {
        IncidentReported reported => reported,
        _ when !state.Reported => new Refusal(IncidentUnknown, "No incident of this number is recorded.", "$.data.incident"),
        IncidentRegulatorNotified notified when Of(notified).All(state.Notices.Contains) =>
            new Refusal(NoticeSentAlready, "This notice was sent before.", "$.data.stage"),
        IncidentRegulatorNotified { Stage: NoticeStage.Additional } notified
            when !Of(notified with { Stage = NoticeStage.Primary }).Any(state.Notices.Contains) =>
            new Refusal(PrimaryNoticeFirst, "The primary notice comes first (152-FZ 21(3.1)).", "$.data.stage"),
        IncidentInvestigated when state.Investigated => new Refusal(InvestigatedAlready, "The investigation ended before.", "$.data.incident"),
        IncidentRegulatorNotified or IncidentInvestigated => command.Event,
        _ => throw new UnreachableException(command.Event.GetType().Name),
    };
}
