using Ledger.Consents;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>Consents: for declared purposes and categories, under the edition in force, apart from everything else, by somebody who may (152-FZ 9).</summary>
static class ConsentJudge
{
    public static void Judge(in Bench bench, ConsentGiven data, Verdict verdict)
    {
        Edition(bench, data.Edition, verdict);
        ScopeJudge.Purposes(bench, data.Purposes, verdict);
        ScopeJudge.Categories(bench, data.Purposes, data.Categories, verdict);
        // 152-FZ 9(1): since the day the rule is in force, by the operator's local date.
        if (!data.SeparateDocument && LegalRules.Default.Find(RuleIds.SeparateConsent, bench.Registers.Clock.LocalDate(bench.At)) is not null)
            verdict.Add(FindingKinds.ConsentBundled, data.Consent);
        Representative(bench, data.Representative, data.Consent, verdict);
    }

    public static void Judge(in Bench bench, ConsentWithdrawn data, Verdict verdict) =>
        Representative(bench, data.Representative, "withdrawal", verdict);

    static void Edition(in Bench bench, string edition, Verdict verdict)
    {
        if (edition == bench.Edition.Id) return;
        verdict.Add(
            bench.Registers.Edition(edition) is null ? FindingKinds.ConsentEditionUnknown : FindingKinds.ConsentEditionNotInForce, edition);
    }

    static void Representative(in Bench bench, Representative? representative, string what, Verdict verdict)
    {
        if (representative is not null && (representative.VerifiedBy.Length == 0 || representative.VerifiedAt > bench.At))
            verdict.Add(FindingKinds.RepresentativeUnverified, what);
    }
}
