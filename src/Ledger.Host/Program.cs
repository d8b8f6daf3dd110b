using System.CommandLine;
using System.CommandLine.Help;
using Ledger.Host.Commands;
using Ledger.Host.Generate;
using Ledger.Host.Terminal;

namespace Ledger.Host;

/// <summary>The executable <c>ledger</c>; the one place where the system clock is taken.</summary>
static class Program
{
    static async Task<int> Main(string[] arguments)
    {
        var parsed = Root(new Common(TimeProvider.System)).Parse(arguments);
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        foreach (var error in parsed.Errors) Console.Error.WriteLine($"ledger: {error.Message} [usage]");
        Console.Error.WriteLine($"Try: ledger {string.Concat(Path(parsed.CommandResult).Select(c => c + " "))}--help");
        return ExitCodes.Input;
    }

    static Command Root(Common common)
    {
        var help = new HelpOption();
        help.Action = new ExampleHelp((HelpAction)help.Action!, common.Examples);
        return new Command("ledger", "A compliance ledger: records consents, withdrawals, disclosures and deletions, and proves it.")
        {
            help, new VersionOption(), common.Data, common.Json,
            PublishCommand.Create(common),
            ExportCommand.Create(common), VerifyCommand.Create(common), KeyCommand.Create(common), CheckCommand.Create(common),
            RegisterCommands.Duties(common), RegisterCommands.Findings(common), RegisterCommands.Inquiries(common), RebuildCommand.Create(common),
            GenerateCommand.Create(),
        };
    }

    static IEnumerable<string> Path(System.CommandLine.Parsing.SymbolResult? result)
    {
        if (result is not System.CommandLine.Parsing.CommandResult { Parent: not null } command) return [];
        return [.. Path(command.Parent), command.Command.Name];
    }
}
