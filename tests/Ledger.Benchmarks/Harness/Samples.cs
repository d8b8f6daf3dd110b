using System.Diagnostics;

namespace Ledger.Benchmarks;

/// <summary>What repeated measurements come to.</summary>
static class Samples
{
    public static double Median(IEnumerable<double> values) => Quantile([.. values], 0.5);

    /// <summary>The value below which that part of the samples lies; the array is sorted in place.</summary>
    public static double Quantile(double[] samples, double part)
    {
        Array.Sort(samples);
        return samples[(int)Math.Min(samples.Length - 1, Math.Floor(part * samples.Length))];
    }

    public static double Microseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;

    public static async Task<double> Seconds(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static double Seconds(Action work)
    {
        var started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
