using System.Collections.Immutable;
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

    /// <summary>Stands for a recipient who must be told.</summary>
    public static string To(string recipient) => $"to:{recipient}";

    /// <summary>Whether a recipient is waited for, and not a system.</summary>
    public static bool IsTo(string wait) => wait.StartsWith("to:", StringComparison.Ordinal);

    /// <summary>The recipient who is waited for.</summary>
    public static string RecipientOf(string wait) => wait["to:".Length..];

    public static string CategoryOf(string wait) => wait.LastIndexOf('@') is var at and >= 0 ? wait[..at] : "";

    public static string SystemOf(string wait) => wait.LastIndexOf('@') is var at and >= 0 ? wait[(at + 1)..] : "";

    /// <summary>What the duty waits for; an empty list means that there is nothing to do, null that one event does it.</summary>
    public static ImmutableArray<string>? Of(DutyTerms terms, Cause? cause, PersonState state, OperatorRegisters registers, IEventData opening) => terms.Rule switch
    {
        _ when cause is null => null,
        RuleIds.TellRecipients => RecipientScope.Waits(cause, state, terms.Start, opening is DataRectified),
        RuleIds.Rectify => Waits(cause, state, OperatorRegisters.Empty),   // what is right at its source is right in its copies
        RuleIds.DestroyAfterWithdrawal or RuleIds.DestroyAfterPurpose or RuleIds.DestroyUnlawful or RuleIds.DestroyOnProof or RuleIds.StopOnDemand
            or RuleIds.StopDissemination => Waits(cause, state, registers),
        _ => null,
    };

    /// <summary>
    /// One wait for each system that holds a category for nothing else, and for each that holds a copy of it; and one for each category that was named
    /// although the ledger knows no system that ever held it: somebody must still say that it is gone.
    /// </summary>
    static ImmutableArray<string> Waits(Cause cause, PersonState state, OperatorRegisters registers)
    {
        if (cause.Reach == CauseReach.Nowhere) return [];
        if (cause.Reach == CauseReach.Unknown) return [$"{Any}@"];
        var waits = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var data in state.Data)
        {
            if (!cause.Takes(state, data)) continue;
            waits.Add($"{data.Category}@{data.System}");
            foreach (var copy in registers.CopiesHolding(data.System, data.Category)) waits.Add($"{data.Category}@{copy}");
        }
        foreach (var category in cause.Named)
            if (!state.Data.Any(d => d.Category == category) && IsNeeded(cause, state, category)) waits.Add($"{category}@");
        // Nothing known at all is not the same as nothing to do.
        if (waits.Count == 0 && state.Data.IsEmpty && cause.Named.IsEmpty) waits.Add($"{Any}@");
        return [.. waits];
    }

    /// <summary>Whether a report is needed of a category no system is known to hold: nothing keeps it for any of the purposes, and no consent for another.</summary>
    static bool IsNeeded(Cause cause, PersonState state, string category) => cause.Purposes.IsEmpty
        ? !cause.Continued.Any(ground => ground.Keeps(category, []))
        : cause.Purposes.All(purpose => cause.EndsUse(state, category, purpose)) && !IsConsented(cause, state, category);

    /// <summary>Whether a consent holds the category for a purpose the cause is not about: whoever has it may keep it, and would report falsely that it is gone.</summary>
    static bool IsConsented(Cause cause, PersonState state, string category) => state.Consents.SelectMany(consent => consent.Purposes).Distinct()
        .Any(purpose => !cause.Covers(purpose) && state.HasConsent(purpose, category, cause.At, cause.Clock));
}
