using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Host.Generate;

/// <summary>Writes published events as lines of UTF-8 JSON, and gives each an id that no other line of the run has and that tells nothing of the person.</summary>
sealed class LineWriter : IDisposable
{
    readonly ArrayBufferWriter<byte> _buffer = new(2_048);
    readonly Utf8JsonWriter _json;
    readonly ulong _key;
    long _count;

    public LineWriter(ulong seed)
    {
        _key = SeededNumbers.Mix(seed);
        // Cyrillic stays readable: the lines are UTF-8, and nobody puts them into HTML.
        _json = new(_buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>Begins an event; its data's properties are to follow.</summary>
    public Utf8JsonWriter Begin(string type, string source, string? subject, DateTime time)
    {
        _json.WriteStartObject();
        _json.WriteString("specversion"u8, "1.0"u8);
        WriteId();
        _json.WriteString("source"u8, source);
        _json.WriteString("type"u8, type);
        if (subject is not null) _json.WriteString("subject"u8, subject);
        _json.WriteString("time"u8, time);
        _json.WriteStartObject("data"u8);
        return _json;
    }

    /// <summary>Ends the event: the line, without a line feed.</summary>
    public ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.WriteEndObject();
        return Taken();
    }

    /// <summary>A whole event whose data is JSON already.</summary>
    public ReadOnlyMemory<byte> Whole(string type, string source, DateTime time, string data)
    {
        _json.WriteStartObject();
        _json.WriteString("specversion"u8, "1.0"u8);
        WriteId();
        _json.WriteString("source"u8, source);
        _json.WriteString("type"u8, type);
        _json.WriteString("time"u8, time);
        _json.WritePropertyName("data"u8);
        _json.WriteRawValue(data);
        _json.WriteEndObject();
        return Taken();
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    void WriteId()
    {
        // A one-to-one scatter of a count: unique without remembering any.
        Span<byte> id = stackalloc byte[16];
        unchecked { SeededNumbers.Mix(_key + (ulong)_count++).TryFormat(id, out _, "x16", CultureInfo.InvariantCulture); }
        _json.WriteString("id"u8, id);
    }

    byte[] Taken()
    {
        _json.Flush();
        var line = _buffer.WrittenSpan.ToArray();
        _buffer.ResetWrittenCount();
        _json.Reset();
        return line;
    }
}
