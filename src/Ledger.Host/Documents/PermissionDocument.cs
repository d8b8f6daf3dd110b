using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Host.Documents;

/// <summary>What "may I?" answered.</summary>
/// <param name="Allowed">Yes or no.</param>
/// <param name="Reason">Why, see docs/answers.md.</param>
/// <param name="Deciding">The indexes of the events that decide it.</param>
/// <param name="Edition">The policy edition it was answered under.</param>
/// <param name="Known">Index of the newest event it holds for; -1 in an empty ledger.</param>
sealed record PermissionDocument(bool Allowed, string Reason, IReadOnlyList<long> Deciding, string? Edition, long Known)
{
    public static PermissionDocument Of(Answer<PermissionAnswer> answer) =>
        new(answer.Value.Allowed, answer.Value.Reason, answer.Value.Deciding, answer.Value.Edition, answer.Position - 1);
}
