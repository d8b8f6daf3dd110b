using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Benchmarks;

/// <summary>A million events in the journal: the first page of every register, any person's file, and the memory all of that takes.</summary>
static class MillionRow
{
    const int Subjects = 130_000, Files = 200, Times = 20;

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        if (options.Quick) return [];
        await (await Generated.Open(options, Subjects)).DisposeAsync();
        var started = TimeProvider.System.GetTimestamp();
        await using var ledger = await Generated.Open(options, Subjects);
        var opening = TimeProvider.System.GetElapsedTime(started);
        var rows = ledger.Get<IReadModelStore>().Current;
        var events = await ledger.Get<IJournal>().Count(default);
        var pages = await Pages(rows);
        var (name, slowest, _) = pages.MaxBy(page => page.Median);
        var (worstName, _, worst) = pages.MaxBy(page => page.Worst);
        var files = await PersonFiles(ledger.Get<IJournal>(), ledger.Get<IKeyVault>());
        var peak = Machine.PeakMebibytes(Environment.ProcessId);
        return
        [
            Figure.Below($"first page of any register, {events:N0} events", $"slowest of {pages.Count}: {name}, median of {Times} {slowest:F1} ms; the worst of all {worst:F1} ms ({worstName})", slowest, 50, "ms"),
            Figure.Below("any person's file", $"of {Files} persons: median {Samples.Quantile(files, 0.5):F1} ms, worst {files[^1]:F1} ms", files[^1], 50, "ms"),
            Figure.Below("memory of the process that answered", $"opened in {opening.TotalSeconds:F1} s", peak, 512, "MiB"),
        ];
    }

    static async Task<List<(string Name, double Median, double Worst)>> Pages(IReadModels rows)
    {
        List<(string Name, double Median, double Worst)> pages = [];
        await Add("open duties", DutyQueries.Open());
        await Add("missed duties", DutyQueries.Missed());
        await Add("open findings", FindingQueries.Open());
        await Add("all findings", FindingQueries.All());
        await Add("findings of one kind", FindingQueries.All(code: "consent-bundled"));
        await Add("disclosures", DisclosureQueries.All());
        await Add("disclosures of one month", DisclosureQueries.All(null, null, new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero), new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero)));
        await Add("disclosures to one recipient", DisclosureQueries.All("mvd"));
        await Add("disclosures to one recipient, one month", DisclosureQueries.All("sms-gateway", null, new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero), new(2025, 12, 1, 0, 0, 0, TimeSpan.Zero)));
        await Add("disclosures on no ground", DisclosureQueries.All(ground: DisclosureQueries.NoGround));
        await Add<InquiryRow>("inquiries", all => all.OrderBy(row => row.Key).Take(100));
        await Add<DailyRow>("daily statistics", all => all.OrderBy(row => row.Key).Take(100));
        return pages;

        async Task Add<TRow>(string name, Func<IQueryable<TRow>, IQueryable<TRow>> query) where TRow : class, IRow
        {
            var samples = new double[Times];
            for (var time = 0; time < Times; time++) samples[time] = 1e3 * await Samples.Seconds(async () => await rows.Query(query, default));
            pages.Add((name, Samples.Quantile(samples, 0.5), samples[^1]));   // sorted by the first
        }
    }

    static async Task<double[]> PersonFiles(IJournal journal, IKeyVault vault)
    {
        var files = new PersonFiles(journal);
        var ids = Workload.Subjects(Workload.Lines(Subjects).Take(400_000));
        var samples = new double[Files];
        for (var at = -10; at < Files; at++)
        {
            var id = ids[(int)((at + 10L) * ids.Count / (Files + 10))];
            var took = 1e3 * await Samples.Seconds(async () => await files.Read(vault.FindToken(id)!, null, null, default));
            if (at >= 0) samples[at] = took;   // the first ten compile the way
        }
        Array.Sort(samples);
        return samples;
    }
}
