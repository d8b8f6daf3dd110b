using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Ledger.Host.Commands;

namespace Ledger.Host.Generate;

/// <summary>`ledger generate`: deterministic traffic as CloudEvents, one JSON object a line.</summary>
static class GenerateCommand
{
    const long ReportEvery = 4_096;

    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    public static Command Create(CommandSet set)
    {
        var subjects = new Option<long>("--subjects") { Description = "How many people live through the year.", HelpName = "N", DefaultValueFactory = _ => 1_000 };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same bytes, everywhere.", HelpName = "S", DefaultValueFactory = _ => 1 };
        var output = new Option<FileInfo?>("--out") { Description = "Where to write; standard output without it.", HelpName = "FILE" };
        subjects.Validators.Add(result =>
        {
            // What is no number at all is refused when it is converted.
            if (result.Tokens is [var given] && long.TryParse(given.Value, CultureInfo.InvariantCulture, out var number)
                && number is < 0 or > TrafficGenerator.SubjectsMax)
            {
                result.AddError("--subjects takes a number from 0 to 1000000000.");
            }
        });
        var command = new Command("generate", "Makes a year of realistic traffic: registers, people, consents, messages, disclosures, late arrivals, honest mistakes. For an empty ledger.") { subjects, seed, output };
        set.Examples.Add(command, ["ledger generate --subjects 1000 --seed 7 | ledger publish -", "ledger generate --subjects 100000 --seed 1 --out traffic.jsonl"]);
        command.SetAction(parsed => Run(parsed.GetValue(subjects), parsed.GetValue(seed), parsed.GetValue(output)));
        return command;
    }

    static int Run(long subjects, long seed, FileInfo? output)
    {
        try
        {
            using var target = output is null ? Console.OpenStandardOutput() : output.Create();
            using var buffered = new BufferedStream(target, 1 << 16);
            Write(subjects, seed, buffered);
            return 0;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // Whoever reads the pipe may have had enough: that is no fault of the input.
            if (output is null) return 0;
            Console.Error.WriteLine($"{output.FullName} cannot be written: {problem.Message}");
            return 2;
        }
    }

    static void Write(long subjects, long seed, Stream target)
    {
        var started = Stopwatch.StartNew();
        var shown = TimeSpan.Zero;
        var lines = 0L;
        foreach (var line in TrafficGenerator.Events(subjects, seed, TrafficGenerator.From, TrafficGenerator.To))
        {
            target.Write(line.Span);
            target.WriteByte((byte)'\n');
            if (++lines % ReportEvery != 0 || Console.IsErrorRedirected || started.Elapsed < Quiet || started.Elapsed - shown < Quiet / 4) continue;
            shown = started.Elapsed;
            Console.Error.Write(string.Create(CultureInfo.InvariantCulture, $"\r{lines:N0} events, {lines / shown.TotalSeconds:N0} a second "));
        }
        if (shown > TimeSpan.Zero) Console.Error.WriteLine();
    }
}
