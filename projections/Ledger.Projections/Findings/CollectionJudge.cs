using Ledger.Persons;
using Ledger.Policies;

namespace Ledger.Projections;

/// <summary>Data gathered: what the policy declares, on a legal basis, not while blocked or stopped (1.2, 2.1, 2.2, 3.1; 152-FZ 5, 6, 18, 21).</summary>
static class CollectionJudge
{
    public static void Judge(in Bench bench, DataCollected data, Verdict verdict)
    {
        ScopeJudge.Service(bench, data.Service, verdict);
        ScopeJudge.Purposes(bench, data.Purposes, verdict);
        if (data.Origin == DataOrigin.Support) SupportJudge.Purposes(bench, data.Purposes, data.Categories, verdict);
        else ScopeJudge.Categories(bench, data.Purposes, data.Categories, verdict);
        ScopeJudge.System(bench, data.System, verdict);
        Processing(bench, data.Purposes, data.Categories, verdict);
        if (data.Source is not null && data.NoticeExemption is null && !(data.NoticeSentAt <= bench.At))
            verdict.Add(FindingKinds.SourceUntold, data.Source);
    }

    /// <summary>What holds however data came in: it may be used for these purposes now.</summary>
    public static void Processing(in Bench bench, IReadOnlyList<string> purposes, IReadOnlyList<string> categories, Verdict verdict)
    {
        var here = bench;
        verdict.Add(FindingKinds.StatisticsIdentifiable, purposes.Where(p => here.Edition.Purpose(p) is { AnonymisedOnly: true }));
        verdict.Add(FindingKinds.CollectionBlocked, categories.Where(c => here.Person.BlockOf(c) is not null));
        verdict.Add(FindingKinds.ProcessingAfterStop, purposes.Where(p =>
            here.Person.StoppedBy(p, here.At, [.. categories]) is { } stop && stop.ContinuedFor(p, categories).IsEmpty));
        verdict.Add(FindingKinds.CollectionNoConsent, purposes.Where(p => ScopeJudge.LacksConsent(here, p, categories)));
    }
}
