using System.Linq.Expressions;
using Ledger.Reading;
using Ledger.Sqlite.Engine;

namespace Ledger.Sqlite;

/// <summary>The table of one row type: its DDL and its SQL, and what copies rows in and out, compiled once from the row's shape.</summary>
sealed class RowTable
{
    readonly Action<Statement, IRow> _bind;
    readonly Func<Statement, IRow> _read;

    public RowTable(RowShape shape)
    {
        Shape = shape;
        Stored = [.. shape.Members.Where(member => member.Name != nameof(IRow.Key))];
        var columns = string.Concat(Stored.Select(member => $", {Quoted(member.Name)}"));
        Indexes = string.Concat(shape.Indexes.Select((index, place) =>
            $"CREATE INDEX {Quoted($"{shape.Row.Name}{place}")} ON {Name} ({string.Join(", ", index.Select(Quoted))});\n"));
        Ddl = $"CREATE TABLE {Name} (\"Key\" TEXT PRIMARY KEY NOT NULL{string.Concat(Stored.Select(Column))}) STRICT;\n" + Indexes;
        var replaced = string.Join(", ", Stored.Select(member => $"{Quoted(member.Name)} = excluded.{Quoted(member.Name)}"));
        Upsert = $"INSERT INTO {Name} (\"Key\"{columns}) VALUES (?{string.Concat(Stored.Select(_ => ", ?"))}) ON CONFLICT DO "
            + (Stored.Count == 0 ? "NOTHING" : "UPDATE SET " + replaced);
        Delete = $"DELETE FROM {Name} WHERE \"Key\" = ?";
        Find = $"SELECT \"Key\"{columns} FROM {Name} WHERE \"Key\" = ?";
        _bind = Binder();
        _read = Reader();
    }

    public RowShape Shape { get; }

    public string Ddl { get; }

    /// <summary>The part of the DDL that makes its indexes.</summary>
    string Indexes { get; }

    public string Upsert { get; }

    public string Delete { get; }

    public string Find { get; }

    /// <summary>The members that have a column besides the key's, in the order of their columns.</summary>
    List<RowMember> Stored { get; }

    string Name => Quoted(Shape.Row.Name);

    /// <summary>Binds a row's members to an upsert, after its key.</summary>
    public void Bind(Statement upsert, IRow row) => _bind(upsert, row);

    /// <summary>Makes the row a find stands on.</summary>
    public IRow Read(Statement found) => _read(found);

    /// <summary>
    /// What makes a table of these columns, made by an earlier version, into this one, its rows kept: what is new is null, zero or empty in them. Null
    /// where it has a column this version does not know.
    /// </summary>
    public string? Upgrade(IReadOnlyCollection<string> columns, IEnumerable<string> indexes) =>
        columns.Any(column => column != nameof(IRow.Key) && Stored.TrueForAll(member => member.Name != column))
            ? null
            : string.Concat(indexes.Select(index => $"DROP INDEX {Quoted(index)};\n"))
                + string.Concat(Stored.Where(member => !columns.Contains(member.Name)).Select(Added)) + Indexes;

    string Added(RowMember member) =>
        $"ALTER TABLE {Name} ADD COLUMN{Column(member)[1..]}{(member.Nullable ? "" : member.Type == typeof(string) ? " DEFAULT ''" : " DEFAULT 0")};\n";

    static string Quoted(string name) => $"\"{name}\"";

    static string Column(RowMember member) =>
        $", {Quoted(member.Name)} {(member.Type == typeof(string) ? "TEXT" : "INTEGER")}{(member.Nullable ? "" : " NOT NULL")}";

    Action<Statement, IRow> Binder()
    {
        var statement = Expression.Parameter(typeof(Statement));
        var row = Expression.Parameter(typeof(IRow));
        var typed = Expression.Variable(Shape.Row);
        var binds = Stored.Select((member, place) => Expression.Call(
            statement, nameof(Statement.Bind), null, Expression.Constant(place + 2), Expression.Property(typed, member.Property)));
        var assign = Expression.Assign(typed, Expression.Convert(row, Shape.Row));
        var body = Expression.Block([typed], [assign, .. binds, Expression.Empty()]);
        return Expression.Lambda<Action<Statement, IRow>>(body, statement, row).Compile();
    }

    Func<Statement, IRow> Reader()
    {
        var statement = Expression.Parameter(typeof(Statement));
        var parameters = Shape.Materialiser.GetParameters();
        var made = Expression.New(Shape.Materialiser, parameters.Select(parameter => Value(statement, Shape.Of(parameter))));
        var inConstructor = parameters.Select(Shape.Of).ToHashSet();
        var rest = Shape.Members.Where(member => !inConstructor.Contains(member))
            .Select(member => Expression.Bind(member.Property, Value(statement, member)));
        return Expression.Lambda<Func<Statement, IRow>>(Expression.MemberInit(made, rest), statement).Compile();
    }

    Expression Value(ParameterExpression statement, RowMember member)
    {
        var column = Expression.Constant(member.Name == nameof(IRow.Key) ? 0 : Stored.IndexOf(member) + 1);
        var read = member.Type == typeof(string) ? nameof(Statement.Text) : nameof(Statement.Int64);
        Expression value = Expression.Call(statement, read, null, column);
        if (member.Type == typeof(bool)) value = Expression.NotEqual(value, Expression.Constant(0L));
        var type = member.Property.PropertyType;
        if (!member.Nullable) return value;
        var isNull = Expression.Call(statement, nameof(Statement.IsNull), null, column);
        return Expression.Condition(isNull, Expression.Default(type), Expression.Convert(value, type));
    }
}
