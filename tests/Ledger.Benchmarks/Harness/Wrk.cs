using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ledger.Benchmarks;

/// <summary>What wrk measured.</summary>
/// <param name="PerSecond">Requests answered a second.</param>
/// <param name="Median">Median latency, milliseconds.</param>
/// <param name="Most">Latency of 99 in 100, milliseconds.</param>
sealed record Load(double PerSecond, double Median, double Most);

/// <summary>Runs the load tool wrk (Debian's package of that name) against a server on this machine: both share its processors.</summary>
static partial class Wrk
{
    const int Threads = 2;

    /// <summary>How many threads the script is told of.</summary>
    public static string ThreadCount { get; } = Threads.ToString(CultureInfo.InvariantCulture);

    public static async Task<Load> Run(Uri server, string key, string script, int connections, int seconds, params string[] arguments)
    {
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };
        string[] all =
        [
            "-t", ThreadCount, "-c", $"{connections}", "-d", $"{seconds}s", "--timeout", "10s", "--latency", "-s", Path.Combine(AppContext.BaseDirectory, "Load", script),
            "-H", $"Authorization: Bearer {key}", server.ToString(), "--", .. arguments,
        ];
        foreach (var argument in all) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0 || Faults().IsMatch(output)) throw new InvalidOperationException($"wrk says:\n{output}");
        return new(
            double.Parse(PerSecond().Match(output).Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            Milliseconds(output, "50"), Milliseconds(output, "99"));
    }

    static double Milliseconds(string output, string percent)
    {
        var found = Regex.Match(output, $@"^\s*{percent}%\s+([0-9.]+)(us|ms|s)\s*$", RegexOptions.Multiline);
        var value = double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return found.Groups[2].Value switch { "us" => value / 1e3, "ms" => value, _ => value * 1e3 };
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex PerSecond();

    /// <summary>An answer that is none: then the figures say nothing.</summary>
    [GeneratedRegex("Non-2xx|Socket errors: connect [1-9]|read [1-9]|write [1-9]|timeout [1-9]")]
    private static partial Regex Faults();
}
