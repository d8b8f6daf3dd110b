using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Reports;

/// <summary>The clause of the operator's policy that a finding is about. Kinds of findings name those of one policy: another operator counts his clauses otherwise.</summary>
static class FindingClause
{
    /// <summary>The clause, where the edition has it; null where it has not, or none was in force.</summary>
    public static string? Of(string? clause, Edition? edition) => clause is not null && edition is not null && Named(edition.Published.Terms).Any(named => IsWithin(named, clause)) ? clause : null;

    static IEnumerable<string> Named(PolicyTerms terms) =>
    [
        .. terms.Purposes.Select(purpose => purpose.Clause), .. terms.Categories.Select(category => category.Clause), .. terms.DisclosureGrounds.Select(ground => ground.Clause),
        .. terms.Withdrawal is { } withdrawal ? [withdrawal.Clause] : Array.Empty<string>(),
    ];

    static bool IsWithin(string named, string clause) => named == clause || named.StartsWith($"{clause}.", StringComparison.Ordinal);
}
