using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Journal;

/// <summary>How the ledger writes and reads JSON: one spelling for everything, so that bytes can be pinned.</summary>
public static class LedgerJson
{
    /// <summary>
    /// camelCase names, kebab-case enumerations (never numbers), null left out, Cyrillic unescaped, moments in UTC with microseconds, no indentation;
    /// unknown and doubled properties are refused. Read-only.
    /// </summary>
    public static JsonSerializerOptions Options { get; } = Build();

    static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions(JsonSerializerOptions.Strict)
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            // The text never reaches HTML unescaped: pages escape for themselves. The default encoder would write Cyrillic as \uXXXX.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false), new InstantConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Instant.TryParse(reader.GetString(), out var value) ? value : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
        {
            Span<byte> text = stackalloc byte[Instant.LengthMax];
            writer.WriteStringValue(text[..Instant.Format(value, text)]);
        }
    }
}
