using System.Text.RegularExpressions;
using Ledger.Journal;
using Ledger.Postgres.Engine;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>
/// The database of one ledger: its connections, with the limits each kind has, on a server that was checked and a schema that is up to date. Every replica
/// opens one of its own.
/// </summary>
public sealed partial class PostgresDatabase : IAsyncDisposable
{
    const string SchemaDefault = "ledger", VaultSuffix = "_vault";

    const int ConnectSeconds = 5, AnswerSeconds = 60, AppendSeconds = 15, TurnSeconds = 2, ReadersMax = 16, AppendersMax = 2;

    /// <summary>
    /// What is asked of the events goes through an index, always: a plan made while the table was small, and kept, must not read all of it once it is large. Compiling such
    /// plans costs more than they do.
    /// </summary>
    const string ByIndex = "-c jit=off -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off -c plan_cache_mode=force_generic_plan";

    PostgresDatabase(string connection, string schema)
    {
        Schema = schema;
        Source = Connections(connection, schema, new(AnswerSeconds, Limits(statement: 30_000, wait: 5_000, idle: 30_000)));
        Events = Connections(connection, schema, new(AnswerSeconds, $"{Limits(statement: 30_000, wait: 5_000, idle: 2_000)} {ByIndex}") { PoolMax = ReadersMax });
        // Whatever holds the head is cut off after two seconds of doing nothing, so that a process that was stopped blocks no other for longer.
        Appending = Connections(connection, schema,
            new(AppendSeconds, $"{Limits(statement: 10_000, wait: 4_000, idle: 2_000)} {ByIndex}") { PoolMax = AppendersMax, Cancels = false });
        Durable = new(Appending);
        Turns = Connections(connection, schema, new(TurnSeconds, $"{Limits(statement: 4_000, wait: 4_000, idle: 2_000)} -c synchronous_commit=local") { PoolMax = 2 });
    }

    /// <summary>The schema all tables are in.</summary>
    internal string Schema { get; }

    /// <summary>The channel on which each append notifies.</summary>
    internal string Channel => $"{Schema}_head";

    /// <summary>For read models, vault and service tables: pooled, each statement at most half a minute.</summary>
    internal NpgsqlDataSource Source { get; }

    /// <summary>For reading the journal and the checkpoints.</summary>
    internal NpgsqlDataSource Events { get; }

    /// <summary>
    /// For what moves the head of the journal. A command that gets no answer is given up without asking the server to cancel it: a commit that waits for its
    /// standby would be cut short by that, and acknowledged all the same.
    /// </summary>
    internal NpgsqlDataSource Appending { get; }

    /// <summary>For the turn to serve, which must not wait for others' work, nor for a standby: see <see cref="PostgresTurn"/>.</summary>
    internal NpgsqlDataSource Turns { get; }

    /// <summary>What is done over these.</summary>
    internal DurableCommands Durable { get; }

    /// <summary>Opens the database: checks the server, and makes the schema or brings it up to date where it is not; a current one costs a question.</summary>
    /// <exception cref="StoreRefusedException">The server or the schema is not one to work on; its code says why, and nothing was changed.</exception>
    /// <exception cref="StoreFailedException">The server could not be reached.</exception>
    public static ValueTask<PostgresDatabase> Open(PostgresLogin login, CancellationToken cancel) => Open(login, "", SchemaPart.OfLedger, cancel);

    /// <summary>
    /// Opens the database of a key vault, which may be another one: its tables are in a schema of their own, whose name is that of the ledger's with <c>_vault</c>
    /// after it.
    /// </summary>
    /// <exception cref="StoreRefusedException">As <see cref="Open(PostgresLogin, CancellationToken)"/>.</exception>
    /// <exception cref="StoreFailedException">The server could not be reached.</exception>
    public static ValueTask<PostgresDatabase> OpenVault(PostgresLogin login, CancellationToken cancel) => Open(login, VaultSuffix, SchemaPart.OfVault, cancel);

    static async ValueTask<PostgresDatabase> Open(PostgresLogin login, string suffix, IReadOnlyList<SchemaPart> parts, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(login);
        var opened = new PostgresDatabase(login.Application, SchemaOf(login, suffix));
        try
        {
            bool current;
            await using (var first = await Connect(opened.Source, login.Setting, cancel))
            {
                await ServerCheck.Demand(first, cancel);
                current = await new Migrations(first, opened.Schema, parts, null).IsCurrent(cancel);
            }
            if (!current) await BringUp(login, opened.Schema, parts, cancel);
            return opened;
        }
        catch (Exception exception)
        {
            await opened.DisposeAsync();
            if (PostgresFailure.IsOfEngine(exception)) throw PostgresFailure.AsRefused(exception);
            throw;
        }
    }

