using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Law;

namespace Ledger.Projections;

/// <summary>Destruction: not under a hold, and not of proof whose term runs (152-FZ 21; Order RKN 179, p. 8).</summary>
static class EvidenceJudge
{
    public static void Judge(in Bench bench, DataDestroyed data, Verdict verdict)
    {
        ScopeJudge.System(bench, data.System, verdict);
        Held(bench.Person, data.Categories, verdict);
    }

    public static void Judge(PersonState before, RecordedEvent happened, Verdict verdict)
    {
        if (happened.Data is PersonShredded { Categories: var categories })
        {
            if (categories.Count > 0) Held(before, categories, verdict);
            else verdict.Add(FindingKinds.DestroyedUnderHold, before.Holds.Where(h => h.Lifted is null).Select(h => h.Id));
        }
        if (happened.Data is PersonForgotten { Reason: ForgetReason.EvidenceTermEnded })
            verdict.Add(FindingKinds.EvidenceGoneEarly, before.Duties
                .Where(d => d.IsOpen && d.Terms.Rule is RuleIds.KeepDestructionEvidence or RuleIds.KeepConsentEvidence && happened.Time < d.Terms.Due)
                .Select(d => d.Id));
    }

    static void Held(PersonState person, IEnumerable<string> categories, Verdict verdict) =>
        verdict.Add(FindingKinds.DestroyedUnderHold, categories.Where(c => person.Holds.Any(h => h.Covers(c))));
}
