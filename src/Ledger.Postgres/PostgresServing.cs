using Ledger.Journal;
using Ledger.Postgres.Engine;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>Whose turn it is, as a replica that waits sees it.</summary>
/// <param name="Turn">The number of the newest turn.</param>
/// <param name="Held">Whether it goes on; otherwise anybody may take the next.</param>
/// <param name="Address">Where its holder is reached, such as <c>http://10.0.0.5:8080</c>; null until it listens.</param>
public sealed record ServingTurn(long Turn, bool Held, string? Address);

/// <summary>Looks whose turn it is to serve, without taking it.</summary>
public sealed class PostgresServing : IAsyncDisposable
{
    static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(2);

    readonly PostgresDatabase _database;
    readonly Session _session;

    PostgresServing(PostgresDatabase database) => (_database, _session) = (database, new(database.Turns));

    /// <summary>Opens the database for it.</summary>
    /// <exception cref="StoreRefusedException">It is not one to work on; the code says why.</exception>
    /// <exception cref="StoreFailedException">It could not be reached.</exception>
    public static async ValueTask<PostgresServing> Open(PostgresPlace place, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        return new(await PostgresDatabase.Open(place.Ledger, cancel));
    }

    /// <summary>Looks, by the server's clock. A server that says nothing for two seconds has failed: its connection may be dead without anybody having been told.</summary>
    /// <exception cref="StoreFailedException">The database did not answer.</exception>
    public async ValueTask<ServingTurn> Look(CancellationToken cancel)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(AnswerMax);
        try
        {
            return await _session.Ask(connection => Look(connection, late.Token), late.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new StoreFailedException(StoreFailedException.InputOutput, "PostgreSQL did not answer in time.");
        }
    }

    static async ValueTask<ServingTurn> Look(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = connection.Command($"SELECT turns, {PostgresTurn.Going}, address FROM serving");
        await using var row = await command.ExecuteReaderAsync(cancel);
        return await row.ReadAsync(cancel)
            ? new ServingTurn(row.GetInt64(0), row.GetBoolean(1), await row.IsDBNullAsync(2, cancel) ? null : row.GetString(2))
            : throw new StoreFailedException(StoreFailedException.Damaged, "The row of the turn to serve is gone.");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
