using System.Collections.Frozen;
using Ledger.Law;

namespace Ledger.Destruction;

/// <summary>Keys go only once the duties of destruction they answer are closed (152-FZ 21(3)-(5.1)): the data itself goes first, the ledger's own copy after it.</summary>
static class ShreddingDuties
{
    static readonly FrozenSet<string> Rules = FrozenSet.Create(StringComparer.Ordinal,
        RuleIds.DestroyAfterWithdrawal, RuleIds.DestroyAfterPurpose, RuleIds.DestroyUnlawful, RuleIds.DestroyOnProof, RuleIds.StopOnDemand);

    /// <summary>Why the keys may not go yet, or null.</summary>
    /// <param name="shredded">What is asked for.</param>
    /// <param name="going">The categories whose keys go; empty where all do.</param>
    /// <param name="open">The person's open duties.</param>
    public static Refusal? Refused(PersonShredded shredded, IReadOnlyList<string> going, IReadOnlyList<OpenDuty> open)
    {
        var answered = shredded.Answers is { Count: > 0 } named
            ? open.FirstOrDefault(duty => Rules.Contains(duty.Rule) && named.Contains(duty.Rule))
            : open.FirstOrDefault(duty => Rules.Contains(duty.Rule) && (Touches(duty, going) || IsAbout(duty, shredded.Purposes ?? [])));
        return answered is null ? null : new(PersonErasure.DutyOpen, answered.Categories.Count == 0
            ? $"The duty {answered.Rule} is open."
            : $"The duty {answered.Rule} still waits for the destruction of {string.Join(", ", answered.Categories.Distinct())}.",
            shredded.Answers is { Count: > 0 } ? "$.data.answers" : "$.data.categories");
    }

    static bool Touches(OpenDuty duty, IReadOnlyList<string> going) =>
        going.Count == 0 || duty.Categories.Count == 0 || duty.Categories.Any(category => category == OpenDuty.AnyCategory || going.Contains(category));

    static bool IsAbout(OpenDuty duty, IReadOnlyList<string> purposes) => duty.Purposes.Any(purposes.Contains);
}
