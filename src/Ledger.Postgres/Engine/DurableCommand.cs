using System.Data;
using Npgsql;

namespace Ledger.Postgres.Engine;

/// <summary>One statement that is a transaction of its own, and durable once it is answered.</summary>
static class DurableCommand
{
    /// <summary>
    /// Runs it on a connection of its own and answers whether it gave a row. Once sent it is never cancelled.
    /// </summary>
    /// <exception cref="UnansweredException">It was sent, and nobody knows whether it was committed.</exception>
    public static async ValueTask<bool> Run(NpgsqlDataSource source, string sql, params NpgsqlParameter[] parameters)
    {
        await using var connection = await source.OpenConnectionAsync(CancellationToken.None);
        var warning = false;
        void Told(object sender, NpgsqlNoticeEventArgs told) => warning |= told.Notice.InvariantSeverity == "WARNING";
        connection.Notice += Told;
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parameters);
            var answered = await Answer(command);
            // A commit that did not wait for its standby is answered like any other, but for the warning before it.
            return warning ? throw new UnansweredException("a warning") : answered;
        }
        catch (Exception exception) when (PostgresFailure.IsOfEngine(exception) && !PostgresFailure.IsUndone(exception))
        {
            throw new UnansweredException(PostgresFailure.State(exception));
        }
        finally
        {
            connection.Notice -= Told;
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
