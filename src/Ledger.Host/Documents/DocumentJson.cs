using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ledger.Journal;

namespace Ledger.Host.Documents;

/// <summary>How documents are written and read, over HTTP and by the command line's <c>--json</c> alike: names in camelCase, moments RFC 3339 in UTC.</summary>
static class DocumentJson
{
    public static JsonSerializerOptions Options { get; } = Made();

    /// <summary>A moment as documents show it.</summary>
    public static string Text(DateTimeOffset moment)
    {
        Span<byte> text = stackalloc byte[Instant.LengthMax];
        return Encoding.ASCII.GetString(text[..Instant.Format(moment, text)]);
    }

    /// <summary>The name of an enumeration's value, as in events: kebab-case.</summary>
    public static string Name(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    static JsonSerializerOptions Made()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new MomentConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    sealed class MomentConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Instant.TryParse(reader.GetString(), out var moment) ? moment : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
    }
}
