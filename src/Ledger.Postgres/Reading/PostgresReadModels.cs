using System.Globalization;
using Ledger.Journal;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>
/// One set of read models. The current one answers from whichever generation is current at that moment, also where another replica has swapped one in: each answer
/// reads the pointer, the position and the rows in one snapshot. A commit may be lost in a crash of the server (it is folded again from the journal) but is never
/// torn; it is refused once another set is current, or where another process has folded on.
/// </summary>
/// <param name="store">Where the sets live.</param>
/// <param name="generation">The one this set writes to.</param>
/// <param name="current">Whether it is the current one, or one that is built beside it.</param>
sealed class PostgresReadModels(PostgresReadModelStore store, Generation generation, bool current) : IReadModels
{
    const int AttemptsMax = 10;

    bool _current = current;

    public Generation Generation => generation;

    /// <summary>It was swapped in.</summary>
    public void MakeCurrent() => Volatile.Write(ref _current, true);

    /// <inheritdoc/>
    public ValueTask<long> Position(CancellationToken cancel) => Reading(async (connection, _) => await ReadPointer(connection, cancel), (_, pointer) => pointer.Position, cancel);

    /// <inheritdoc/>
    /// <exception cref="RowsOvertakenException">Another set is current by now, or this one is folded further.</exception>
    /// <exception cref="StoreFailedException">The engine failed; nothing of it was written, or all: the position tells.</exception>
    public ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel) => Commit(changes, null, position, cancel);

    /// <inheritdoc/>
    /// <exception cref="StoreFailedException">The engine failed; nothing of it was written, or all: the position tells.</exception>
    public ValueTask Commit(IReadOnlyCollection<RowChange> changes, long from, long position, CancellationToken cancel) => Commit(changes, (long?)from, position, cancel);

    /// <inheritdoc/>
    public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => Reading(async (connection, tables) =>
    {
        var place = tables.PlaceOf(typeof(TRow));
        await using var command = connection.Command($"SELECT generation, position, {place.Columns} FROM models LEFT JOIN {place.Table} AS found ON found.{place.Key} = $2 WHERE {Which}",
            Subject, Value(StoredText.Encode(key)));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) return (null, (TRow?)null);
        return (new Pointer(reader.GetInt64(0), reader.GetInt64(1)), reader.IsDBNull(2) ? null : (TRow)place.Read(reader, 2));
    }, (row, _) => row, cancel);

    /// <inheritdoc/>
    public ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
        Answered((tables, within) => tables.Rows(within, query, cancel), cancel);

    /// <inheritdoc/>
    public ValueTask<Answer<long>> Count<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) where TRow : class, IRow =>
        Answered((tables, within) => tables.Count(within, query, cancel), cancel);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => store.Drop(this);

    string Which => Volatile.Read(ref _current) ? "shape = $1 AND current" : "generation = $1";

    NpgsqlParameter Subject => Volatile.Read(ref _current) ? Value(store.Shape) : Value(generation.Number);

    async ValueTask Commit(IReadOnlyCollection<RowChange> changes, long? from, long position, CancellationToken cancel)
    {
        var write = generation.Writing(changes);
        var fence = string.Create(CultureInfo.InvariantCulture, $"UPDATE models SET position = {position} WHERE generation = {generation.Number}")
            + (Volatile.Read(ref _current) ? " AND current" : " AND NOT current")
            + string.Create(CultureInfo.InvariantCulture, $" AND position {(from is null ? "<=" : "=")} {from ?? position}");
        try
        {
            await write(store.Session, fence, cancel);
        }
        catch (TableMissingException)
        {
            throw new RowsOvertakenException();
        }
    }

    /// <summary>Rows and position in one snapshot: both of one commit.</summary>
    ValueTask<Answer<T>> Answered<T>(Func<Generation, NpgsqlTransaction, Task<T>> ask, CancellationToken cancel) => Reading(async (connection, tables) =>
    {
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancel);
        var (pointer, _) = await ReadPointer(connection, cancel, "SET TRANSACTION READ ONLY");
        if (pointer?.Generation != tables.Number) return (pointer, default(T)!);
        var answer = await ask(tables, transaction);
        await transaction.CommitAsync(cancel);
        return (pointer, answer);
    }, (answer, pointer) => new Answer<T>(answer, pointer.Position), cancel);

    async ValueTask<(Pointer?, bool)> ReadPointer(NpgsqlConnection connection, CancellationToken cancel, string? first = null)
    {
        await using var batch = connection.CreateBatch();
        if (first is not null) batch.Then(first);
        await using var reader = await batch.Then($"SELECT generation, position FROM models WHERE {Which}", Subject).ExecuteReaderAsync(cancel);
        return (await reader.ReadAsync(cancel) ? new(reader.GetInt64(0), reader.GetInt64(1)) : null, true);
    }

    /// <summary>
    /// Reads until what was read is of the generation that was current in the same snapshot; where another replica has swapped one in, from that one. What is built
    /// beside has one generation for good.
    /// </summary>
    async ValueTask<TAnswer> Reading<T, TAnswer>(Func<NpgsqlConnection, Generation, ValueTask<(Pointer?, T)>> read, Func<T, Pointer, TAnswer> answer, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < AttemptsMax; attempt++)
        {
            var tables = Volatile.Read(ref _current) ? store.CurrentGeneration : generation;
            try
            {
                var (pointer, value) = await store.Session.Ask(connection => read(connection, tables), cancel);
                if (pointer is { } there && there.Generation == tables.Number) return answer(value, there);
            }
            catch (TableMissingException)
            {
                // dropped by whoever swapped another one in
            }
            if (!Volatile.Read(ref _current)) break;
            await store.Follow(cancel);
        }
        throw new StoreFailedException(StoreFailedException.InputOutput, "The read models were replaced, and could not be read.");
    }

    readonly record struct Pointer(long Generation, long Position);
}
