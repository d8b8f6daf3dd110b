using System.CommandLine;
using Ledger.Host.Remote;
using Ledger.Host.Terminal;
using Ledger.Journal;

namespace Ledger.Host.Commands;

/// <summary>What every command takes, and how each is run: one place that turns failures into messages and exit codes.</summary>
sealed class CommandSet(TimeProvider clock)
{
    public Option<string?> Data { get; } = new("--data") { Description = "The data folder (default: $LEDGER_DATA, or ledger-data).", HelpName = "DIR", Recursive = true };

    public Option<string?> Profile { get; } = new("--profile") { Description = "The engine: embedded, postgres or cluster (default: $LEDGER_PROFILE, or embedded).", HelpName = "NAME", Recursive = true };

    public Option<string?> Server { get; } = new("--server") { Description = "A running 'ledger serve' to act through (default: $LEDGER_SERVER). It holds its own data folder.", HelpName = "URL", Recursive = true };

    public Option<string?> ApiKey { get; } = new("--api-key") { Description = "The file that holds the API key for --server (default: $LEDGER_API_KEY).", HelpName = "@FILE", Recursive = true };

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
        command.SetAction((parsed, cancel) => Task.Run(() => Failures.Guard(new Session(this, parsed, cancel), run), CancellationToken.None));   // on its own thread: Ctrl-C is heard while it works
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
    /// <summary>How long a command waits for another that holds the folder.</summary>
    const int WaitsMax = 15, WaitMilliseconds = 200;

    public Screen Screen { get; } = new(parsed.GetValue(set.Json));

    public CancellationToken Cancel { get; } = cancel;

    public TimeProvider Clock { get; } = set.Clock;

    public Settings Settings => field ??= Settings.Read(parsed.GetValue(set.Data), parsed.GetValue(set.Profile));

    public T? Value<T>(Option<T> option) => parsed.GetValue(option);

    public T Value<T>(Argument<T> argument) => parsed.GetRequiredValue(argument);

    /// <summary>The ledger the command is for: behind the server that was named, or else in the data folder.</summary>
    public async Task<ILedgerDesk> Desk(bool create = false)
    {
        return Remote() is { } http ? new RemoteDesk(http, Clock) : new FolderDesk(await Open(create), this);
    }

    /// <summary>Requests to the server that was named, or null.</summary>
    public LedgerHttp? Remote()
    {
        if (Site() is not { } site) return null;
        if (site.ShowsKey) Screen.Warn($"the API key goes to {site.Address} unencrypted; use https.");
        return new(site, Clock);
    }

    /// <summary>The server to act through, or null. An option outdoes what the environment names; both options at once contradict each other.</summary>
    public ServerSite? Site()
    {
        var (server, data) = (parsed.GetValue(set.Server), parsed.GetValue(set.Data));
        if (server is not null && data is not null) throw new InputException("--server and --data cannot be used together: a server holds its own data folder.");
        var key = parsed.GetValue(set.ApiKey) is { } given ? ApiKeyFile.Read(given) : null;
        if ((server ?? (data is null ? Settings.ServerUrl : null)) is { } url) return ServerSite.Parse(url, key ?? Settings.ApiKey);
        return key is null ? null : throw new InputException("--api-key is for --server, which is not given.");
    }

    /// <summary>
    /// Opens the ledger of the data folder, made anew where <paramref name="create"/> and there is none. With <paramref name="waits"/> it waits a moment for another process that holds it.
    /// </summary>
    public async Task<EmbeddedLedger> Open(bool create = false, bool waits = true)
    {
        if (create) DemandFolder();
        else DemandStore();
        if (Settings.Postgres is null && !Directory.Exists(Settings.Data)) Screen.Say($"A new ledger is made in {Settings.Data}, named {Settings.Origin} for good (LEDGER_ORIGIN).");
        using var folding = new FoldingProgress(Screen);
        for (var waited = 0; ; waited++)
        {
            try
            {
                var ledger = await EmbeddedLedger.Open(Settings, Clock, Sealing.Randomness.System, Cancel, folding);
                ledger.Warn = Screen.Warn;
                if (create && Settings.Postgres is not null && ledger.Get<IJournal>() is var journal && await journal.Count(Cancel) == 0)
                    Screen.Say($"The ledger in this database is named {journal.Origin} for good (LEDGER_ORIGIN).");
                return ledger;
            }
            catch (StoreRefusedException refused) when (refused.Code == StoreRefusedException.InUse && waits && waited < WaitsMax)
            {
                await Task.Delay(WaitMilliseconds, Cancel);   // commands that meet at one folder take turns
            }
        }
    }

    /// <summary>Refuses a server where only a folder will do, and a folder that is not there.</summary>
    public void DemandStore()
    {
        DemandFolder();
        if (Settings.Postgres is null && !Directory.Exists(Settings.Data))
            throw new InputException($"There is no ledger in {Settings.Data}. 'ledger publish' makes one; --data names another folder."
                + (parsed.GetValue(set.Data) is not null || Settings.ServerUrl is null ? "" : " This command works on a folder, not through LEDGER_SERVER."));
    }

    /// <summary>Refuses another engine where only the embedded one's files will do, whatever else of it is set.</summary>
    public void DemandFiles()
    {
        if (Settings.ProfileOf(parsed.GetValue(set.Profile)) is not PostgresSettings.Embedded and var profile)
            throw new InputException($"This works on a data folder, not on the profile {profile}: add --profile {PostgresSettings.Embedded}. docs/operations.md says what there is for databases.");
    }

    /// <summary>Refuses a server where only a folder will do.</summary>
    public void DemandFolder()
    {
        if (parsed.GetValue(set.Server) is not null) throw new InputException("This works on a data folder, not through a server: leave out --server.");
    }

    /// <summary>Says why not, and with which exit code.</summary>
    public int Refused(Refusal refusal, long? line = null)
    {
        Screen.Complain(refusal.Code, refusal.Message, refusal.Path, line);
        return ExitCodes.Input;
    }
}
