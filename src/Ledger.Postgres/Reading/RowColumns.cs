using System.Reflection;
using Ledger.Reading;
using Npgsql;
using static Ledger.Postgres.Engine.Sql;

namespace Ledger.Postgres;

/// <summary>Rows turned into one array for each column, the key's first, as <c>unnest</c> takes them.</summary>
/// <param name="shape">The rows' shape.</param>
/// <param name="stored">The members that have a column besides the key's, in their order.</param>
sealed class RowColumns(RowShape shape, IEnumerable<RowMember> stored)
{
    static readonly MethodInfo Text = Method(nameof(TextOf)), Plain = Method(nameof(PlainOf));

    readonly List<Func<IReadOnlyList<IRow>, NpgsqlParameter>> _columns =
    [
        rows => Array(rows, row => StoredText.Encode(row.Key)),
        .. stored.Select(member => member.Type == typeof(string)
            ? Made(Text.MakeGenericMethod(shape.Row), member)
            : Made(Plain.MakeGenericMethod(shape.Row, member.Property.PropertyType), member)),
    ];

    public NpgsqlParameter[] Of(IReadOnlyList<IRow> rows) => [.. _columns.Select(column => column(rows))];

    static MethodInfo Method(string name) => typeof(RowColumns).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    static Func<IReadOnlyList<IRow>, NpgsqlParameter> Made(MethodInfo method, RowMember member) =>
        (Func<IReadOnlyList<IRow>, NpgsqlParameter>)method.Invoke(null, [member.Property])!;

    static Func<IReadOnlyList<IRow>, NpgsqlParameter> TextOf<TRow>(PropertyInfo property) where TRow : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TRow, string?>>();
        return rows => Array(rows, row => get((TRow)row) is { } text ? StoredText.Encode(text) : null);
    }

    static Func<IReadOnlyList<IRow>, NpgsqlParameter> PlainOf<TRow, T>(PropertyInfo property) where TRow : class
    {
        var get = property.GetMethod!.CreateDelegate<Func<TRow, T>>();
        return rows => Array(rows, row => get((TRow)row));
    }

    static NpgsqlParameter Array<T>(IReadOnlyList<IRow> rows, Func<IRow, T> get)
    {
        var values = new T[rows.Count];
        for (var place = 0; place < values.Length; place++) values[place] = get(rows[place]);
        return Value(values);
    }
}
