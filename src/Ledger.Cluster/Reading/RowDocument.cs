using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Postgres;
using Ledger.Reading;

namespace Ledger.Cluster;

/// <summary>A row as Marten stores it: its key is the document's id, its members are those of the document.</summary>
public sealed class RowDocument<TRow> where TRow : class, IRow
{
    /// <summary>The row's key; U+0000, which PostgreSQL knows not, is written as two characters. Null in what was read.</summary>
    public string Id { get; set; } = null!;

    /// <summary>The row.</summary>
    public TRow Row { get; set; } = null!;

    internal static RowDocument<TRow> Of(TRow row) => new() { Id = StoredText.Encode(row.Key), Row = row };
}

/// <summary>Writes a document's row in its place.</summary>
sealed class RowDocuments : JsonConverterFactory
{
    /// <summary>How rows are written: computed members are left out, text is as PostgreSQL can store it.</summary>
    public static JsonSerializerOptions Options { get; } = new() { IgnoreReadOnlyProperties = true, Converters = { new RowDocuments(), new Text() } };

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(RowDocument<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Whole<>).MakeGenericType(typeToConvert.GenericTypeArguments))!;

    sealed class Whole<TRow> : JsonConverter<RowDocument<TRow>> where TRow : class, IRow
    {
        public override RowDocument<TRow> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new() { Row = JsonSerializer.Deserialize<TRow>(ref reader, options)! };

        public override void Write(Utf8JsonWriter writer, RowDocument<TRow> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.Row, options);
    }

    sealed class Text : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetString() is { } stored ? StoredText.Decode(stored) : null;

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(StoredText.Encode(value));
    }
}
