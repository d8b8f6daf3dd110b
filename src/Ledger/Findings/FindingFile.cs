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

    /// <summary>No finding of this id was made.</summary>
    public const string FindingUnknown = "finding-unknown";

    /// <summary>A finding is accepted by the account that says so, and by no other.</summary>
    public const string AcceptedByAnother = "accepted-by-another";

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
        FindingAccepted { AcceptedBy: { } other } when other != command.Actor =>
            new Refusal(AcceptedByAnother, "Who accepts a risk says so himself: the name must be that of the account, or be left out.", "$.data.acceptedBy"),
        FindingAccepted accepted => state.Accepted.Contains(accepted.Finding) ? Decision.Nothing<FindingEvent>() : accepted,
        _ => throw new UnreachableException(command.Event.GetType().Name),
    };
}
