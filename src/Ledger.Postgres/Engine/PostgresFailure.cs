using System.Net.Sockets;
using Ledger.Journal;
using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>
/// What PostgreSQL answered where it did not answer yes, as it is told onwards: by its SQLSTATE alone. What Npgsql itself says is not passed on, since it may
/// name a value, a host or a user.
/// </summary>
static class PostgresFailure
{
    /// <summary>A failure of the server, of the connection to it, or of time: what the engine can throw while it is asked something.</summary>
    public static bool IsOfEngine(Exception exception) => exception is NpgsqlException or SocketException or TimeoutException or IOException and not StoreFailedException;

    /// <summary>
    /// Whether the server itself said no and the session went on: the statement and its transaction were undone. Of anything else, a severed connection above
    /// all, nobody knows whether the commit had been written.
    /// </summary>
    public static bool IsUndone(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" };

    /// <summary>A row would break a unique key: nothing of the statement was written.</summary>
    public static bool IsTaken(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>A statement names what is not there.</summary>
    public static bool IsMissingTable(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName };

    /// <summary>Why the server refuses a login, for a message; null where something else is wrong. Of several hosts, where it is so at each.</summary>
    public static string? WhyRefused(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword } => "its user or its password is wrong",
        PostgresException { SqlState: PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InsufficientPrivilege } => "its user may not connect to this database",
        PostgresException => null,
        AggregateException hosts => hosts.InnerExceptions.Select(WhyRefused).Aggregate((one, other) => one is null ? null : other),
        NpgsqlException { InnerException: { } inner } => WhyRefused(inner),
        NpgsqlException => exception.Message.StartsWith("No password has been provided", StringComparison.Ordinal) ? "it holds no password" : null,
        _ => null,
    };

    /// <summary>What happened, by its code alone, for a message.</summary>
    public static string State(Exception exception) => (exception, exception.InnerException) switch
    {
        (PostgresException answered, _) => $"SQLSTATE {answered.SqlState}",
        (SocketException socket, _) => $"{socket.SocketErrorCode}",
        (_, { } inner) => State(inner),
        _ => exception.GetType().Name,
    };

    /// <summary>As it is told to whoever uses an open store.</summary>
    public static StoreFailedException AsFailed(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => new(StoreFailedException.Full, $"No space is left for the store ({State(exception)})."),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } =>
            new(StoreFailedException.Damaged, $"The store is damaged ({State(exception)})."),
        UnansweredException unanswered => new(StoreFailedException.InputOutput, unanswered.Message),
        PostgresException => new(StoreFailedException.InputOutput, $"PostgreSQL refused to read or write ({State(exception)})."),
        _ => new(StoreFailedException.InputOutput, $"PostgreSQL could not be reached, or did not answer in time ({State(exception)})."),
    };

    /// <summary>As it is told to whoever opens a store.</summary>
    public static Exception AsRefused(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => Refused(StoreRefusedException.ReadOnly, "PostgreSQL takes no writes: it is a standby, or set to read only."),
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
            Refused(StoreRefusedException.ReadOnly, "The role may not do what the ledger needs: the owner role has to bring the schema up to date."),
        PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } => Refused(StoreRefusedException.InUse, "The schema is being brought up to date by another process."),
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => Refused(StoreRefusedException.NotALedger, "There is no such database."),
        PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted } => Refused(StoreRefusedException.Damaged, "The database is damaged."),
        _ => AsFailed(exception),
    };

    static StoreRefusedException Refused(string code, string message) => new(code, message);
}
