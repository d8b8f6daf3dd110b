using System.Globalization;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>
/// The rows that say which sets of read models there are, and the making and dropping of their tables. Whoever uses sets of a shape, or builds one, holds an
/// advisory lock on it meanwhile: what nobody holds is dropped.
/// </summary>
/// <param name="session">The ledger's database.</param>
/// <param name="schema">The ledger's schema.</param>
/// <param name="form">This version's sets.</param>
sealed class Generations(Session session, string schema, GenerationForm form)
{
    string Models => schema + "_models";

    /// <summary>What tells this version's tables from those of others.</summary>
    public string Shape => form.Shape;

    /// <summary>The current generation; a new, empty one where there is none, or its tables are not all there.</summary>
    public ValueTask<Generation> Current(CancellationToken cancel) => Changing(async connection =>
    {
        if (await connection.Scalar<long>("SELECT generation FROM models WHERE shape = $1 AND current", cancel, Value(Shape)) is > 0 and var number)
        {
            if ((await Tables(connection, number, cancel)).Count == form.Tables) return form.Of(number);
            await connection.Run("UPDATE models SET current = false WHERE generation = $1", cancel, Value(number));
        }
        return await Make(connection, current: true, cancel);
    }, cancel);

    /// <summary>A new, empty generation that is not current; <paramref name="held"/> holds it until it is let go.</summary>
    public ValueTask<Generation> Beside(Func<long, ValueTask> held, CancellationToken cancel) => Changing(async connection =>
    {
        var made = await Make(connection, current: false, cancel);
        await held(made.Number);
        return made;
    }, cancel);

    /// <summary>Makes a generation current, unless it is behind the one that is.</summary>
    /// <exception cref="RowsOvertakenException">It is behind, or was dropped.</exception>
    public ValueTask<bool> Swap(Generation built, CancellationToken cancel) => Changing(async connection =>
    {
        await connection.Run(Session.Synced, cancel);
        await connection.Run("UPDATE models SET current = false WHERE shape = $1 AND current AND position <= (SELECT position FROM models WHERE generation = $2)", cancel,
            Value(Shape), Value(built.Number));
        var swapped = await connection.Run("UPDATE models SET current = true WHERE generation = $1 AND NOT EXISTS (SELECT FROM models WHERE shape = $2 AND current)", cancel,
            Value(built.Number), Value(Shape));
        return swapped == 1 ? true : throw new RowsOvertakenException();
    }, cancel);

    /// <summary>What PostgreSQL plans queries by, of a set that was filled just now.</summary>
    public ValueTask<bool> Analyze(Generation built, CancellationToken cancel) => session.Ask(async connection =>
    {
        foreach (var table in built.Tables) await connection.Run($"ANALYZE {table}", cancel);
        return true;
    }, cancel);

    /// <summary>Drops every set that answers nobody and is built by nobody. One that somebody reads from in this moment is left for the next time.</summary>
    public async ValueTask RemoveOthers(CancellationToken cancel)
    {
        foreach (var (number, shape, current) in await Others(cancel))
        {
            try
            {
                await Changing(async connection =>
                {
                    var ours = current ? Lock(shape) : Lock(number);
                    if (!await connection.Scalar<bool>($"SELECT pg_try_advisory_xact_lock({ours})", cancel)) return false;
                    if (await connection.Run("DELETE FROM models WHERE generation = $1 AND current = $2", cancel, Value(number), Value(current)) == 0) return false;
                    foreach (var table in await Tables(connection, number, cancel)) await connection.Run($"DROP TABLE {Models}.\"{table}\"", cancel);
                    return true;
                }, cancel);
            }
            catch (Ledger.Journal.StoreFailedException)
            {
                // held for longer than a lock is waited for: it is found again
            }
        }
    }

    /// <summary>The advisory lock of whoever uses sets of a shape, as SQL.</summary>
    public string Lock(string shape) => $"hashtextextended('ledger models {schema} {shape}', 0)";

    /// <summary>The advisory lock of whoever builds a generation, as SQL.</summary>
    public string Lock(long generation) => string.Create(CultureInfo.InvariantCulture, $"hashtextextended('ledger models {schema} {generation}', 0)");

    async ValueTask<Generation> Make(NpgsqlConnection connection, bool current, CancellationToken cancel)
    {
        var number = await connection.Scalar<long>("INSERT INTO models (shape, current) VALUES ($1, $2) RETURNING generation", cancel, Value(Shape), Value(current));
        var made = form.Of(number);
        await connection.Run(made.Ddl, cancel);
        return made;
    }

    ValueTask<List<(long Number, string Shape, bool Current)>> Others(CancellationToken cancel) => session.Ask(async connection =>
    {
        await using var command = connection.Command("SELECT generation, shape, current FROM models WHERE NOT current OR shape <> $1", Value(Shape));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var others = new List<(long, string, bool)>();
        while (await reader.ReadAsync(cancel)) others.Add((reader.GetInt64(0), reader.GetString(1), reader.GetBoolean(2)));
        return others;
    }, cancel);

    async ValueTask<List<string>> Tables(NpgsqlConnection connection, long number, CancellationToken cancel)
    {
        await using var command = connection.Command("SELECT tablename::text FROM pg_tables WHERE schemaname = $1 AND (starts_with(tablename::text, $2) OR starts_with(tablename::text, 'mt_doc_' || $2))",
            Value(Models), Value(Generation.PrefixOf(number)));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var names = new List<string>();
        while (await reader.ReadAsync(cancel)) names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>One replica changes what sets there are at a time.</summary>
    ValueTask<T> Changing<T>(Func<NpgsqlConnection, ValueTask<T>> work, CancellationToken cancel) => session.InTransaction(async connection =>
    {
        await connection.Run($"SELECT pg_advisory_xact_lock(hashtextextended('ledger models {schema}', 0))", cancel);
        return await work(connection);
    }, cancel);
}
