using System.Linq.Expressions;
using Ledger.Reading;
using Npgsql;

namespace Ledger.Postgres;

/// <summary>
/// The table of one row type: its DDL and its SQL, and what copies rows in and out, compiled once from the row's shape. Text compares and sorts by its bytes
/// (collation "C"), and nothing comes before something.
/// </summary>
sealed class RowTable
{
    readonly List<RowMember> _stored;
    readonly RowColumns _columns;
    readonly Func<NpgsqlDataReader, int, IRow> _read;

    /// <param name="shape">The row's shape.</param>
    /// <param name="schema">The schema the table is in.</param>
    /// <param name="prefix">What its name begins with; the row's name follows.</param>
    public RowTable(RowShape shape, string schema, string prefix)
    {
        (Shape, Bare) = (shape, prefix + shape.Row.Name);
        _stored = [.. shape.Members.Where(member => member.Name != nameof(IRow.Key))];
        _columns = new(shape, _stored);
        Name = $"{schema}.{Quoted(Bare)}";
        var columns = string.Concat(_stored.Select(member => $", {Quoted(member.Name)}"));
        // NULLS FIRST, as every query orders: an index of the other order would not serve it. So there is a unique index instead of a primary key.
        Indexes = [($"{Bare}_key", $"CREATE UNIQUE INDEX {Quoted($"{Bare}_key")} ON {Name} (\"Key\" NULLS FIRST);\n"), .. shape.Indexes.Select((index, place) =>
            ($"{Bare}_{place}", $"CREATE INDEX {Quoted($"{Bare}_{place}")} ON {Name} ({string.Join(", ", index.Select(name => $"{Quoted(name)} NULLS FIRST"))});\n"))];
        Ddl = $"CREATE TABLE {Name} (\"Key\" text COLLATE \"C\" NOT NULL{string.Concat(_stored.Select(Column))});\n" + string.Concat(Indexes.Select(index => index.Sql));
        var replaced = string.Join(", ", _stored.Select(member => $"{Quoted(member.Name)} = excluded.{Quoted(member.Name)}"));
        var given = string.Concat(_stored.Select((member, place) => $", ${place + 2}::{Type(member)}[]"));
        Upsert = $"INSERT INTO {Name} (\"Key\"{columns}) SELECT * FROM unnest($1::text[]{given}) ON CONFLICT (\"Key\") DO "
            + (_stored.Count == 0 ? "NOTHING" : "UPDATE SET " + replaced);
        Delete = $"DELETE FROM {Name} WHERE \"Key\" = ANY ($1::text[])";
        Columns = "found.\"Key\"" + string.Concat(_stored.Select(member => $", found.{Quoted(member.Name)}"));
        _read = Reader();
    }

    public RowShape Shape { get; }

    /// <summary>Its name, with the schema's.</summary>
    public string Name { get; }

    /// <summary>Its name without the schema's.</summary>
    public string Bare { get; }

    public string Ddl { get; }

    public IReadOnlyList<(string Name, string Sql)> Indexes { get; }

    /// <summary>Takes one array for each column: <see cref="Parameters"/>.</summary>
    public string Upsert { get; }

    /// <summary>Takes an array of keys.</summary>
    public string Delete { get; }

    /// <summary>What <see cref="Read"/> reads, of a table called <c>found</c>.</summary>
    public string Columns { get; }

    /// <summary>The arrays of an upsert.</summary>
    public NpgsqlParameter[] Parameters(IReadOnlyList<IRow> rows) => _columns.Of(rows);

    /// <summary>Makes the row whose columns begin at this one.</summary>
    public IRow Read(NpgsqlDataReader reader, int first) => _read(reader, first);

    /// <summary>
    /// What makes a table of these columns, made by an earlier version, into this one, its rows kept: what is new is null, zero or empty in them. Null
    /// where it has a column this version does not know.
    /// </summary>
    public string? Upgrade(IReadOnlyCollection<string> columns, IReadOnlyCollection<string> indexes) =>
        columns.Any(column => column != nameof(IRow.Key) && _stored.TrueForAll(member => member.Name != column))
            ? null
            : string.Concat(_stored.Where(member => !columns.Contains(member.Name)).Select(Added))
                + string.Concat(Indexes.Where(index => !indexes.Contains(index.Name)).Select(index => index.Sql));

    string Added(RowMember member) =>
        $"ALTER TABLE {Name} ADD COLUMN {Column(member)[2..]}{(member.Nullable ? "" : member.Type == typeof(string) ? " DEFAULT ''" : member.Type == typeof(bool) ? " DEFAULT false" : " DEFAULT 0")};\n";

    static string Quoted(string name) => $"\"{name}\"";

    static string Type(RowMember member) => member.Type == typeof(string) ? "text" : member.Type == typeof(bool) ? "boolean" : "bigint";

    static string Column(RowMember member) =>
        $", {Quoted(member.Name)} {Type(member)}{(member.Type == typeof(string) ? " COLLATE \"C\"" : "")}{(member.Nullable ? "" : " NOT NULL")}";

    Func<NpgsqlDataReader, int, IRow> Reader()
    {
        var (reader, first) = (Expression.Parameter(typeof(NpgsqlDataReader)), Expression.Parameter(typeof(int)));
        var parameters = Shape.Materialiser.GetParameters();
        var made = Expression.New(Shape.Materialiser, parameters.Select(parameter => Value(reader, first, Shape.Of(parameter))));
        var inConstructor = parameters.Select(Shape.Of).ToHashSet();
        var rest = Shape.Members.Where(member => !inConstructor.Contains(member)).Select(member => Expression.Bind(member.Property, Value(reader, first, member)));
        return Expression.Lambda<Func<NpgsqlDataReader, int, IRow>>(Expression.MemberInit(made, rest), reader, first).Compile();
    }

    Expression Value(ParameterExpression reader, ParameterExpression first, RowMember member)
    {
        var column = Expression.Add(first, Expression.Constant(member.Name == nameof(IRow.Key) ? 0 : _stored.IndexOf(member) + 1));
        var read = member.Type == typeof(string) ? nameof(NpgsqlDataReader.GetString) : member.Type == typeof(bool) ? nameof(NpgsqlDataReader.GetBoolean) : nameof(NpgsqlDataReader.GetInt64);
        Expression value = Expression.Call(reader, read, null, column);
        if (member.Type == typeof(string)) value = Expression.Call(typeof(StoredText), nameof(StoredText.Decode), null, value);
        var type = member.Property.PropertyType;
        if (!member.Nullable) return value;
        return Expression.Condition(Expression.Call(reader, nameof(NpgsqlDataReader.IsDBNull), null, column), Expression.Default(type), Expression.Convert(value, type));
    }
}
