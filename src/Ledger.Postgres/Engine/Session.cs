using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>
/// Work over a connection of a pool that may be done again: where the server restarts or another takes its place, it is, a few times. What fails for good is
/// told as <see cref="PostgresFailure.AsFailed"/> says.
/// </summary>
/// <param name="source">The pool.</param>
sealed class Session(NpgsqlDataSource source)
{
    /// <summary>
    /// Makes the commit of a transaction one that is on the disk, and on the standbys that are waited for, once it is answered, whatever the role's settings have become;
    /// to be put behind <c>SELECT</c>. Of a transaction that writes nothing nothing is waited for.
    /// </summary>
    public const string Sync =
        "set_config('synchronous_commit', CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)";

    /// <summary>Begins such a transaction. It writes a message into the log, so that there is something to be waited for: all earlier commits are durable with it.</summary>
    public const string Synced = $"SELECT {Sync}, pg_logical_emit_message(true, 'ledger', '')";

    /// <summary>Begins a transaction whose commit may be lost in a crash of the server, but is never torn, and never overtakes an earlier one.</summary>
    public const string Unsynced = "SELECT set_config('synchronous_commit', 'off', true)";

    static readonly TimeSpan[] Pauses = [TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1)];

    /// <summary>On the calling thread.</summary>
    public T Ask<T>(Func<NpgsqlConnection, T> work)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var connection = source.OpenConnection();
                return work(connection);
            }
            catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
            {
                if (!IsPassing(exception) || attempt == Pauses.Length) throw Told(exception);
                Thread.Sleep(Pauses[attempt]);
            }
        }
    }

    /// <summary>Without holding a thread.</summary>
    public async ValueTask<T> Ask<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancel);
                return await work(connection);
            }
            catch (Exception exception) when (PostgresFailure.IsOfEngine(exception) || exception is UnansweredException)
            {
                if (!IsPassing(exception) || attempt == Pauses.Length) throw Told(exception);
                await Task.Delay(Pauses[attempt], cancel);
            }
        }
    }

    /// <summary>In one transaction; of a commit that got no answer nobody knows, so the work must be such that doing it twice changes nothing.</summary>
    public ValueTask<T> InTransaction<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel) => Ask(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var done = await work(connection);
        using var warnings = new CommitWarnings(connection);
        await transaction.CommitAsync(cancel);
        warnings.DemandNone();
        return done;
    }, cancel);

    /// <summary>As <see cref="InTransaction"/>, where the work is one batch of statements: that is a transaction of its own, and one round trip.</summary>
    public ValueTask<T> InBatch<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel) => Ask(async connection =>
    {
        using var warnings = new CommitWarnings(connection);
        var done = await work(connection);
        warnings.DemandNone();
        return done;
    }, cancel);

    static Exception Told(Exception exception) => PostgresFailure.IsMissingTable(exception) ? new TableMissingException() : PostgresFailure.AsFailed(exception);

    /// <summary>Whether the same may succeed in a moment: the server goes down or comes up, the connection broke, or another transaction was in the way.</summary>
    public static bool IsPassing(Exception exception) => exception switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => false,
        PostgresException answered => answered.IsTransient || answered.SqlState.StartsWith("57P", StringComparison.Ordinal),
        _ => true,
    };
}

/// <summary>A table is not there, or no longer.</summary>
sealed class TableMissingException() : Exception("A table is missing.");
