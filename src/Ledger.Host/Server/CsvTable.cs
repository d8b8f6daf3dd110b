using System.Buffers;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Ledger.Host.Documents;
using Ledger.Reports;

namespace Ledger.Host.Server;

/// <summary>
/// A list of documents as CSV (RFC 4180): one column for each scalar, named as in JSON, with a point where it lies deeper; lists with spaces between;
/// lists of documents are left out. What a spreadsheet needs is in <see cref="CsvText"/>.
/// </summary>
static class CsvTable<TDocument>
{
    static readonly (string Name, Func<object, object?> Value)[] Columns = [.. ColumnsOf(typeof(TDocument), "", document => document)];

    public static void WriteHeader(IBufferWriter<byte> output)
    {
        Encoding.UTF8.GetBytes(CsvText.Mark, output);
        Write(output, Columns.Select(column => column.Name));
    }

    public static void WriteRow(IBufferWriter<byte> output, TDocument document) => Write(output, Columns.Select(column => Text(column.Value(document!))));

    static void Write(IBufferWriter<byte> output, IEnumerable<string> cells) =>
        Encoding.UTF8.GetBytes(CsvText.Line(cells, CsvText.Plain), output);

    static IEnumerable<(string, Func<object, object?>)> ColumnsOf(Type type, string prefix, Func<object, object?> whole)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var name = prefix + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            object? Value(object document) => whole(document) is { } part ? property.GetValue(part) : null;
            if (IsScalar(property.PropertyType) || ItemOf(property.PropertyType) is { } item && IsScalar(item)) yield return (name, Value);
            else if (ItemOf(property.PropertyType) is null)
                foreach (var column in ColumnsOf(property.PropertyType, $"{name}.", Value)) yield return column;
        }
    }

    static bool IsScalar(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is { IsValueType: true } || type == typeof(string);

    static Type? ItemOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    static string Text(object? value) => value switch
    {
        null => "",
        string text => CsvText.Guarded(text),
        bool flag => flag ? "true" : "false",
        DateTimeOffset moment => DocumentJson.Text(moment),
        DateOnly date => date.ToString("o", CultureInfo.InvariantCulture),
        Enum name => DocumentJson.Name(name),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => Text(string.Join(' ', list.Cast<object>().Select(Text))),
        _ => throw new InvalidOperationException($"No cell holds a {value.GetType().Name}."),
    };
}
