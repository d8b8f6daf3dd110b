using Ledger.Host.Import;
using Ledger.Intake;

namespace Ledger.Benchmarks;

/// <summary>Bulk import as `ledger publish FILE` does it, against prepared inserts of the same rows in the same transactions.</summary>
static class ImportRow
{
    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        List<(int Events, double Ledger, double Raw, EngineTrace Trace)> rounds = [];
        for (var round = 0; round <= options.Rounds; round++) rounds.Add(await Once(options));
        rounds.RemoveAt(0);   // warm-up
        var (events, ledger, raw, trace) = rounds.OrderBy(r => r.Raw / r.Ledger).ElementAt(rounds.Count / 2);
        return [Figure.Ratio("bulk import",
            $"{events / ledger:N0}/s ({trace.Commits(vault: false):N0} batches, {trace.Commits(vault: true):N0} vault commits) to {events / raw:N0}/s raw",
            raw / ledger, 0.6)];
    }

    static async Task<(int Events, double Ledger, double Raw, EngineTrace Trace)> Once(Options options)
    {
        var folder = options.Fresh("import");
        using var lines = Workload.Stream(Workload.Lines(options.Quick ? 1_000 : 10_000));
        double ledger;
        EngineTrace trace;
        RawStore store;
        await using (var opened = await TracedLedger.Open(folder))
        {
            trace = opened.Trace;
            ledger = await Samples.Seconds(async () =>
            {
                var result = await new Importer((events, after, cancel) => opened.Mediator.Send(new PublishEvents(events, TracedLedger.Actor) { After = after }, cancel)).Run(lines, null, _ => { }, default);
                if (result.Failure is { } failure) throw new InvalidOperationException($"Line {failure.Line}: {failure.Refusal.Code}");
            });
            store = new(folder, 0, 0, 0);
        }
        return (store.Events, ledger, store.Replay(trace), trace);
    }
}
