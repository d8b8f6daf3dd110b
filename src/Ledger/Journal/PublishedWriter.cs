using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Ledger.Sealing;

namespace Ledger.Journal;

/// <summary>
/// Writes what a publisher sends, for clients: personal values in the clear, what only the ledger writes left out. It is no part of recording:
/// <see cref="RecordedCodec"/> takes sealed values alone and this one clear values alone, so no event that holds any passes through both.
/// </summary>
public static class PublishedWriter
{
    /// <summary>Half a surrogate pair throws here instead of becoming another character on the way.</summary>
    static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    static readonly JsonSerializerOptions Options = Build();

    /// <summary>
    /// One CloudEvents 1.0 event in structured mode, compact. What it says is not judged here: <see cref="PublishedCodec"/> does that. Throws
    /// <see cref="ArgumentException"/> where the catalogue has no such event, a personal value is sealed already, or a string is no Unicode text.
    /// </summary>
    public static byte[] Write(string id, string source, string? subject, DateTimeOffset time, IEventData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var kind = EventCatalogue.All.FirstOrDefault(line => line.Data == data.GetType())
            ?? throw new ArgumentException("The catalogue has no such event.", nameof(data));
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder }))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion"u8, "1.0"u8);
            writer.WriteString("id"u8, Text(id));
            writer.WriteString("source"u8, Text(source));
            writer.WriteString("type"u8, kind.FullType);
            if (subject is not null) writer.WriteString("subject"u8, Text(subject));
            writer.WritePropertyName("time"u8);
            JsonSerializer.Serialize(writer, time, Options);
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, data, kind.Data, Options);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions(LedgerJson.Options)
        {
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutTheLedgers } },
        };
        options.Converters.Add(new TextConverter());
        options.Converters.Add(new ClearConverter());
        options.Converters.Add(new PersonConverter());
        options.MakeReadOnly();
        return options;
    }

    static void LeaveOutTheLedgers(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (property.AssociatedParameter?.AttributeProvider is ParameterInfo parameter && parameter.IsDefined(typeof(ByLedgerAttribute)))
                property.ShouldSerialize = static (_, _) => false;
        }
    }

    static byte[] Text(string text) => Strict.GetBytes(text ?? throw new ArgumentNullException(nameof(text)));

    sealed class TextConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value));
    }

    sealed class ClearConverter : JsonConverter<PersonalValue>
    {
        public override PersonalValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, PersonalValue value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Text(value.Clear ?? throw new ArgumentException("A sealed value cannot be published.")));
    }

    sealed class PersonConverter : JsonConverter<PersonRef>
    {
        public override PersonRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, PersonRef value, JsonSerializerOptions options) => writer.WriteStringValue(Text(value.Text));
    }
}
