using System.Collections.Immutable;
using System.Diagnostics;

namespace Ledger.Destruction;

/// <summary>An act of destruction: whether it was issued, who signed it, until when it is kept.</summary>
/// <param name="Issued">The act as issued last; null before that.</param>
/// <param name="KeptUntil">When the three years end (Order RKN 179, p. 8).</param>
/// <param name="Signers">Tokens of those who signed what was issued last.</param>
/// <param name="Removed">Whether its term ended and its keys are gone.</param>
public sealed record ActFile(ActIssued? Issued, DateTimeOffset? KeptUntil, ImmutableHashSet<string> Signers, bool Removed)
    : IDecider<ActFile, Command<ActEvent>, ActEvent>
{
    /// <summary>No such act was issued.</summary>
    public const string ActUnknown = "act-unknown";

    /// <summary>The act was removed when its term ended.</summary>
    public const string ActIsRemoved = "act-removed";

    /// <summary>The act must be kept for longer.</summary>
    public const string ActTermRuns = "act-term-runs";

    /// <inheritdoc/>
    public static ActFile Initial { get; } = new(null, null, ImmutableHashSet.Create<string>(StringComparer.Ordinal), false);

    /// <inheritdoc/>
    public static ActFile Evolve(ActFile state, ActEvent happened) => happened switch
    {
        ActIssued issued => new(issued, issued.Duties?.Max(duty => duty.Due), Initial.Signers, state.Removed),
        ActSigned signed => state with { Signers = state.Signers.Add(signed.Signer.Person.Text) },
        ActRemoved => state with { Removed = true },
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <inheritdoc/>
    public static Decision<ActEvent> Decide(ActFile state, Command<ActEvent> command) => command.Event switch
    {
        _ when state.Removed => new Refusal(ActIsRemoved, "The act was removed when its term ended.", "$.data.act"),
        ActIssued issued => issued,
        _ when state.Issued is null => new Refusal(ActUnknown, "No act of this reference was issued.", "$.data.act"),
        ActRemoved when state.KeptUntil is not { } until || until > command.Time =>
            new Refusal(ActTermRuns, "The act must be kept for three years from the destruction.", "$.data.act"),
        _ => command.Event,
    };
}
