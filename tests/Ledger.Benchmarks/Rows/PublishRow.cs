namespace Ledger.Benchmarks;

/// <summary>Durable publish: 64 publishers, one event each at a time, against raw SQLite group commit of the same rows by as many publishers.</summary>
static class PublishRow
{
    const int Publishers = 64;

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        List<Round> rounds = [];
        for (var round = 0; round <= options.Rounds; round++) rounds.Add(await Once(options, round));
        rounds.RemoveAt(0);   // warm-up
        var fastest = rounds.OrderBy(r => r.Ratio).ElementAt(rounds.Count / 2);
        return
        [
            Figure.Ratio("durable publish, 64 publishers", fastest.Words, fastest.Ratio, 0.8),
            Figure.Ratio("  the same against raw SQLite in the ledger's own groups", $"{fastest.Events / fastest.Replay:N0}/s raw", Samples.Median(rounds.Select(r => r.Replay / r.Ledger)), 0.8),
        ];
    }

    static async Task<Round> Once(Options options, int seed)
    {
        var folder = options.Fresh("publish");
        var (own, facts) = Workload.Split(options.Quick ? 500 : 10_000);
        double ledger;
        EngineTrace trace;
        RawStore store;
        await using (var opened = await TracedLedger.Open(folder))
        {
            foreach (var line in own.Where(Workload.IsRegister)) await opened.Publish([line]);
            var (events, keys, tokens) = (await opened.Count(), opened.Keys, opened.Tokens);
            opened.Trace.Steps.Clear();
            ledger = await Samples.Seconds(() => PublishAll(opened, facts));
            trace = opened.Trace;
            store = new(folder, events, keys, tokens);
        }
        var raw = await store.GroupCommit(Publishers);
        var replay = store.Replay(trace);
        return new(store.Events, ledger, trace, raw.Seconds, raw.Groups, replay);
    }

    static Task PublishAll(TracedLedger ledger, List<ReadOnlyMemory<byte>> facts)
    {
        var next = -1;
        return Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < facts.Count;) await ledger.Publish([facts[place]]);
        })));
    }

    sealed record Round(int Events, double Ledger, EngineTrace Trace, double Raw, int RawGroups, double Replay)
    {
        public double Ratio => Raw / Ledger;

        public string Words => $"{Events / Ledger:N0}/s ({Trace.Commits(vault: false):N0} groups, {Trace.Commits(vault: true):N0} vault commits) "
            + $"to {Events / Raw:N0}/s raw ({RawGroups:N0} groups)";
    }
}
