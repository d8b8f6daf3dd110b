using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ledger.Projections;

/// <summary>States as rows hold them: JSON, moments as microseconds since 1970 UTC. It is a cache of the fold, no format: a rebuild writes it anew.</summary>
static class StateJson
{
    static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new MomentConverter() },
    };

    public static string Write<TState>(TState state) => JsonSerializer.Serialize(state, Options);

    public static TState Read<TState>(string json) =>
        JsonSerializer.Deserialize<TState>(json, Options) ?? throw new InvalidDataException("A stored state is empty.");

    sealed class MomentConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Micros.ToMoment(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(Micros.Of(value));
    }
}
