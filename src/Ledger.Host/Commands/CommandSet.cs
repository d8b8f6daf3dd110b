using System.CommandLine;
using Ledger.Host.Terminal;

namespace Ledger.Host.Commands;

/// <summary>What every command takes, and how each is run: one place that turns failures into messages and exit codes.</summary>
sealed class CommandSet(TimeProvider clock)
{
    public Option<string?> Data { get; } = new("--data") { Description = "The data folder (default: $LEDGER_DATA, or ledger-data).", HelpName = "DIR", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Output for programs: one JSON document a line.", Recursive = true };

    public TimeProvider Clock { get; } = clock;

    /// <summary>What the help of a command shows below its options.</summary>
    public Dictionary<Command, string[]> Examples { get; } = [];

    /// <summary>A command with examples in its help.</summary>
    public Command Command(string name, string description, string[] examples, Symbol[] symbols, Func<Session, Task<int>> run)
    {
        var command = new Command(name, description);
        Examples.Add(command, examples);
        foreach (var symbol in symbols)
        {
            if (symbol is Option option) command.Add(option);
            else command.Add(NoOption((Argument)symbol));
        }
        command.SetAction((parsed, cancel) => Failures.Guard(new Session(this, parsed, cancel), run));
        return command;
    }

    /// <summary>A mistyped option must not pass for a file or a person.</summary>
    static Argument NoOption(Argument argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (token.Value.StartsWith("--", StringComparison.Ordinal)) result.AddError($"Unrecognized option '{token.Value}'.");
        });
        return argument;
    }
}

/// <summary>One run of a command.</summary>
sealed class Session(CommandSet set, ParseResult parsed, CancellationToken cancel)
{
    public Screen Screen { get; } = new(parsed.GetValue(set.Json));

    public CancellationToken Cancel { get; } = cancel;

    public TimeProvider Clock { get; } = set.Clock;

    public Settings Settings => field ??= Settings.Read(parsed.GetValue(set.Data));

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>Opens the ledger of the data folder, made anew where <paramref name="create"/> and there is none.</summary>
    public async Task<EmbeddedLedger> Open(bool create = false)
    {
        if (!create && !Directory.Exists(Settings.Data))
            throw new InputException($"There is no ledger in {Settings.Data}. 'ledger publish' makes one; --data names another folder.");
        using var folding = new FoldingProgress(Screen);
        return await EmbeddedLedger.Open(Settings, Clock, Sealing.Randomness.System, Cancel, folding);
    }

    /// <summary>Says why not, and with which exit code.</summary>
    public int Refused(Refusal refusal, long? line = null)
    {
        Screen.Complain(refusal.Code, refusal.Message, refusal.Path, line);
        return ExitCodes.Input;
    }
}
