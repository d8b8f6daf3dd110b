using System.Text.Json;
using System.Text.Unicode;

namespace Ledger.Proofs;

/// <summary>
/// A recorded event read from its stored bytes (docs/event-format.md): the envelope's attributes in their one order, where the data
/// lies, and every sealed field in document order. One pass, since each event of a bundle goes through here.
/// </summary>
internal sealed class StoredEvent
{
    internal const int BytesMax = 65_535;

    private const long SequenceMax = 1L << 53;

    private StoredEvent(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

    internal ReadOnlyMemory<byte> Bytes { get; }

    internal string Id { get; private set; } = "";

    internal string Source { get; private set; } = "";

    internal string Type { get; private set; } = "";

    internal string? Subject { get; private set; }

    internal string TimeText { get; private set; } = "";

    internal string RecordedTimeText { get; private set; } = "";

    internal DateTimeOffset Time { get; private set; }

    internal DateTimeOffset RecordedTime { get; private set; }

    internal string Stream { get; private set; } = "";

    internal long Sequence { get; private set; }

    internal string Actor { get; private set; } = "";

    /// <summary>The data object: where it lies, what of it scopes and exports are compared with, and its sealed fields.</summary>
    internal EventData Data { get; private set; } = EventData.None;

    /// <summary>Every sealed field, in document order.</summary>
    internal List<SealedAt> Sealed => Data.Sealed;

    /// <summary>Reads an event, or returns null where it is not UTF-8 JSON of the envelope, with no name twice in an object at any depth.</summary>
    internal static StoredEvent? Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > BytesMax || !Utf8.IsValid(bytes.Span))
        {
            return null;
        }
        try
        {
            var stored = new StoredEvent(bytes);
            var reader = new Utf8JsonReader(bytes.Span);
            return stored.Read(ref reader) ? stored : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or an escape in a string is not valid Unicode.
            return null;
        }
    }

    /// <summary>Where the field belongs, in the log of this origin.</summary>
    internal FieldContext ContextOf(SealedAt field, string origin) => new(origin, Stream, Source, Id, field.Pointer, field.Field.KeyName);

    private bool Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read() || Take(ref reader, "specversion"u8) != "1.0")
        {
            return false;
        }
        Id = Take(ref reader, "id"u8);
        Source = Take(ref reader, "source"u8);
        Type = Take(ref reader, "type"u8);
        Subject = reader.ValueTextEquals("subject"u8) ? Take(ref reader, "subject"u8) : null;
        TimeText = Take(ref reader, "time"u8);
        RecordedTimeText = Take(ref reader, "recordedtime"u8);
        Stream = Take(ref reader, "stream"u8);
        Sequence = TakeNumber(ref reader, "sequence"u8);
        Actor = Take(ref reader, "actor"u8);
        if (reader.ValueTextEquals("publishedhash"u8))
        {
            Take(ref reader, "publishedhash"u8);
        }
        if (Timestamp.Parse(TimeText) is not { } time || Timestamp.Parse(RecordedTimeText) is not { } recorded
            || !reader.ValueTextEquals("data"u8) || !reader.Read())
        {
            return false;
        }
        (Time, RecordedTime) = (time, recorded);
        var data = new EventDataReader(Bytes);
        Data = data.Read(ref reader)!;
        return Data is not null && reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
    }

    /// <summary>Takes a string attribute from a reader that stands on its name, and leaves it on the next name.</summary>
    private static string Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name) || !reader.Read()
            || reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }
        var value = reader.GetString()!;
        return reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? value : throw new JsonException();
    }

    private static long TakeNumber(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueTextEquals(name) || !reader.Read() || reader.TokenType != JsonTokenType.Number
            || DecimalText.Parse(reader.ValueSpan) is not (>= 0 and <= SequenceMax and var number))
        {
            throw new JsonException();
        }
        return reader.Read() && reader.TokenType == JsonTokenType.PropertyName ? number : throw new JsonException();
    }
}
