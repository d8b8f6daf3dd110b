using System.Text;
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

    const long SequenceMax = 1L << 53;

    StoredEvent(ReadOnlyMemory<byte> bytes) => Bytes = bytes;

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

    /// <summary>True when the type is this stem, which ends in ".v", and a decimal.</summary>
    internal bool IsVersionOf(string stem) =>
        Type.StartsWith(stem, StringComparison.Ordinal) && DecimalText.Parse(Encoding.UTF8.GetBytes(Type[stem.Length..])) is not null;

    bool Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject || !reader.Read())
        {
            return false;
        }
        Expect(ref reader, "specversion"u8);
        if (!reader.ValueTextEquals("1.0"u8))
        {
            return false;
        }
        Name(ref reader);
        Id = Take(ref reader, "id"u8);
        Source = Take(ref reader, "source"u8);
        Type = Take(ref reader, "type"u8);
        Subject = reader.ValueTextEquals("subject"u8) ? Take(ref reader, "subject"u8) : null;
        (Time, TimeText) = TakeTime(ref reader, "time"u8);
        (RecordedTime, RecordedTimeText) = TakeTime(ref reader, "recordedtime"u8);
        Stream = Take(ref reader, "stream"u8);
        Sequence = TakeNumber(ref reader, "sequence"u8);
        Actor = Take(ref reader, "actor"u8);
        if (reader.ValueTextEquals("publishedhash"u8))
        {
            Take(ref reader, "publishedhash"u8);
        }
        if (!reader.ValueTextEquals("data"u8) || !reader.Read())
        {
            return false;
        }
        var data = new EventDataReader(Bytes);
        Data = data.Read(ref reader)!;
        return Data is not null && reader.Read() && reader.TokenType == JsonTokenType.EndObject && !reader.Read();
    }

    /// <summary>Takes a string attribute from a reader that stands on its name, and leaves it on the next name.</summary>
    static string Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, name);
        var value = reader.GetString()!;
        Name(ref reader);
        return value;
    }

    static (DateTimeOffset Time, string Text) TakeTime(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        Expect(ref reader, name);
        if (reader.ValueIsEscaped || Timestamp.Parse(reader.ValueSpan) is not { } time)
        {
            throw new JsonException();
        }
        var text = reader.GetString()!;
        Name(ref reader);
        return (time, text);
    }

    static long TakeNumber(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (!reader.ValueTextEquals(name) || !reader.Read() || reader.TokenType != JsonTokenType.Number
            || DecimalText.Parse(reader.ValueSpan) is not (>= 0 and <= SequenceMax and var number))
        {
            throw new JsonException();
        }
        Name(ref reader);
        return number;
    }

    /// <summary>Moves from an attribute's name, which must be this one, to its value, which must be a string.</summary>
    static void Expect(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals(name) || !reader.Read()
            || reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException();
        }
    }

    /// <summary>Moves from a value to the next attribute's name, which must be there: data comes last.</summary>
    static void Name(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.PropertyName)
        {
            throw new JsonException();
        }
    }
}
