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
        // Whatever the order will be when this one lapses, it is not this one.
        if (LegalRules.Default.Find(RuleIds.KeepDestructionEvidence, data.DestroyedOn) is not null) verdict.Add(FindingKinds.ActIncomplete, Missing(data));
        if (data.Tool is { Certificate: null or "" } tool) verdict.Add(FindingKinds.ToolUncertified, tool.Name);
        else if (data.Automated && data.Tool is null) verdict.Add(FindingKinds.ToolUncertified, data.System);   // 19(2)(3.1), and no item of the act
    }

    /// <summary>What Order RKN 179 wants and the report does not say: into which act it goes (p. 1, 2), who did it (p. 3, г), which media went (е).</summary>
    static IEnumerable<string> Missing(DataDestroyed data)
    {
        if (string.IsNullOrEmpty(data.Act)) yield return "act";
        if (data.PerformedBy is not { Count: > 0 }) yield return "performedBy";
        if (!data.Automated && data.Media is not { Count: > 0 }) yield return "media";
    }

    public static void Judge(PersonState before, RecordedEvent happened, Verdict verdict)
    {
        if (happened.Data is PersonShredded shredded)
        {
            if (!shredded.IsWhole) Held(before, shredded.Gone, verdict);
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
