using System.Collections.Frozen;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>What the end of a duty's period means: a deadline can be missed; a window opens something, a retention term ends something.</summary>
static class Deadlines
{
    static readonly FrozenSet<string> Windows = Ids(rule => rule.Kind != RuleKind.Deadline);
    static readonly FrozenSet<string> ExactRules = Ids(rule => rule.IsExact);

    /// <summary>Whether the period has ended: a local day's end is already too late, an exact end is the last instant in time.</summary>
    public static bool HasPassed(string rule, DateTimeOffset due, DateTimeOffset at) => ExactRules.Contains(rule) ? at > due : at >= due;

    public static bool IsMissed(Duty duty) =>
        duty.ClosedAt is { } closed && !Windows.Contains(duty.Terms.Rule) && HasPassed(duty.Terms.Rule, duty.Terms.Due, closed);

    static FrozenSet<string> Ids(Func<Rule, bool> which) =>
        LegalRules.Default.All.Where(which).Select(rule => rule.Id).ToFrozenSet(StringComparer.Ordinal);
}
