using System.Collections.Immutable;
using Ledger.Disclosures;

namespace Ledger.Projections;

/// <summary>What somebody wants to do with a person's data.</summary>
/// <param name="Purpose">For which purpose of the policy.</param>
/// <param name="At">When: now, or the moment asked about.</param>
public sealed record PermissionQuestion(string Purpose, DateTimeOffset At)
{
    /// <summary>To pass data on to this recipient.</summary>
    public string? Recipient { get; init; }

    /// <summary>The ground on which it is to be passed on; null finds one.</summary>
    public DisclosureGround? Ground { get; init; }

    /// <summary>To send a message of this kind.</summary>
    public string? Kind { get; init; }

    /// <summary>To send it over this channel.</summary>
    public string? Channel { get; init; }

    /// <summary>The categories concerned; none means all that the policy declares for the purpose, and a yes is for every one of them.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];
}

/// <summary>Yes or no, why, and which events decided it.</summary>
/// <param name="Allowed">Whether the answer is yes.</param>
/// <param name="Reason">Stable code, see <see cref="PermissionReasons"/>.</param>
/// <param name="Deciding">Indexes of the events that decided it.</param>
/// <param name="Edition">The policy edition it was answered under, or null.</param>
public sealed record PermissionAnswer(bool Allowed, string Reason, ImmutableArray<long> Deciding, string? Edition);

/// <summary>"May I?": no unless something says yes. Pure.</summary>
public static class Permissions
{
    /// <summary>The answer for a person (null where unknown) under the operator's registers.</summary>
    public static PermissionAnswer Decide(PersonState? person, OperatorRegisters registers, PermissionQuestion question)
    {
        ArgumentNullException.ThrowIfNull(registers);
        ArgumentNullException.ThrowIfNull(question);
        if (person is null or { Events: 0 }) return No(PermissionReasons.PersonUnknown);
        if (person.UnreadableIndex is { } unreadable) return No(PermissionReasons.Unreadable, unreadable);
        if (person.Forgotten is { } forgotten) return No(PermissionReasons.PersonForgotten, forgotten.Index);
        if (person.GoneIndex is { } gone) return No(PermissionReasons.PersonGone, gone);
        if (registers.EditionInForce(question.At) is not { } edition) return No(PermissionReasons.NoPolicy);
        var answer = new PermissionCase(person, registers, edition, question).Decide();
        return answer with { Edition = edition.Id };
    }

    internal static PermissionAnswer No(string reason, params ReadOnlySpan<long> deciding) => new(false, reason, [.. deciding], null);

    internal static PermissionAnswer Yes(string reason, params ReadOnlySpan<long> deciding) => new(true, reason, [.. deciding], null);
}
