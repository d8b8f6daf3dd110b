using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Ledger.Host.Commands;

/// <summary>The ordinary help, with the command's examples below it.</summary>
sealed class ExampleHelp(HelpAction ordinary, IReadOnlyDictionary<Command, string[]> examples) : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        // 'subject find TEXT' is not 'subject ID find TEXT': what a command above takes is not this one's.
        for (var above = parseResult.CommandResult.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
            foreach (var argument in above.Command.Arguments) argument.Hidden = true;
        var result = ordinary.Invoke(parseResult);
        if (!examples.TryGetValue(parseResult.CommandResult.Command, out var lines)) return result;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var line in lines) output.WriteLine($"  {line}");
        return result;
    }
}
