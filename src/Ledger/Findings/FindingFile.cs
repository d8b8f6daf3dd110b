using System.Collections.Immutable;
using System.Diagnostics;

namespace Ledger.Findings;

/// <summary>What the operator said to the findings of one stream.</summary>
/// <param name="Explained">Findings that were explained.</param>
/// <param name="Accepted">Findings whose risk was accepted.</param>
public sealed record FindingFile(ImmutableHashSet<string> Explained, ImmutableHashSet<string> Accepted)
    : IDecider<FindingFile, Command<FindingEvent>, FindingEvent>
{
    /// <summary>The finding's risk was accepted before: it is closed.</summary>
    public const string FindingIsAccepted = "finding-accepted";

    /// <inheritdoc/>
    public static FindingFile Initial { get; } = new([], []);

    /// <inheritdoc/>
    public static FindingFile Evolve(FindingFile state, FindingEvent happened) => happened switch
    {
        FindingExplained explained => state with { Explained = state.Explained.Add(explained.Finding) },
        FindingAccepted accepted => state with { Accepted = state.Accepted.Add(accepted.Finding) },
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <inheritdoc/>
    public static Decision<FindingEvent> Decide(FindingFile state, Command<FindingEvent> command) => command.Event switch
    {
        FindingExplained explained when state.Accepted.Contains(explained.Finding) =>
            new Refusal(FindingIsAccepted, "The finding's risk was accepted before.", "$.data.finding"),
        FindingExplained explained => explained,
        FindingAccepted accepted => state.Accepted.Contains(accepted.Finding) ? Decision.Nothing<FindingEvent>() : accepted,
        _ => throw new UnreachableException(command.Event.GetType().Name),
    };
}
