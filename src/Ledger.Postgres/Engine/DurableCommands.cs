using System.Data;
using System.Diagnostics;
using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>Statements each of which is a transaction of its own, and durable once it is answered.</summary>
sealed class DurableCommands(NpgsqlDataSource source)
{
    /// <summary>After so long a connection is asked whether it is still one, before anything is sent over it that cannot be sent twice.</summary>
    static readonly TimeSpan Rested = TimeSpan.FromMilliseconds(50);

    long _last;

    /// <summary>Runs one on a connection of its own and answers whether it gave a row. Once sent it is never cancelled.</summary>
    /// <exception cref="UnansweredException">It was sent, and nobody knows whether it was committed.</exception>
    public async ValueTask<bool> Run(string sql, params NpgsqlParameter[] parameters)
    {
        await using var connection = await Connection();
        using var warnings = new CommitWarnings(connection);
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parameters);
            var answered = await Answer(command);
            Volatile.Write(ref _last, Stopwatch.GetTimestamp());
            warnings.DemandNone();
            return answered;
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception) && !PostgresFailure.IsUndone(exception))
        {
            throw new UnansweredException(PostgresFailure.State(exception));
        }
    }

    /// <summary>
    /// Waits until everything that is visible is durable, on the standbys that are waited for as well: a row whose commit was not answered, or did not wait, may be seen
    /// before it is. The log is written in order, so one commit that is waited for takes the earlier ones with it.
    /// </summary>
    /// <exception cref="UnansweredException">It is not known to be.</exception>
    public async ValueTask Settle() => await Run(Session.Synced);

    async ValueTask<NpgsqlConnection> Connection()
    {
        var connection = await source.OpenConnectionAsync(CancellationToken.None);
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref _last)) < Rested) return connection;
        try
        {
            await using var asked = new NpgsqlCommand("SELECT 1", connection);
            await asked.ExecuteScalarAsync(CancellationToken.None);
            return connection;
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception))
        {
            await connection.DisposeAsync();
            source.Clear();   // the server was started again, most likely: the others are as dead
            return await source.OpenConnectionAsync(CancellationToken.None);
        }
    }

    /// <summary>Reads to the very end, where the server says that it is done: before that nothing is committed.</summary>
    static async ValueTask<bool> Answer(NpgsqlCommand command)
    {
        await using var reader = await command.ExecuteReaderAsync(CommandBehavior.Default, CancellationToken.None);
        var row = await reader.ReadAsync(CancellationToken.None);
        while (await reader.NextResultAsync(CancellationToken.None))
        {
        }
        return row;
    }
}

/// <summary>A commit was asked for, and whether it came about is not known.</summary>
/// <param name="why">What was heard instead of an answer: a code, no values.</param>
sealed class UnansweredException(string why) : Exception($"A commit was not answered ({why}).")
{
    public string Why { get; } = why;
}
