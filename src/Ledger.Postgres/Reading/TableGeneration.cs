using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ledger.Postgres.Engine;
using Ledger.Reading;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>A set of read models as tables with a column for each member.</summary>
sealed class TableGeneration : Generation
{
    readonly Dictionary<Type, RowTable> _tables;
    readonly Lazy<DbContextOptions> _options;

    TableGeneration(long number, string schema, IEnumerable<RowShape> shapes) : base(number)
    {
        _tables = shapes.ToDictionary(shape => shape.Row, shape => new RowTable(shape, schema, PrefixOf(number)));
        _options = new(() => RowContext.OptionsOf(_tables.Values, schema));
    }

    public override string Ddl => string.Concat(_tables.Values.Select(table => table.Ddl));

    public override IReadOnlyCollection<string> Tables => [.. _tables.Values.Select(table => table.Name)];

    /// <summary>The sets of these rows, filled by folds of this version, in a schema.</summary>
    public static GenerationForm Form(string schema, IReadOnlyList<RowShape> shapes, long version) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{version}-{ShapeOf(shapes)}"), shapes.Count, number => new TableGeneration(number, schema, shapes));

    public override RowPlace PlaceOf(Type row)
    {
        var table = _tables[row];
        return new(table.Name, "\"Key\"", table.Columns, table.Read);
    }

    public override async Task<IReadOnlyList<TRow>> Rows<TRow>(NpgsqlTransaction within, Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
    {
        await using var context = new RowContext(_options.Value, within.Connection!);
        return await context.Rows(query, cancel);
    }

    public override async Task<long> Count<TRow>(NpgsqlTransaction within, Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
    {
        await using var context = new RowContext(_options.Value, within.Connection!);
        return await context.Count(query, cancel);
    }

    public override Func<Session, string, CancellationToken, ValueTask> Writing(IReadOnlyCollection<RowChange> changes)
    {
        var rows = new RowWriter(changes, _tables);
        return async (session, fence, cancel) => await session.InTransaction(async connection =>
        {
            await using var batch = connection.CreateBatch().Then(Session.Unsynced).Then(fence);
            await batch.ExecuteNonQueryAsync(cancel);
            if (batch.BatchCommands[1].Rows == 0) throw new RowsOvertakenException();
            await rows.Write(connection, cancel);
            return true;
        }, cancel);
    }

    /// <summary>What tells sets of other tables apart: a hash of their DDL.</summary>
    static string ShapeOf(IEnumerable<RowShape> shapes)
    {
        var ddl = string.Concat(shapes.Select(shape => new RowTable(shape, "models", "").Ddl).Order(StringComparer.Ordinal));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ddl)));
    }
}
