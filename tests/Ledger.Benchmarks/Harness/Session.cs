using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Ledger.Benchmarks;

/// <summary>Runs the rows asked for, each in a process of its own so that none inherits another's memory, and prints one table.</summary>
static class Session
{
    const string Usage = "usage: dotnet run -c Release --project tests/Ledger.Benchmarks -- [row ...] [--quick] [--data DIR] [--date DATE]\nrows: ";

    public static async Task<int> Run(string[] args, Dictionary<string, Func<Options, Task<IEnumerable<Figure>>>> rows)
    {
        var options = new Options(Value(args, "--data") ?? Path.Combine(Path.GetTempPath(), "ledger-benchmarks"), args.Contains("--quick"));
        var names = Names(args);
        if (names.FirstOrDefault(name => !rows.ContainsKey(name)) is { } unknown)
        {
            Console.Error.WriteLine($"There is no row {unknown}.\n{Usage}{string.Join(", ", rows.Keys)}");
            return 2;
        }
        Directory.CreateDirectory(options.Folder);
        if (args.Contains("--inner"))
        {
            Console.WriteLine(JsonSerializer.Serialize(await rows[names[0]](options)));
            return 0;
        }
        var date = Value(args, "--date") ?? TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Console.WriteLine($"{date}, {Machine.Describe()}, a synced write of 16 KiB takes {Machine.SyncMilliseconds(options.Folder):F2} ms\n");
        Console.WriteLine("| what | measured | value | target | reached |\n|---|---|---|---|---|");
        var all = true;
        foreach (var name in names.Count > 0 ? names : [.. rows.Keys])
        {
            foreach (var figure in await Alone(name, options))
            {
                Console.WriteLine($"| {figure.Row} | {figure.Measured} | {figure.Value} | {figure.Target} | {(figure.Reached ? "yes" : "no")} |");
                all &= figure.Reached;
            }
        }
        return all ? 0 : 1;
    }

    static async Task<List<Figure>> Alone(string row, Options options)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        string[] arguments = [row, "--inner", "--data", options.Folder, .. options.Quick ? (string[])["--quick"] : []];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<List<Figure>>(output)!
            : throw new InvalidOperationException($"The row {row} failed (exit code {process.ExitCode}).");
    }

    static string? Value(string[] args, string option) => Array.IndexOf(args, option) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

    static List<string> Names(string[] args) =>
        [.. args.Where((arg, at) => !arg.StartsWith("--", StringComparison.Ordinal) && (at == 0 || args[at - 1] is not ("--data" or "--date")))];
}
