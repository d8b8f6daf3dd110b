using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Journal;

namespace Ledger.Access;

/// <summary>Who has access, and in what role (policy 2.3).</summary>
/// <param name="Grants">The access everybody has now.</param>
public sealed record AccessBook(ImmutableDictionary<string, AccessGranted> Grants) : IDecider<AccessBook, Command<AccessEvent>, AccessEvent>
{
    /// <summary>Nobody of this name has access.</summary>
    public const string AccessUnknown = "access-unknown";

    /// <inheritdoc/>
    public static AccessBook Initial { get; } = new(ImmutableDictionary<string, AccessGranted>.Empty.WithComparers(StringComparer.Ordinal));

    /// <inheritdoc/>
    public static AccessBook Evolve(AccessBook state, AccessEvent happened) => happened switch
    {
        AccessGranted granted => new(state.Grants.SetItem(granted.Actor, granted)),
        AccessRevoked revoked => new(state.Grants.Remove(revoked.Actor)),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <inheritdoc/>
    public static Decision<AccessEvent> Decide(AccessBook state, Command<AccessEvent> command) => command.Event switch
    {
        AccessGranted granted => state.Grants.TryGetValue(granted.Actor, out var has) && Same(has, granted) ? Decision.Nothing<AccessEvent>() : granted,
        AccessRevoked revoked when !state.Grants.ContainsKey(revoked.Actor) =>
            new Refusal(AccessUnknown, "Nobody of this name has access.", "$.data.actor"),
        AccessRevoked revoked => revoked,
        _ => throw new UnreachableException(command.Event.GetType().Name),
    };

    static bool Same(AccessGranted has, AccessGranted granted) =>
        RecordedCodec.WriteData(has).AsSpan().SequenceEqual(RecordedCodec.WriteData(granted));
}
