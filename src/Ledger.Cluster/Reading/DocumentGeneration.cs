using System.Globalization;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text;
using JasperFx;
using Ledger.Postgres;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Marten;
using Marten.Services;
using Npgsql;

namespace Ledger.Cluster;

/// <summary>
/// A set of read models as Marten's documents: a store of its own, so that each set has tables of its own. Sessions run on the ledger's own connections, and make
/// no objects: <see cref="Ddl"/> does, once.
/// </summary>
sealed class DocumentGeneration : Generation
{
    readonly Dictionary<Type, DocumentTable> _tables;
    readonly Lazy<DocumentStore> _store;

    DocumentGeneration(long number, NpgsqlDataSource source, string schema, IReadOnlyList<RowShape> shapes) : base(number)
    {
        _tables = shapes.ToDictionary(shape => shape.Row, shape => DocumentTable.Of(shape, PrefixOf(number)));
        _store = new(() => Open(source, schema, _tables.Values));
        Tables = [.. _tables.Values.Select(table => $"{schema}.{table.Name}")];
    }

    public override IReadOnlyCollection<string> Tables { get; }

    public override string Ddl
    {
        get
        {
            var sql = new StringWriter(CultureInfo.InvariantCulture);
            foreach (var made in _store.Value.Storage.AllObjects()) if (made is Weasel.Postgresql.Tables.Table table) table.WriteCreateStatement(_store.Value.Options.Advanced.Migrator, sql);
            foreach (var (table, name) in _tables.Values.Zip(Tables)) sql.Write(table.Fields.Indexes(name, table.Name));
            return sql.ToString();
        }
    }

    /// <summary>The sets of these rows, filled by folds of this version, in a schema.</summary>
    public static GenerationForm Form(NpgsqlDataSource source, string schema, IReadOnlyList<RowShape> shapes, long version)
    {
        var members = string.Concat(shapes.SelectMany(shape => shape.Members.Select(member => $"{shape.Row.Name} {member.Name} {member.Type.Name} {member.Nullable}\n")).Order(StringComparer.Ordinal));
        var indexes = string.Concat(shapes.Select(shape => new RowFields(shape).Indexes(shape.Row.Name, shape.Row.Name)).Order(StringComparer.Ordinal));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(members + indexes)));
        return new(string.Create(CultureInfo.InvariantCulture, $"documents-{version}-{hash}"), shapes.Count, number => new DocumentGeneration(number, source, schema, shapes));
    }

    public override RowPlace PlaceOf(Type row)
    {
        var table = _tables[row];
        return new(Tables.First(name => name.EndsWith("." + table.Name, StringComparison.Ordinal)), "id", "found.data::text", table.Read);
    }

    public override Task<IReadOnlyList<TRow>> Rows<TRow>(NpgsqlTransaction within, Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) =>
        Plainly<IReadOnlyList<TRow>>(async () =>
        {
            await using var session = _store.Value.QuerySession(SessionOptions.ForTransaction(within));
            var found = await RowQuery.Of(_tables[typeof(TRow)].Fields, query).Rows<TRow>(session).ToListAsync(cancel);
            return [.. found.Select(document => document.Row)];
        });

    public override Task<long> Count<TRow>(NpgsqlTransaction within, Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel) => Plainly(async () =>
    {
        await using var session = _store.Value.QuerySession(SessionOptions.ForTransaction(within));
        return await RowQuery.Of(_tables[typeof(TRow)].Fields, query).Count<TRow>(session, cancel);
    });

    /// <remarks>The fence, the rows and the commit are one <c>SaveChanges</c>.</remarks>
    public override Func<Session, string, CancellationToken, ValueTask> Writing(IReadOnlyCollection<RowChange> changes)
    {
        var last = new Dictionary<(DocumentTable Table, string Key), IRow?>();
        foreach (var change in changes) last[(_tables[change.Table], change.Key)] = change.Row;
        return async (writing, fence, cancel) => await writing.Ask(connection => new ValueTask<bool>(Plainly(async () =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            await using var session = _store.Value.LightweightSession(SessionOptions.ForTransaction(transaction, shouldAutoCommit: true));
            session.QueueSqlCommand("SET LOCAL synchronous_commit TO off");
            session.QueueOperation(new PositionFence(fence));
            foreach (var ((table, key), row) in last) table.Change(session, key, row);
            await session.SaveChangesAsync(cancel);
            return true;
        })), cancel);
    }

    static DocumentStore Open(NpgsqlDataSource source, string schema, IEnumerable<DocumentTable> tables) => DocumentStore.For(options =>
    {
        options.Connection(source);
        options.DatabaseSchemaName = schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        options.Serializer(new SystemTextJsonSerializer(RowDocuments.Options));
        options.ConfigurePolly(_ => { });        // what may pass is tried again by the caller, in a transaction of its own
        options.ConfigureWritePolly(_ => { });
        options.Policies.DisableInformationalFields();
        foreach (var table in tables) table.Map(options);
    });

    /// <summary>Marten wraps what PostgreSQL says; here it is told as it was.</summary>
    static async Task<T> Plainly<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception exception) when (exception is not RowsOvertakenException && !PostgresFailure.IsOfEngine(exception) && Engine(exception) is { } engine)
        {
            ExceptionDispatchInfo.Throw(engine);
            throw;
        }
    }

    static Exception? Engine(Exception exception) => exception switch
    {
        RowsOvertakenException => exception,
        _ when PostgresFailure.IsOfEngine(exception) => exception,
        AggregateException several => several.InnerExceptions.Select(Engine).FirstOrDefault(inner => inner is not null),
        { InnerException: { } inner } => Engine(inner),
        _ => null,
    };
}
