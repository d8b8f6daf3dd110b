using System.Diagnostics;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Sealing;

namespace Ledger.Benchmarks;

/// <summary>"May I?" by the operator's own id, in process: of persons asked about before, and of persons asked about for the first time.</summary>
static class PermissionRow
{
    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        var subjects = options.Quick ? 500 : 10_000;
        await using var ledger = await Generated.Open(options, subjects);
        var ids = Workload.Subjects(Workload.Lines(subjects));
        for (var warmup = 0; warmup < 3; warmup++) await Ask(ledger.Get<IJournal>(), ledger.Get<IKeyVault>(), ids);
        var (cold, warm) = await Ask(ledger.Get<IJournal>(), ledger.Get<IKeyVault>(), ids);
        var (coldMedian, warmMedian) = (Samples.Quantile(cold, 0.5), Samples.Quantile(warm, 0.5));
        return
        [
            Figure.Below("may I?, person asked about before", $"median {warmMedian:F1} us, 99% {Samples.Quantile(warm, 0.99):F1} us", warmMedian, 50, "us"),
            Figure.Below("may I?, first question about a person", $"median {coldMedian:F1} us, 99% {Samples.Quantile(cold, 0.99):F1} us", coldMedian, 50, "us"),
        ];
    }

    static async Task<(double[] Cold, double[] Warm)> Ask(IJournal journal, IKeyVault vault, List<string> ids)
    {
        var service = new PermissionService(journal);
        var question = new PermissionQuestion("notify", TimeProvider.System.GetUtcNow());
        await service.Decide(null, question, default);   // the registers, which every question shares
        var (cold, warm) = (new double[ids.Count], new double[ids.Count]);
        foreach (var samples in (double[][])[cold, warm])
        {
            for (var at = 0; at < ids.Count; at++)
            {
                var started = Stopwatch.GetTimestamp();
                await service.Decide(vault.FindToken(ids[at]), question, default);
                samples[at] = Samples.Microseconds(Stopwatch.GetTimestamp() - started);
            }
        }
        return (cold, warm);
    }
}
