using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Journal;

/// <summary>The recorded line: one order of attributes, compact; written once, and never written again from what was read.</summary>
public static class RecordedCodec
{
    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    static readonly JsonDocumentOptions Parsing = new() { MaxDepth = PublishedCodec.DepthMax };

    /// <summary>The data as it is recorded: properties in the order of their record. Throws where a personal value is not sealed yet.</summary>
    public static byte[] WriteData(IEventData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), LedgerJson.Options);
    }

    /// <summary>The bytes of one recorded event, or null where they would be more than <see cref="Entry.BytesMax"/>.</summary>
    public static byte[]? Write(PreparedEvent prepared, DateTimeOffset recorded, long sequence)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var buffer = new ArrayBufferWriter<byte>(512 + prepared.Data.Length);
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion"u8, "1.0"u8);
            writer.WriteString("id"u8, prepared.Id);
            writer.WriteString("source"u8, prepared.Source);
            writer.WriteString("type"u8, prepared.Kind.FullType);
            if (prepared.Subject is not null) writer.WriteString("subject"u8, prepared.Subject);
            WriteInstant(writer, "time"u8, prepared.Time);
            WriteInstant(writer, "recordedtime"u8, recorded);
            writer.WriteString("stream"u8, prepared.Stream);
            writer.WriteNumber("sequence"u8, sequence);
            writer.WriteString("actor"u8, prepared.Actor);
            if (prepared.PublishedHash is not null) writer.WriteString("publishedhash"u8, prepared.PublishedHash);
            writer.WritePropertyName("data"u8);
            writer.WriteRawValue(prepared.Data.Span, skipInputValidation: true);
            writer.WriteEndObject();
        }
        return buffer.WrittenCount <= Entry.BytesMax ? buffer.WrittenSpan.ToArray() : null;
    }

    /// <summary>
    /// Decodes a stored event and lifts it to the newest schema. A type or schema this version does not know gives <see cref="UnknownEvent"/>; bytes
    /// that are no recorded event throw <see cref="InvalidDataException"/>, which names the index: the store is damaged.
    /// </summary>
    public static RecordedEvent Read(Entry entry) => Read(entry, EventCatalogue.Newest, Upcasting.Current);

    internal static RecordedEvent Read(Entry entry, Func<string, EventKind?> newest, Upcasting upcasting)
    {
        ArgumentNullException.ThrowIfNull(entry);
        try
        {
            using var document = JsonDocument.Parse(entry.Bytes, Parsing);
            var envelope = RecordedEnvelope.Of(document.RootElement);
            var (name, schema) = SplitType(envelope.Type);
            return new(entry.Index, envelope.Id, envelope.Source, name, envelope.Subject, envelope.Time, envelope.RecordedTime,
                entry.Stream, entry.Sequence, envelope.Actor, ReadData(entry, envelope, newest(name), name, schema, upcasting));
        }
        catch (Exception damage) when (damage is JsonException or FormatException or InvalidOperationException)
        {
            throw Damaged(entry, "it is no recorded event");
        }
    }

    static IEventData ReadData(Entry entry, in RecordedEnvelope envelope, EventKind? kind, string name, int schema, Upcasting upcasting)
    {
        if (kind is null || upcasting.Lift(name, schema, kind.Schema, envelope.Data) is not { } data) return new UnknownEvent(envelope.Type);
        var fault = default(CodecFault);
        if (CodecShape.Of(kind.Data).Read(data, CodecSide.Recorded, ref fault) is IEventData read) return read;
        fault.Under("data");
        throw Damaged(entry, $"{fault.ToRefusal().Code} at {fault.ToRefusal().Path}");
    }

    /// <summary><c>ledger.consent.given.v1</c> is the name <c>ledger.consent.given</c> at schema 1; without a number the schema is 0, which nothing knows.</summary>
    static (string Name, int Schema) SplitType(string type)
    {
        if (EventCatalogue.Find(type) is { } known) return (known.Name, known.Schema);
        var at = type.LastIndexOf(".v", StringComparison.Ordinal);
        return at > 0 && int.TryParse(type.AsSpan(at + 2), NumberStyles.None, CultureInfo.InvariantCulture, out var schema)
            ? (type[..at], schema)
            : (type, 0);
    }

    static void WriteInstant(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset value)
    {
        Span<byte> text = stackalloc byte[Instant.LengthMax];
        writer.WriteString(name, text[..Instant.Format(value, text)]);
    }

    static InvalidDataException Damaged(Entry entry, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"The event at index {entry.Index} cannot be read: {what}. Run `ledger check`."));
}
