using System.Collections.Concurrent;
using System.Diagnostics;
using Ledger.Host;
using Ledger.Intake;
using Ledger.Projections;

namespace Ledger.Benchmarks;

/// <summary>Time from durable to published: covered by a signed checkpoint, while 64 publishers publish as fast as they can.</summary>
static class ProofRow
{
    const int Publishers = 64;
    static readonly TimeSpan SignEvery = TimeSpan.FromMilliseconds(200);

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        await Once(options, options.Quick ? 200 : 500);   // warm-up
        var (rate, delays, checkpoints) = await Once(options, options.Quick ? 500 : 10_000);
        return [Figure.Below("proof available after durable, 64 publishers",
            $"99% {Samples.Quantile(delays, 0.99):N0} ms, median {Samples.Quantile(delays, 0.5):N0} ms at {rate:N0}/s, {checkpoints:N0} checkpoints",
            Samples.Quantile(delays, 0.99), 1000, "ms")];
    }

    static async Task<(double Rate, double[] Delays, int Checkpoints)> Once(Options options, int subjects)
    {
        var (own, facts) = Workload.Split(subjects);
        await using var ledger = await Generated.Empty(options.Fresh("proof"));
        foreach (var line in own.Where(Workload.IsRegister)) await Publish(ledger, line);
        var durable = new ConcurrentQueue<(long Index, long At)>();
        using var stop = new CancellationTokenSource();
        var projecting = ledger.Get<Projector>().Run(null, stop.Token);
        var signing = Sign(ledger, durable, stop.Token);
        var next = -1;
        var seconds = await Samples.Seconds(() => Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < facts.Count;)
                durable.Enqueue((await Publish(ledger, facts[place]), Stopwatch.GetTimestamp()));
        }))));
        while (!durable.IsEmpty) await Task.Delay(SignEvery);
        await stop.CancelAsync();
        await Task.WhenAny(projecting);
        var (delays, checkpoints) = await signing;
        return (facts.Count / seconds, delays, checkpoints);
    }

    /// <summary>Signs the tree at intervals, as a server does, until all is covered.</summary>
    static async Task<(double[] Milliseconds, int Checkpoints)> Sign(
        EmbeddedLedger ledger, ConcurrentQueue<(long Index, long At)> durable, CancellationToken stop)
    {
        List<double> delays = [];
        List<(long Index, long At)> waiting = [];
        var checkpoints = 0;
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(SignEvery, CancellationToken.None);
            var signed = await ledger.Get<TransparencyLog>().Sign(CancellationToken.None);
            var now = Stopwatch.GetTimestamp();
            if (signed is null) continue;
            checkpoints++;
            while (durable.TryDequeue(out var one)) waiting.Add(one);
            // What became durable during the signing has not waited at all.
            delays.AddRange(waiting.Where(w => w.Index < signed.Size).Select(w => Math.Max(0, Samples.Microseconds(now - w.At) / 1000)));
            waiting.RemoveAll(w => w.Index < signed.Size);
            foreach (var one in waiting) durable.Enqueue(one);
            waiting.Clear();
        }
        return ([.. delays], checkpoints);
    }

    static async Task<long> Publish(EmbeddedLedger ledger, ReadOnlyMemory<byte> line)
    {
        var outcome = await ledger.Mediator.Send(new PublishEvents([line], Generated.Actor));
        return outcome.Refusal is { } refusal ? throw new InvalidOperationException($"{refusal.Code} {refusal.Path}") : outcome.Value[0].Index;
    }
}
