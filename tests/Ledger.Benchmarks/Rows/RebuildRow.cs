using System.Diagnostics;
using Ledger.Host;
using Ledger.Journal;
using Ledger.Projections;

namespace Ledger.Benchmarks;

/// <summary>Rebuilding all read models against upserting the same rows, as often and in the same transactions, with the same lack of syncing.</summary>
static class RebuildRow
{
    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        var (small, large) = options.Quick ? (200, 500) : (2_500, 10_000);
        var figure = await Compare(options, large);
        var (peakSmall, peakLarge) = (await Peak(options, small), await Peak(options, large));
        return
        [
            figure,
            new("  its memory, four times the events", $"peak {peakSmall} MiB at {small:N0} people, {peakLarge} MiB at {large:N0}",
                $"{(double)peakLarge / peakSmall:F2}", "at most 1.25", peakLarge <= 1.25 * peakSmall),
        ];
    }

    static async Task<Figure> Compare(Options options, int subjects)
    {
        await using var ledger = await Generated.Open(options, subjects);
        var writes = await RawRows.Of(ledger, options.Fresh("rows"));
        List<(double Rebuild, double Raw)> rounds = [];
        for (var round = 0; round <= options.Rounds; round++)
            rounds.Add((await Samples.Seconds(() => ledger.Get<Projector>().Rebuild(default)), writes.Replay()));
        var (rebuild, raw) = rounds.Skip(1).OrderBy(r => r.Raw / r.Rebuild).ElementAt((rounds.Count - 1) / 2);
        var events = await ledger.Get<IJournal>().Count(default);
        return Figure.Ratio("rebuild of all read models",
            $"{events / rebuild:N0} events/s, {writes.Count / rebuild:N0} rows/s to {writes.Count / raw:N0} rows/s raw", raw / rebuild, 0.5);
    }

    /// <summary>The executable itself, as it is shipped, watched from outside.</summary>
    static async Task<long> Peak(Options options, int subjects)
    {
        await (await Generated.Open(options, subjects)).DisposeAsync();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[typeof(EmbeddedLedger).Assembly.Location, "rebuild", "--data", Generated.Folder(options, subjects)])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, Machine.PeakMebibytes(process.Id));
            await Task.Delay(10);
        }
        return process.ExitCode == 0 ? peak : throw new InvalidOperationException("ledger rebuild failed.");
    }
}
