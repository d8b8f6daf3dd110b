using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace Ledger.Host.Tests;

/// <summary>A run of the real executable that goes on while the test acts: its input, what it has said so far, and its sudden death.</summary>
sealed class LedgerProcess : IDisposable
{
    /// <summary>All that run. A test run that is cut short takes them with it: none is left behind to hold a port or a folder.</summary>
    static readonly ConcurrentDictionary<LedgerProcess, bool> Running = new();

    readonly Process process;
    readonly StringBuilder output = new(), errors = new();
    readonly Task reading;
    bool disposed;

    static LedgerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Running.Keys) left.Dispose();
    };

    LedgerProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(Gather(process.StandardOutput, output), Gather(process.StandardError, errors));
        Running[this] = true;
    }

    /// <summary>The executable beside the one this test assembly was built with: same configuration, same framework.</summary>
    public static string Executable { get; } = Find();

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>What it wrote to standard output so far, without a last line that has no end yet.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            string text;
            lock (output) text = output.ToString();
            return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>The most memory it ever held in RAM, in MiB (VmHWM of /proc/PID/status).</summary>
    public int PeakMebibytes => int.Parse(
        File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal))[6..^2], null) / 1024;

    /// <summary>Starts it. <paramref name="under"/> is a program that runs it, with its arguments.</summary>
    public static LedgerProcess Start(Workspace place, IEnumerable<string> arguments, IReadOnlyList<string>? under = null)
    {
        string[] command = [.. under ?? [], Executable, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = place.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var name in start.Environment.Keys.Where(Workspace.IsSetting).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in place.Environment) start.Environment[name] = value;
        return new(Process.Start(start)!);
    }

    /// <summary>Waits until it has said so many lines, or is gone.</summary>
    public void WaitForLines(int count, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        while (Lines.Count < count && !process.HasExited)
        {
            if (watch.Elapsed > (limit ?? Workspace.Patience)) Assert.Fail($"Only {Lines.Count} lines of {count} in time. {errors}");
            Thread.Sleep(2);
        }
    }

    /// <summary>SIGKILL: no handler runs, no buffer is written.</summary>
    public void Kill() => process.Kill(entireProcessTree: true);

    /// <summary>Closes its input, if it is still there to read it.</summary>
    public void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
        }
    }

    /// <summary>Waits for its end and for the last it said.</summary>
    public Ran Wait(TimeSpan? limit = null)
    {
        if (!process.WaitForExit(limit ?? Workspace.Patience))
        {
            Kill();
            Assert.Fail($"It did not end in time. Output: {output} Errors: {errors}");
        }
        Assert.That(reading.Wait(Workspace.Patience), Is.True, "its output never ended");
        return new(process.ExitCode, output.ToString(), errors.ToString());
    }

    public void Dispose()
    {
        if (disposed) return;
        disposed = true;
        Running.TryRemove(this, out _);
        if (!process.HasExited) Kill();
        process.WaitForExit();
        process.Dispose();
    }

    static async Task Gather(StreamReader from, StringBuilder into)
    {
        var buffer = new char[4096];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
        {
            lock (into) into.Append(buffer, 0, read);
        }
    }

    static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);   // tests/Ledger.Host.Tests/bin/CONFIGURATION/FRAMEWORK
        var name = OperatingSystem.IsWindows() ? "ledger.exe" : "ledger";
        return Path.Combine(Repository.Root, "src", "Ledger.Host", "bin", here.Parent!.Name, here.Name, name);
    }
}
