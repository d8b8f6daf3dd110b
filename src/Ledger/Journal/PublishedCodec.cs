using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Ledger.Journal;

/// <summary>
/// Decodes one published CloudEvents 1.0 event (structured JSON), strictly: what the ledger does not know is refused, with a stable code and the
/// exact path (docs/refusals.md). It never throws for what was sent, and neither message nor path holds a value of it.
/// </summary>
public static class PublishedCodec
{
    /// <summary>The longest id of a publication, of its source, and of a person, in UTF-16 characters.</summary>
    public const int IdMax = 128, SourceMax = 256, SubjectMax = 256;

    /// <summary>How deep an event may be nested.</summary>
    public const int DepthMax = 16;

    static readonly JsonDocumentOptions Parsing = new() { MaxDepth = DepthMax };

    /// <summary>The characters of a URI reference (RFC 3986).</summary>
    static readonly SearchValues<char> UriCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=%");

    /// <summary>Whether a publisher may name this as its source: a URI reference that is not the ledger's own.</summary>
    public static bool IsSource(string text) =>
        TextForm.IsLine(text, SourceMax) && !text.AsSpan().ContainsAnyExcept(UriCharacters) && text != Preparer.LedgerSource;

    /// <summary>Decodes one event; <paramref name="skew"/> is how far its time may lie ahead of <paramref name="now"/>.</summary>
    public static Outcome<Publication> Read(ReadOnlyMemory<byte> json, DateTimeOffset now, TimeSpan skew)
    {
        if (json.Length > Entry.BytesMax) return No(CodecRefusals.TooLarge, $"An event has at most {Entry.BytesMax} bytes.");
        if (!Utf8.IsValid(json.Span)) return No(CodecRefusals.NotUtf8, "The event is not UTF-8.");
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json, Parsing);
        }
        catch (JsonException)
        {
            return IsTooDeep(json.Span)
                ? No(CodecRefusals.TooDeep, $"The event is nested more than {DepthMax} deep.")
                : No(CodecRefusals.NotJson, "The event is not one JSON value.");
        }
        using (document)
        {
            var fault = default(CodecFault);
            var publication = Read(document.RootElement, now + skew, ref fault);
            return publication is null ? fault.ToRefusal() : publication;
        }
    }

    static Publication? Read(JsonElement root, DateTimeOffset latest, ref CodecFault fault)
    {
        if (!PublishedAttributes.TryRead(root, ref fault, out var found) || !TryKind(found, ref fault, out var kind)) return null;
        var source = Text(found.Source, "source", SourceMax, ref fault);
        var id = fault.None ? Text(found.Id, "id", IdMax, ref fault) : null;
        var subject = fault.None ? Subject(found, kind, id!, ref fault) : null;
        var time = fault.None ? Time(found.Time, latest, ref fault) : default;
        if (!fault.None) return null;
        if (CodecShape.Of(kind.Data).Read(found.Data, CodecSide.Published, ref fault) is IEventData data)
        {
            return new(id!, source!, kind, subject, time, data, CanonicalJson.Of(root, IsContent));
        }
        fault.Under("data");
        return null;
    }

    static bool TryKind(in PublishedAttributes found, ref CodecFault fault, out EventKind kind)
    {
        kind = null!;
        if (found.Type.ValueKind != JsonValueKind.String) fault.AtProperty("type", CodecRefusals.WrongType, "A string is expected here.");
        else if (JsonText.Of(found.Type) is not { } type || EventCatalogue.Find(type) is not { } known)
        {
            fault.AtProperty("type", CodecRefusals.UnknownType, "The catalogue has no such type (docs/event-format.md lists them).");
        }
        else if (known.By == Publishing.Ledger) fault.AtProperty("type", CodecRefusals.OnlyLedger, "Only the ledger itself writes this type.");
        else kind = known;
        return kind is not null;
    }

    static string? Text(JsonElement element, string name, int max, ref CodecFault fault)
    {
        if (element.ValueKind != JsonValueKind.String) fault.AtProperty(name, CodecRefusals.WrongType, "A string is expected here.");
        else if (JsonText.Of(element) is not { } text || !TextForm.IsLine(text, max))
        {
            fault.AtProperty(name, CodecRefusals.BadValue, $"1 to {max} characters are expected, without control characters.");
        }
        else if (name == "source" && text.AsSpan().ContainsAnyExcept(UriCharacters))
        {
            fault.AtProperty(name, CodecRefusals.BadValue, "A source is a URI reference (RFC 3986).");
        }
        else if (name == "source" && text == Preparer.LedgerSource)
        {
            fault.AtProperty(name, CodecRefusals.BadValue, "This is the source of what the ledger writes itself.");
        }
        else return text;
        return null;
    }

    static string? Subject(in PublishedAttributes found, EventKind kind, string id, ref CodecFault fault)
    {
        if (found.Subject.ValueKind == JsonValueKind.Undefined)
        {
            if (kind.Subject == SubjectRule.Required) fault.AtProperty("subject", CodecRefusals.SubjectRequired, "The type concerns a person: name one.");
            return null;
        }
        if (kind.Subject == SubjectRule.None)
        {
            fault.AtProperty("subject", CodecRefusals.SubjectNotAllowed, "The type concerns no person.");
            return null;
        }
        if (Text(found.Subject, "subject", SubjectMax, ref fault) is not { } subject) return null;
        if (subject is "." or "..") fault.AtProperty("subject", CodecRefusals.BadValue, "No path can hold this id: nobody could ask about the person.");
        else if (NamesSubject(id, subject)) fault.AtProperty("id", CodecRefusals.IdNamesSubject, "The id must not hold the subject's id: it is recorded as it is.");
        return subject;
    }

    /// <summary>Whether the subject's id stands in the event's id with no letter or digit beside it.</summary>
    static bool NamesSubject(string id, string subject)
    {
        for (var at = id.IndexOf(subject, StringComparison.OrdinalIgnoreCase); at >= 0; at = id.IndexOf(subject, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + subject.Length;
            var begins = at == 0 || !char.IsLetterOrDigit(subject[0]) || !char.IsLetterOrDigit(id[at - 1]);
            var ends = end == id.Length || !char.IsLetterOrDigit(subject[^1]) || !char.IsLetterOrDigit(id[end]);
            if (begins && ends) return true;
            if (at + 1 >= id.Length) return false;
        }
        return false;
    }

    static DateTimeOffset Time(JsonElement element, DateTimeOffset latest, ref CodecFault fault)
    {
        if (element.ValueKind != JsonValueKind.String) fault.AtProperty("time", CodecRefusals.WrongType, "A string is expected here.");
        else if (!Instant.TryParse(JsonText.Of(element), out var time))
        {
            fault.AtProperty("time", CodecRefusals.BadValue, "A moment is expected (RFC 3339, with Z or an offset).");
        }
        else if (time > latest) fault.AtProperty("time", CodecRefusals.TimeInFuture, "The event's time lies in the future.");
        else return time;
        return default;
    }

    /// <summary>
    /// A trace is about how an event travelled, not what it says: a repeat comes under another. A content type has one value, which its absence means too,
    /// so that an event sent in binary mode is the one sent in structured mode.
    /// </summary>
    static bool IsContent(JsonProperty property) =>
        !property.NameEquals("traceparent"u8) && !property.NameEquals("tracestate"u8) && !property.NameEquals("datacontenttype"u8);

    /// <summary>Counts brackets outside strings, for input that no parser took.</summary>
    static bool IsTooDeep(ReadOnlySpan<byte> json)
    {
        var depth = 0;
        var inText = false;
        for (var at = 0; at < json.Length; at++)
        {
            if (json[at] == '"') inText = !inText;
            else if (inText && json[at] == '\\') at++;
            else if (!inText && json[at] is (byte)'{' or (byte)'[' && ++depth > DepthMax) return true;
            else if (!inText && json[at] is (byte)'}' or (byte)']') depth--;
        }
        return false;
    }

    static Refusal No(string code, string message) => new(code, message, "$");
}
