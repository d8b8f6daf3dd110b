using System.Globalization;
using System.Threading.Channels;
using Ledger.Journal;
using Ledger.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace Ledger.Benchmarks;

/// <summary>A database of its own on the server to be measured, and the same rows written to tables of the same shape by nothing but Npgsql.</summary>
sealed class RawPostgres : IAsyncDisposable
{
    const string Server = "LEDGER_TEST_POSTGRES";

    static int _databases;

    readonly NpgsqlDataSource _source;

    RawPostgres(string login) => (Login, _source) = (login, NpgsqlDataSource.Create(login));

    /// <summary>The connection string.</summary>
    public string Login { get; }

    /// <summary>A database with the ledger's schema, and in a schema <c>raw</c> a table like that of the events.</summary>
    public static async Task<RawPostgres> NewDatabase()
    {
        var server = Environment.GetEnvironmentVariable(Server) ?? throw new InvalidOperationException($"{Server} must name the PostgreSQL server to be measured.");
        var name = string.Create(CultureInfo.InvariantCulture, $"ledger_bench_{Environment.ProcessId}_{++_databases}");
        await using (var source = NpgsqlDataSource.Create(server)) await Execute(source, $"CREATE DATABASE {name}");
        var made = new RawPostgres(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
        await (await PostgresDatabase.Open(new(made.Login), default)).DisposeAsync();
        await Execute(made._source, "CREATE SCHEMA raw; CREATE TABLE raw.events (LIKE ledger.events INCLUDING ALL)");
        return made;
    }

    /// <summary>Binary COPY of the rows, a transaction for each so many. Seconds.</summary>
    public async Task<double> Copy(List<Entry> entries, int batchLength)
    {
        await using var connection = await _source.OpenConnectionAsync();
        return await Samples.Seconds(async () =>
        {
            foreach (var batch in entries.Chunk(batchLength))
            {
                await using var copy = await connection.BeginBinaryImportAsync("COPY raw.events (idx, stream, sequence, publication, body) FROM STDIN (FORMAT binary)");
                foreach (var entry in batch)
                {
                    await copy.StartRowAsync();
                    await copy.WriteAsync(entry.Index, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(entry.Stream, NpgsqlDbType.Text);
                    await copy.WriteAsync(entry.Sequence, NpgsqlDbType.Bigint);
                    await copy.WriteAsync(Key(entry), NpgsqlDbType.Uuid);
                    await copy.WriteAsync(entry.Bytes, NpgsqlDbType.Bytea);
                }
                await copy.CompleteAsync();
            }
        });
    }

    /// <summary>Group commit: publishers hand rows over one at a time and wait; one writer inserts whatever waits by arrays. Seconds.</summary>
    public async Task<double> GroupCommit(List<Entry> entries, int publishers)
    {
        var queue = Channel.CreateBounded<(Entry Entry, TaskCompletionSource Done)>(new BoundedChannelOptions(4096) { SingleReader = true });
        var writer = Task.Run(async () =>
        {
            await using var connection = await _source.OpenConnectionAsync();
            List<(Entry Entry, TaskCompletionSource Done)> group = [];
            while (await queue.Reader.WaitToReadAsync())
            {
                while (queue.Reader.TryRead(out var waiting)) group.Add(waiting);
                await using (var insert = new NpgsqlCommand("INSERT INTO raw.events SELECT * FROM unnest($1, $2, $3, $4, $5)", connection))
                {
                    insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. group.Select(one => one.Entry.Index)] });
                    insert.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. group.Select(one => one.Entry.Stream)] });
                    insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. group.Select(one => one.Entry.Sequence)] });
                    insert.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. group.Select(one => Key(one.Entry))] });
                    insert.Parameters.Add(new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = [.. group.Select(one => one.Entry.Bytes)] });
                    await insert.PrepareAsync();
                    await insert.ExecuteNonQueryAsync();
                }
                foreach (var (_, done) in group) done.SetResult();
                group.Clear();
            }
        });
        var next = -1;
        var seconds = await Samples.Seconds(() => Task.WhenAll(Enumerable.Range(0, publishers).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < entries.Count;)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                await queue.Writer.WriteAsync((entries[place], done));
                await done.Task;
            }
        }))));
        queue.Writer.Complete();
        await writer;
        return seconds;
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        var database = new NpgsqlConnectionStringBuilder(Login).Database;
        await using var server = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(Server)!);
        await Execute(server, $"DROP DATABASE {database} WITH (FORCE)");
    }

    static Guid Key(Entry entry) => new(entry.Publication.ToBytes(), bigEndian: true);

    static async Task Execute(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
