using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Ledger.Host.Tests;

/// <summary>
/// A process that runs one command of the executable after another, each with its own environment, folder, input and output: most of a short command
/// is the start of the runtime. A command that must see the fresh process that an operator's shell starts runs by <see cref="LedgerProcess"/>.
/// </summary>
sealed class KeptProcess
{
    /// <summary>The first argument of this assembly when it is started as such a process.</summary>
    public const string Argument = "--kept";

    static readonly ConcurrentBag<KeptProcess> Idle = [];

    readonly string folder = Directory.CreateTempSubdirectory("ledger-kept-").FullName;
    readonly Process process;

    static KeptProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var left in Idle) left.End();
    };

    KeptProcess()
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(KeptProcess).Assembly.Location, Argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var name in start.Environment.Keys.Where(Workspace.IsSetting).ToArray()) start.Environment.Remove(name);
        start.Environment["DOTNET_TieredPGO"] = "0";
        process = Process.Start(start)!;
    }

    string Input => Path.Combine(folder, "input");

    string Output => Path.Combine(folder, "output");

    string Errors => Path.Combine(folder, "errors");

    /// <summary>Whether such a process can run a command there: what else is in its environment may be read once in the life of a process.</summary>
    public static bool Takes(IEnumerable<string> environment) =>
        !OperatingSystem.IsWindows() && environment.All(name => Workspace.IsSetting(name) || name is "TMPDIR" or "DOTNET_TieredPGO");

    /// <summary>Runs a command to its end in one that is idle, or in a new one.</summary>
    public static Ran Run(Workspace place, ReadOnlySpan<byte> input, IEnumerable<string> arguments)
    {
        if (!Idle.TryTake(out var kept)) kept = new();
        var idle = false;
        try
        {
            File.WriteAllBytes(kept.Input, input);
            var ran = kept.Run(new([.. arguments], place.Environment, place.Root, kept.Input, kept.Output, kept.Errors));
            idle = !kept.process.HasExited;
            return ran;
        }
        finally
        {
            if (idle) Idle.Add(kept);
            else kept.End();
        }
    }

    Ran Run(Command command)
    {
        process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
        process.StandardInput.Flush();
        var answer = process.StandardOutput.ReadLineAsync();
        if (!answer.Wait(Workspace.Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"It did not end in time. Output: {File.ReadAllText(Output)} Errors: {File.ReadAllText(Errors)}");
        }
        if (answer.Result is null) process.WaitForExit();   // it went down with the command
        return new(answer.Result is { } code ? int.Parse(code, null) : process.ExitCode, File.ReadAllText(Output), File.ReadAllText(Errors));
    }

    void End()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>What runs in the process itself: commands from standard input, a line each; exit codes to standard output, a line each.</summary>
    public static async Task<int> Serve()
    {
        using var commands = new StreamReader(Console.OpenStandardInput());   // these two stay what they are when the descriptors 0 to 2 become a command's own
        using var codes = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        while (await commands.ReadLineAsync() is { } line)
        {
            var code = await Serve(JsonSerializer.Deserialize<Command>(line)!);
            await codes.WriteLineAsync(code.ToString((IFormatProvider?)null));
        }
        return 0;
    }

    static async Task<int> Serve(Command command)
    {
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(Workspace.IsSetting).ToArray()) Environment.SetEnvironmentVariable(name, null);
        foreach (var (name, value) in command.Environment) Environment.SetEnvironmentVariable(name, value);
        Directory.SetCurrentDirectory(command.Folder);
        Become(0, command.Input, FileMode.Open, FileAccess.Read);
        Become(1, command.Output, FileMode.Create, FileAccess.Write);
        Become(2, command.Errors, FileMode.Create, FileAccess.Write);
        using var input = new StreamReader(Console.OpenStandardInput());
        await using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        await using var errors = new StreamWriter(Console.OpenStandardError()) { AutoFlush = true };
        Console.SetIn(input);
        Console.SetOut(output);
        Console.SetError(errors);
        var code = await Program.Main(command.Arguments);
        SqliteConnection.ClearAllPools();   // the next command may find another file there
        Directory.SetCurrentDirectory("/");
        return code;
    }

    static void Become(int descriptor, string path, FileMode mode, FileAccess access)
    {
        using var file = File.OpenHandle(path, mode, access, FileShare.ReadWrite);
        if (Duplicate(file.DangerousGetHandle().ToInt32(), descriptor) < 0) throw new IOException($"{path} cannot be descriptor {descriptor}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Duplicate(int from, int to);

    sealed record Command(string[] Arguments, Dictionary<string, string> Environment, string Folder, string Input, string Output, string Errors);
}
