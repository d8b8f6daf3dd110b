using System.Globalization;
using System.Runtime.InteropServices;

namespace Ledger.Benchmarks;

/// <summary>The machine the figures were taken on, and what the process takes of it.</summary>
static class Machine
{
    public static string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} cores, {Processor()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}");

    /// <summary>The most memory a process ever held, in MiB; 0 where the system does not say.</summary>
    public static long PeakMebibytes(int process) => Status(process, "VmHWM:") / 1024;

    /// <summary>The memory a process holds now, in MiB; 0 where the system does not say.</summary>
    public static long ResidentMebibytes(int process) => Status(process, "VmRSS:") / 1024;

    /// <summary>Time of one small synced write, in milliseconds: what every acknowledged commit waits for.</summary>
    public static double SyncMilliseconds(string folder)
    {
        var path = Path.Combine(folder, "sync");
        var block = new byte[16_384];
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        return Samples.Median(Enumerable.Range(0, 50).Select(_ => 1e3 * Samples.Seconds(() =>
        {
            file.Write(block);
            file.Flush(flushToDisk: true);
        })));
    }

    static string Processor() => Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line
        ? line[(line.IndexOf(':') + 1)..].Trim()
        : RuntimeInformation.ProcessArchitecture.ToString();

    static long Status(int process, string name) =>
        Lines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
            ? long.Parse(line.AsSpan(name.Length).Trim().TrimEnd("kB").Trim(), NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;

    static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (IOException)
        {
            return [];
        }
    }
}
