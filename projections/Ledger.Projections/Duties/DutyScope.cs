using System.Collections.Immutable;
using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;

namespace Ledger.Projections;

/// <summary>What a duty waits for when it is opened.</summary>
static class DutyScope
{
    /// <summary>Stands for a category the ledger was not told.</summary>
    public const string Any = "*";

    /// <summary>The kind of attachment that shows that the conditions of a consent to dissemination were published (152-FZ 10.1(10)).</summary>
    public const string Publication = "publication";

    public static string CategoryOf(string wait) => wait[..wait.LastIndexOf('@')];

    public static string SystemOf(string wait) => wait[(wait.LastIndexOf('@') + 1)..];

    /// <summary>What the duty waits for, with the purposes it is about; an empty list of waits means that there is nothing to do, null that one event does it.</summary>
    public static (ImmutableArray<string>? Waits, ImmutableArray<string> Purposes) Of(string rule, PersonState state, RecordedEvent happened) =>
        (rule, happened.Data) switch
        {
            (RuleIds.TellRecipients, _) => (Recipients(state), []),
            (RuleIds.DestroyOnProof or RuleIds.DestroyUnlawful, DestructionDemanded data) =>
                (Waits(state, [.. data.Purposes ?? []], data.Categories, data.Categories, ConsentFold.Continued(data.Continued)), [.. data.Purposes ?? []]),
            (RuleIds.DestroyAfterPurpose, RetentionEnded data) => (OfTerm(state, data), []),
            (RuleIds.DestroyAfterPurpose, ConsentExpired data) => OfExpiry(state, data),
            (RuleIds.DestroyAfterWithdrawal, ConsentWithdrawn) => OfWithdrawal(state, state.Withdrawals[^1]),
            (RuleIds.StopOnDemand or RuleIds.StopDissemination, ProcessingStopDemanded) => OfObjection(state, state.StopDemands[^1], [], []),
            (RuleIds.DestroyAfterPurpose, PurposeAchieved data) =>
                (Waits(state, [data.Purpose], data.Categories, data.Categories, []), [data.Purpose]),
            (RuleIds.DestroyUnlawful or RuleIds.Rectify, DataBlocked data) => (Waits(state, [], data.Categories, data.Categories, []), []),
            _ => (null, []),
        };

    /// <summary>Stands for a recipient who must be told.</summary>
    public static string To(string recipient) => $"to:{recipient}";

    /// <summary>Whether a recipient is waited for, and not a system.</summary>
    public static bool IsTo(string wait) => wait.StartsWith("to:", StringComparison.Ordinal);

    /// <summary>The recipient who is waited for.</summary>
    public static string RecipientOf(string wait) => wait["to:".Length..];

    static ImmutableArray<string> Recipients(PersonState state) => [.. state.Disclosed.Select(d => To(d.Recipient)).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What was gathered up to then; what a system gathered later has its own term.</summary>
    static ImmutableArray<string> OfTerm(PersonState state, RetentionEnded data) =>
    [
        .. state.Data.Where(d => d.Destroyed is null && data.Categories.Contains(d.Category) && d.EndedUpTo >= data.GatheredUpTo).Select(d => $"{d.Category}@{d.System}")
            .Concat(data.Categories.Where(category => !state.Data.Any(d => d.Category == category)).Select(category => $"{category}@"))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    static (ImmutableArray<string>?, ImmutableArray<string>) OfExpiry(PersonState state, ConsentExpired data)
    {
        var expired = state.Consents.Where(c => c.Id == data.Consent).ToList();
        ImmutableArray<string> purposes = [.. expired.SelectMany(c => c.Purposes).Distinct()];
        return (Waits(state, purposes, [], [.. expired.SelectMany(c => c.Categories).Distinct()], ConsentFold.Continued(data.Continued)), purposes);
    }

    /// <summary>A withdrawal is about the purposes it names; where it names a consent alone, about that consent's.</summary>
    static (ImmutableArray<string>?, ImmutableArray<string>) OfWithdrawal(PersonState state, Objection withdrawal)
    {
        var ended = state.Consents.Where(c => c.Ended.Any(e => e.Index == withdrawal.Index)).ToList();
        ImmutableArray<string> purposes = withdrawal.Purposes.IsEmpty && withdrawal.Consent is not null
            ? [.. ended.SelectMany(c => c.Purposes).Distinct()]
            : withdrawal.Purposes;
        return OfObjection(state, withdrawal, purposes, [.. ended.SelectMany(c => c.Categories)]);
    }

    static (ImmutableArray<string>?, ImmutableArray<string>) OfObjection(
        PersonState state, Objection objection, ImmutableArray<string> purposes, ImmutableArray<string> consented)
    {
        if (purposes.IsEmpty) purposes = objection.Purposes;
        var named = objection.Categories.IsEmpty ? consented : objection.Categories;
        return (Waits(state, purposes, objection.Categories, named, objection.Continued), purposes);
    }

    /// <summary>
    /// One wait for each system that holds a category for these purposes alone, and one for each category that was named although the ledger knows no
    /// system that ever held it: somebody must still say that it is gone.
    /// </summary>
    static ImmutableArray<string> Waits(
        PersonState state, ImmutableArray<string> purposes, IReadOnlyList<string> only, IReadOnlyList<string> named,
        ImmutableArray<ContinuedGround> continued)
    {
        var waits = new SortedSet<string>(StringComparer.Ordinal);
        var continuesAny = false;
        foreach (var data in state.Data)
        {
            if (data.Destroyed is not null || (only.Count > 0 && !only.Contains(data.Category)) || !data.IsOnlyFor(purposes)) continue;
            if (continued.Any(c => c.Keeps(data.Category, data.Purposes))) continuesAny = true;
            else waits.Add($"{data.Category}@{data.System}");
        }
        foreach (var category in named)
        {
            if (continued.Any(c => c.Keeps(category, purposes))) continuesAny = true;
            else if (!state.Data.Any(d => d.Category == category)) waits.Add($"{category}@");
        }
        // Nothing known at all is not the same as nothing to do.
        if (waits.Count == 0 && !continuesAny && state.Data.IsEmpty && named.Count == 0) waits.Add($"{Any}@");
        return [.. waits];
    }
}
