using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Host.Generate;

/// <summary>Writes published events as lines of UTF-8 JSON, and gives each an id that no other line of the run has and that tells nothing of the person.</summary>
sealed class LineWriter : IDisposable
{
    readonly ArrayBufferWriter<byte> buffer = new(2_048);
    readonly Utf8JsonWriter json;
    readonly ulong key;
    long count;

    public LineWriter(ulong seed)
    {
        key = SeededNumbers.Mix(seed);
        // Cyrillic stays readable: the lines are UTF-8, and nobody puts them into HTML.
        json = new(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>Begins an event; its data's properties are to follow.</summary>
    public Utf8JsonWriter Begin(string type, string source, string? subject, DateTime time)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        WriteId();
        json.WriteString("source"u8, source);
        json.WriteString("type"u8, type);
        if (subject is not null) json.WriteString("subject"u8, subject);
        json.WriteString("time"u8, time);
        json.WriteStartObject("data"u8);
        return json;
    }

    /// <summary>Ends the event: the line, without a line feed.</summary>
    public ReadOnlyMemory<byte> End()
    {
        json.WriteEndObject();
        json.WriteEndObject();
        return Taken();
    }

    /// <summary>A whole event whose data is JSON already.</summary>
    public ReadOnlyMemory<byte> Whole(string type, string source, DateTime time, string data)
    {
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        WriteId();
        json.WriteString("source"u8, source);
        json.WriteString("type"u8, type);
        json.WriteString("time"u8, time);
        json.WritePropertyName("data"u8);
        json.WriteRawValue(data);
        json.WriteEndObject();
        return Taken();
    }

    /// <inheritdoc/>
    public void Dispose() => json.Dispose();

    void WriteId()
    {
        // A one-to-one scatter of a count: unique without remembering any.
        Span<byte> id = stackalloc byte[16];
        unchecked { SeededNumbers.Mix(key + (ulong)count++).TryFormat(id, out _, "x16", CultureInfo.InvariantCulture); }
        json.WriteString("id"u8, id);
    }

    byte[] Taken()
    {
        json.Flush();
        var line = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        json.Reset();
        return line;
    }
}
