using System.CommandLine;
using Ledger.Host.Commands;
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

    static RootCommand Root(Common common) => new("A compliance ledger: records consents, withdrawals, disclosures and deletions, and proves it.")
    {
        common.Data, common.Json,
        PublishCommand.Create(common),
    };

    static IEnumerable<string> Path(System.CommandLine.Parsing.SymbolResult? result)
    {
        if (result is not System.CommandLine.Parsing.CommandResult { Command: not RootCommand } command) return [];
        return [.. Path(command.Parent), command.Command.Name];
    }
}
