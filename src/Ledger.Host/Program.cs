using System.CommandLine;
using System.CommandLine.Help;
using Ledger.Host.Commands;
using Ledger.Host.Demo;
using Ledger.Host.Generate;
using Ledger.Host.Terminal;

namespace Ledger.Host;

/// <summary>The executable <c>ledger</c>; the one place where the system clock is taken.</summary>
static class Program
{
    /// <summary>
    /// Threads the pool makes at once when there is work for them; by itself it makes one for each processor, and further ones at one or two a second. Some wait for the disk or
    /// for the vault's database, and an answer from a socket may need another one to be handed over by: with few, a burst of publishers stops everything for minutes.
    /// </summary>
    internal const int ThreadsMin = 64;

    /// <summary>Runs a command to its end; answers its exit code.</summary>
    internal static async Task<int> Main(string[] arguments)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, ThreadsMin), ports);
        var parsed = Root(new CommandSet(TimeProvider.System)).Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });   // an id may begin with @
        if (parsed.Errors.Count == 0 || parsed.Action is ExampleHelp) return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
        // A command that is not known is said once, without that one is missing as well.
        var errors = parsed.UnmatchedTokens.Count > 0 ? parsed.Errors.Where(e => !e.Message.StartsWith("Required", StringComparison.Ordinal)).ToList() : [.. parsed.Errors];
        foreach (var error in errors.Count > 0 ? errors : [.. parsed.Errors]) Console.Error.WriteLine($"ledger: {error.Message} [usage]");
        Console.Error.WriteLine($"Try: ledger {string.Concat(Path(parsed.CommandResult).Select(c => c + " "))}--help");
        return ExitCodes.Input;
    }

    static Command Root(CommandSet set)
    {
        var help = new HelpOption();
        help.Action = new ExampleHelp((HelpAction)help.Action!, set.Examples);
        return new Command("ledger", "A compliance ledger: records consents, withdrawals, disclosures and deletions, and proves it.")
        {
            help, new VersionOption(), set.Data, set.Profile, set.Server, set.ApiKey, set.Json,
            DemoCommand.Create(set, LedgerStage.Open), ServeCommand.Create(set), PublishCommand.Create(set), SubjectCommand.Create(set), MayCommand.Create(set),
            ExportCommand.Create(set), CertificateCommand.Create(set), VerifyCommand.Create(set), StampCommand.Create(set), KeyCommand.Create(set), KeysCommand.Create(set), CheckCommand.Create(set),
            RegisterCommands.Duties(set), RegisterCommands.Findings(set), RegisterCommands.Inquiries(set), RegisterCommands.Incidents(set), RebuildCommand.Create(set),
            RetentionCommands.Retention(set), RetentionCommands.Holds(set), Commands.Officer.HoldCommand.Create(set),
            NoticesCommand.Create(set), Commands.Officer.DestructionCommand.Create(set),
            Commands.Officer.InquiryCommand.Create(set), Commands.Officer.IncidentCommand.Create(set), Commands.Officer.FindingCommand.Create(set), Commands.Officer.DataCommand.Create(set),
            RegisterCommands.Destructions(set), RegisterCommands.Acts(set), ReportCommand.Create(set), ActCommand.Create(set),
            GenerateCommand.Create(set),
            WebhooksCommand.Create(set),
            UpgradeCommand.Create(set), BackupCommand.Create(set), RestoreCommand.Create(set), MigrateCommand.Create(set), Drill.DrillCommand.Create(set),
        };
    }

    static IEnumerable<string> Path(System.CommandLine.Parsing.SymbolResult? result)
    {
        if (result is not System.CommandLine.Parsing.CommandResult { Parent: not null } command) return [];
        return [.. Path(command.Parent), command.Command.Name];
    }
}
