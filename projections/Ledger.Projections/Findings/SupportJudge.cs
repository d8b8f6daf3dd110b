using Ledger.Policies;
using Ledger.Support;

namespace Ledger.Projections;

/// <summary>
/// Support data is for support and fault-finding (7.2): for the purposes of the policy's section 7, or for one that declares the very category as
/// support data.
/// </summary>
static class SupportJudge
{
    const string Section = "7.";

    public static void Judge(in Bench bench, SupportCaseOpened data, Verdict verdict)
    {
        ScopeJudge.Purposes(bench, [data.Purpose], verdict);
        Purposes(bench, [data.Purpose], data.Categories, verdict);
        ScopeJudge.System(bench, data.System, verdict);
        CollectionJudge.Processing(bench, [data.Purpose], data.Categories, verdict);
    }

    public static void Purposes(in Bench bench, IReadOnlyList<string> purposes, IReadOnlyList<string> categories, Verdict verdict)
    {
        var edition = bench.Edition;
        verdict.Add(FindingKinds.CategoryUnknown, categories.Where(c => !edition.Knows(c)));
        verdict.Add(FindingKinds.SupportOtherPurpose, purposes.Where(p =>
            edition.Purpose(p) is { } purpose && !categories.Where(edition.Knows).All(c => MayUse(edition, purpose, c))));
    }

    static bool MayUse(Edition edition, PolicyPurpose purpose, string category) =>
        purpose.Clause.StartsWith(Section, StringComparison.Ordinal)
        || (edition.OriginOf(category) == DataOrigin.Support && purpose.Categories.Contains(category));
}