    /// <summary>
    /// Makes the schemas of ledger and vault or brings them up to date, as their owners, and gives the application roles what they need; false where nothing was to be
    /// brought up. Doing it twice changes nothing.
    /// </summary>
    /// <exception cref="StoreRefusedException">As <see cref="Open(PostgresLogin, CancellationToken)"/>.</exception>
    /// <exception cref="StoreFailedException">A server could not be reached.</exception>
    internal static async ValueTask<bool> BringUp(PostgresLogin ledger, PostgresLogin vault, CancellationToken cancel)
    {
        try
        {
            var ran = await BringUp(vault, SchemaOf(vault, VaultSuffix), SchemaPart.OfVault, cancel);   // the journal is never there without it
            return await BringUp(ledger, SchemaOf(ledger, ""), SchemaPart.OfLedger, cancel) || ran;
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            throw PostgresFailure.AsRefused(exception);
        }
    }

    static async ValueTask<bool> BringUp(PostgresLogin login, string schema, IReadOnlyList<SchemaPart> parts, CancellationToken cancel)
    {
        await using var source = Connections(login.Owner ?? login.Application, schema, new(AnswerSeconds, Limits(statement: 0, wait: 30_000, idle: 60_000)) { PoolMax = 0 });
        await using var connection = await Connect(source, login.Owner is null ? login.Setting : $"{login.Setting}_OWNER", cancel);
        await ServerCheck.Demand(connection, cancel);
        return await new Migrations(connection, schema, parts, login.Owner is null ? null : Parse(login.Application).Username).Run(cancel);
    }

    /// <summary>The first connection of a login: one that is refused is told by its setting.</summary>
    static async ValueTask<NpgsqlConnection> Connect(NpgsqlDataSource source, string setting, CancellationToken cancel)
    {
        try
        {
            return await source.OpenConnectionAsync(cancel);
        }
        catch (NpgsqlException exception) when (PostgresFailure.WhyRefused(exception) is { } why)
        {
            throw new StoreRefusedException(StoreRefusedException.LoginRefused, $"PostgreSQL refuses the login of {setting}: {why}.");
        }
    }

    static string SchemaOf(PostgresLogin login, string suffix)
    {
        var schema = (Parse(login.Application).SearchPath is { Length: > 0 } named ? named : SchemaDefault) + suffix;
        return SchemaName().IsMatch(schema)
            ? schema
            : throw new StoreRefusedException(StoreRefusedException.Unfit, "The schema's name must be of lower-case letters, digits and underscores.");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Turns.DisposeAsync();
        await Appending.DisposeAsync();
        await Events.DisposeAsync();
        await Source.DisposeAsync();
    }

    static NpgsqlConnectionStringBuilder Parse(string connection)
    {
        try
        {
            return new(connection);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            throw new StoreRefusedException(StoreRefusedException.Unfit, "The connection string of PostgreSQL cannot be read.");   // what it holds is said to nobody
        }
    }

    static string Limits(int statement, int wait, int idle) =>
        $"-c statement_timeout={statement} -c lock_timeout={wait} -c idle_in_transaction_session_timeout={idle} -c client_min_messages=warning";

    static NpgsqlDataSource Connections(string connection, string schema, Kind kind)
    {
        var settings = Parse(connection);
        settings.ApplicationName ??= "ledger";
        settings.SearchPath = schema;
        settings.Options = $"{settings.Options} {kind.Limits}".Trim();
        settings.Timeout = ConnectSeconds;
        settings.CommandTimeout = kind.AnswerSeconds;
        if (!kind.Cancels) settings.CancellationTimeout = -1;
        if (kind.PoolMax == 0) settings.Pooling = false;
        else if (kind.PoolMax is { } most) (settings.MinPoolSize, settings.MaxPoolSize) = (0, most);
        settings.TcpKeepAlive = settings.Host?.StartsWith('/') == false;   // a socket in the file system has none
        settings.IncludeErrorDetail = false;
        settings.PersistSecurityInfo = false;
        settings.Enlist = false;
        settings.NoResetOnClose = true;   // nobody changes a session's settings
        settings.MaxAutoPrepare = 100;
        settings.AutoPrepareMinUsages = 2;
        if (settings.Host?.Contains(',', StringComparison.Ordinal) == true) settings.TargetSessionAttributes = "read-write";
        return new NpgsqlDataSourceBuilder(settings.ConnectionString).Build();
    }

    /// <summary>What one kind of connection is like.</summary>
    /// <param name="AnswerSeconds">How long an answer is waited for.</param>
    /// <param name="Limits">The session's own limits, as options of the server.</param>
    sealed record Kind(int AnswerSeconds, string Limits)
    {
        /// <summary>The most of them at once; 0 for none that is kept, null for what the connection string says.</summary>
        public int? PoolMax { get; init; }

        /// <summary>Whether the server is asked to cancel what takes too long.</summary>
        public bool Cancels { get; init; } = true;
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,50}$")]
    private static partial Regex SchemaName();
}
