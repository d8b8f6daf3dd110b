using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>A sealed field and where its object stands in the event's bytes.</summary>
internal readonly record struct SealedAt(string Pointer, int Start, int Length, SealedField Field);

/// <summary>
/// A recorded event read from its stored bytes (docs/event-format.md): the envelope's attributes in their one order, where the data
/// lies, and every sealed field in document order.
/// </summary>
internal sealed class StoredEvent
{
    internal const int BytesMax = 65_535;

    private const long SequenceMax = 1L << 53;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

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

    internal int DataStart { get; private set; }

    internal int DataLength { get; private set; }

    /// <summary>data.recipient, data.manifest and data.inquiry where they are strings: what scopes and exports are compared with.</summary>
    internal (string? Recipient, string? Manifest, string? Inquiry) Named { get; private set; }

    internal List<SealedAt> Sealed { get; } = [];

    /// <summary>Reads an event, or returns null where it is not one compact line of the envelope with no name twice at any depth.</summary>
    internal static StoredEvent? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            if (bytes.Length > BytesMax)
            {
                return null;
            }
            using var document = JsonDocument.Parse(bytes, Strict);
            var stored = new StoredEvent(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object && stored.ReadEnvelope(document.RootElement) ? stored : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // Not JSON, or a string in it is not valid Unicode.
            return null;
        }
    }

    /// <summary>Where the field belongs, in the log of this origin.</summary>
    internal FieldContext ContextOf(SealedAt field, string origin) => new(origin, Stream, Source, Id, field.Pointer, field.Field.KeyName);

    private bool ReadEnvelope(JsonElement root)
    {
        var attributes = root.EnumerateObject();
        if (Next(ref attributes, "specversion") != "1.0")
        {
            return false;
        }
        Id = Next(ref attributes, "id")!;
        Source = Next(ref attributes, "source")!;
        Type = Next(ref attributes, "type")!;
        Subject = Next(ref attributes, "subject", optional: true);
        TimeText = Next(ref attributes, "time")!;
        RecordedTimeText = Next(ref attributes, "recordedtime")!;
        Stream = Next(ref attributes, "stream")!;
        Sequence = Number(ref attributes, "sequence");
        Actor = Next(ref attributes, "actor")!;
        _ = Next(ref attributes, "publishedhash", optional: true);
        var data = Take(ref attributes, "data", JsonValueKind.Object);
        if (attributes.MoveNext() || Timestamp.Parse(TimeText) is not { } time || Timestamp.Parse(RecordedTimeText) is not { } recorded)
        {
            return false;
        }
        (Time, RecordedTime) = (time, recorded);
        (DataStart, DataLength) = Place(data);
        Named = (Text(data, "recipient"), Text(data, "manifest"), Text(data, "inquiry"));
        return FindSealed(data, "/data");
    }

    /// <summary>Collects sealed fields in document order. False where an object claims to be one and is not well formed.</summary>
    private bool FindSealed(JsonElement element, string pointer)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            if (ClaimsToBeSealed(element))
            {
                var (start, length) = Place(element);
                Sealed.Add(new SealedAt(pointer, start, length, SealedField.Parse(element)!));
                return Sealed[^1].Field is not null;
            }
            foreach (var member in element.EnumerateObject())
            {
                if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
                    && !FindSealed(member.Value, $"{pointer}/{Escape(member.Name)}"))
                {
                    return false;
                }
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            var at = 0;
            foreach (var item in element.EnumerateArray())
            {
                if (item.ValueKind is JsonValueKind.Object or JsonValueKind.Array && !FindSealed(item, $"{pointer}/{at}"))
                {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    private static bool ClaimsToBeSealed(JsonElement element)
    {
        var members = element.EnumerateObject();
        return members.MoveNext() && members.Current.NameEquals("sealed"u8)
            && members.Current.Value.ValueKind == JsonValueKind.String && members.Current.Value.ValueEquals(SealedField.Format);
    }

    private static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Next(ref JsonElement.ObjectEnumerator attributes, string name, bool optional = false)
    {
        var before = attributes;
        if (attributes.MoveNext() && attributes.Current.NameEquals(name))
        {
            return attributes.Current.Value.ValueKind == JsonValueKind.String ? attributes.Current.Value.GetString() : throw Malformed();
        }
        attributes = optional ? before : throw Malformed();
        return null;
    }

    private static long Number(ref JsonElement.ObjectEnumerator attributes, string name)
    {
        var value = Take(ref attributes, name, JsonValueKind.Number);
        return DecimalText.Parse(JsonMarshal.GetRawUtf8Value(value)) is { } number and <= SequenceMax ? number : throw Malformed();
    }

    private static JsonElement Take(ref JsonElement.ObjectEnumerator attributes, string name, JsonValueKind kind) =>
        attributes.MoveNext() && attributes.Current.NameEquals(name) && attributes.Current.Value.ValueKind == kind
            ? attributes.Current.Value
            : throw Malformed();

    private static JsonException Malformed() => new();

    /// <summary>Where the element's text lies: the document reads the event's own bytes, so its text is a slice of them.</summary>
    private (int Start, int Length) Place(JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        return Bytes.Span.Overlaps(raw, out var start) ? (start, raw.Length) : throw Malformed();
    }
}
