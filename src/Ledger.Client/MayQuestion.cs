using Ledger.Disclosures;

namespace Ledger.Client;

/// <summary>"May I?": whether data of a person may be used for a purpose, passed to a recipient, or a message sent. What is left out is not asked.</summary>
/// <param name="userId">The operator's own id of the person.</param>
/// <param name="purpose">For which purpose: its id in the policy.</param>
public sealed class MayQuestion(string userId, string purpose)
{
    /// <summary>The operator's own id of the person.</summary>
    public string UserId { get; } = userId;

    /// <summary>For which purpose.</summary>
    public string Purpose { get; } = purpose;

    /// <summary>To whom data would be passed: a registered recipient's id.</summary>
    public string? Recipient { get; init; }

    /// <summary>Over which channel a message would be sent.</summary>
    public string? Channel { get; init; }

    /// <summary>What kind of message.</summary>
    public string? Kind { get; init; }

    /// <summary>On which ground data would be passed on.</summary>
    public DisclosureGround? Ground { get; init; }

    /// <summary>Which categories of data; none asks for all of the purpose's.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>As of this moment instead of now. Such answers are not kept.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>As far as the ledger knew at this index. Such answers are not kept.</summary>
    public long? Known { get; init; }

    /// <summary>Nobody's id prints.</summary>
    public override string ToString() => $"may I: {Purpose}";
}

/// <summary>The ledger's answer.</summary>
/// <param name="Allowed">Yes or no.</param>
/// <param name="Reason">Why, as a stable name (the ledger's docs/answers.md).</param>
/// <param name="Deciding">The indexes of the events that decided it.</param>
/// <param name="Edition">The policy edition it was judged by, or null where none was in force.</param>
/// <param name="Known">The index of the newest event the answer holds for; -1 in an empty ledger.</param>
public sealed record MayAnswer(bool Allowed, string Reason, IReadOnlyList<long> Deciding, string? Edition, long Known);
