using System.Collections.Immutable;
using System.Diagnostics;
using Ledger.Journal;

namespace Ledger.Registers;

/// <summary>The operator's registers: recipients, and systems with whether they are in use.</summary>
/// <param name="Recipients">What was said last of each recipient.</param>
/// <param name="Systems">What was said last of each system.</param>
/// <param name="Retired">Systems out of use.</param>
/// <param name="Operator">What was said last of the operator itself.</param>
public sealed record RegisterBook(
    ImmutableDictionary<string, RecipientRegistered> Recipients, ImmutableDictionary<string, SystemRegistered> Systems, ImmutableHashSet<string> Retired,
    OperatorRegistered? Operator = null)
    : IDecider<RegisterBook, Command<RegisterEvent>, RegisterEvent>
{
    /// <summary>No system of this id is registered.</summary>
    public const string SystemUnknown = "system-unknown";

    /// <summary>A system that went out of use does not come back under its id: what was destroyed in it stays destroyed.</summary>
    public const string SystemIsRetired = "system-retired";

    /// <inheritdoc/>
    public static RegisterBook Initial { get; } = new(ImmutableDictionary<string, RecipientRegistered>.Empty.WithComparers(StringComparer.Ordinal),
        ImmutableDictionary<string, SystemRegistered>.Empty.WithComparers(StringComparer.Ordinal), ImmutableHashSet.Create<string>(StringComparer.Ordinal));

    /// <inheritdoc/>
    public static RegisterBook Evolve(RegisterBook state, RegisterEvent happened) => happened switch
    {
        OperatorRegistered self => state with { Operator = self },
        RecipientRegistered recipient => state with { Recipients = state.Recipients.SetItem(recipient.Recipient, recipient) },
        SystemRegistered system => state with { Systems = state.Systems.SetItem(system.System, system) },
        SystemRetired retired => state with { Retired = state.Retired.Add(retired.System) },
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    /// <inheritdoc/>
    public static Decision<RegisterEvent> Decide(RegisterBook state, Command<RegisterEvent> command) => command.Event switch
    {
        OperatorRegistered self => Said(state.Operator, self),
        RecipientRegistered recipient => Said(state.Recipients.GetValueOrDefault(recipient.Recipient), recipient),
        SystemRegistered system when state.Retired.Contains(system.System) =>
            new Refusal(SystemIsRetired, "The system went out of use; give its successor another id.", "$.data.system"),
        SystemRegistered system => Said(state.Systems.GetValueOrDefault(system.System), system),
        SystemRetired retired when !state.Systems.ContainsKey(retired.System) =>
            new Refusal(SystemUnknown, "No system of this id is registered.", "$.data.system"),
        SystemRetired retired => state.Retired.Contains(retired.System) ? Decision.Nothing<RegisterEvent>() : retired,
        _ => throw new UnreachableException(command.Event.GetType().Name),
    };

    /// <summary>To say the same again changes nothing; to say something else is a change.</summary>
    static Decision<RegisterEvent> Said(RegisterEvent? last, RegisterEvent now) =>
        last is not null && RecordedCodec.WriteData(last).AsSpan().SequenceEqual(RecordedCodec.WriteData(now)) ? Decision.Nothing<RegisterEvent>() : now;
}
