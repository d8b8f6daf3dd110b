using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>A sealed field and where its object stands in the event's bytes.</summary>
internal readonly record struct SealedAt(string Pointer, int Start, int Length, SealedField Field);

/// <summary>The data object of an event: where it lies in the bytes, its members that scopes and exports are compared with, and its sealed fields.</summary>
internal sealed record EventData(int Start, int Length, List<SealedAt> Sealed)
{
    internal static readonly EventData None = new(0, 0, []);

    /// <summary>Null, as the next three, where it is absent or not a string.</summary>
    internal string? Recipient { get; init; }

    internal string? Manifest { get; init; }

    internal string? Inquiry { get; init; }

    internal string? PreviousOrigin { get; init; }

    /// <summary>Null, as the next one, where it is absent or not in its one spelling.</summary>
    internal long? Known { get; init; }

    internal long? Events { get; init; }
}

/// <summary>Walks the data object once: finds sealed fields and their JSON Pointers (RFC 6901), and refuses a name that comes twice.</summary>
internal sealed class EventDataReader(ReadOnlyMemory<byte> bytes)
{
    /// <summary>Objects of more members are left to the framework's own check, which does not slow down with their number.</summary>
    const int NamesMax = 32;

    static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    // Names of the objects that are open, each object's behind the other's, as places in the bytes.
    readonly List<(int Start, int Length)> _names = new(NamesMax);
    readonly List<SealedAt> _sealed = [];
    readonly List<string> _path = ["data"];
    string? _recipient, _manifest, _inquiry, _previousOrigin;
    long? _known, _events;
    bool _needsFrameworkCheck;

    /// <summary>Reads from a reader that stands on the data's first token; null where it is not well formed.</summary>
    internal EventData? Read(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (reader.TokenType != JsonTokenType.StartObject || !ReadObject(ref reader))
        {
            return null;
        }
        if (_needsFrameworkCheck)
        {
            JsonDocument.Parse(bytes, Strict).Dispose();
        }
        return new EventData(start, (int)reader.BytesConsumed - start, _sealed)
        {
            Recipient = _recipient,
            Manifest = _manifest,
            Inquiry = _inquiry,
            PreviousOrigin = _previousOrigin,
            Known = _known,
            Events = _events,
        };
    }

    bool ReadObject(ref Utf8JsonReader reader)
    {
        if (ClaimsToBeSealed(reader))
        {
            return ReadSealed(ref reader);
        }
        var first = _names.Count;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!IsNewName(ref reader, first))
            {
                return false;
            }
            var name = _names[^1];
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                _path.Add(Encoding.UTF8.GetString(bytes.Span.Slice(name.Start, name.Length)));
                if (!ReadContainer(ref reader))
                {
                    return false;
                }
                _path.RemoveAt(_path.Count - 1);
            }
            else
            {
                CheckText(ref reader);
                if (_path.Count == 1)
                {
                    Keep(ref reader, bytes.Span.Slice(name.Start, name.Length));
                }
            }
        }
        _names.RemoveRange(first, _names.Count - first);
        return true;
    }

    bool ReadContainer(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartObject ? ReadObject(ref reader) : ReadArray(ref reader);

    bool ReadArray(ref Utf8JsonReader reader)
    {
        for (var at = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; at++)
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                _path.Add(at.ToString(CultureInfo.InvariantCulture));
                if (!ReadContainer(ref reader))
                {
                    return false;
                }
                _path.RemoveAt(_path.Count - 1);
            }
            else
            {
                CheckText(ref reader);
            }
        }
        return true;
    }

    /// <summary>Half a surrogate pair is no text, though JSON can escape one; reading it throws.</summary>
    static void CheckText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && reader.ValueIsEscaped)
        {
            reader.GetString();
        }
    }

    /// <summary>Notes the name the reader stands on; false where its object has it already.</summary>
    bool IsNewName(ref Utf8JsonReader reader, int first)
    {
        // An escaped name may equal one that is spelt otherwise, and its spelling is not its pointer.
        if (reader.ValueIsEscaped)
        {
            return false;
        }
        var name = reader.ValueSpan;
        if (name.SequenceEqual("sealed"u8))
        {
            // It marks a sealed field, and of those it is the first member.
            return false;
        }
        _needsFrameworkCheck |= _names.Count - first >= NamesMax;
        for (var at = first; at < _names.Count && !_needsFrameworkCheck; at++)
        {
            if (name.SequenceEqual(bytes.Span.Slice(_names[at].Start, _names[at].Length)))
            {
                return false;
            }
        }
        _names.Add(((int)reader.TokenStartIndex + 1, name.Length));
        return true;
    }

    void Keep(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            _known = name.SequenceEqual("known"u8) ? BundleScope.ReadKnown(reader.ValueSpan) : _known;
            _events = name.SequenceEqual("events"u8) ? DecimalText.Parse(reader.ValueSpan) : _events;
        }
        else if (reader.TokenType != JsonTokenType.String)
        {
            return;
        }
        else if (name.SequenceEqual("recipient"u8))
        {
            _recipient = reader.GetString();
        }
        else if (name.SequenceEqual("manifest"u8))
        {
            _manifest = reader.GetString();
        }
        else if (name.SequenceEqual("inquiry"u8))
        {
            _inquiry = reader.GetString();
        }
        else if (name.SequenceEqual("previousOrigin"u8))
        {
            _previousOrigin = reader.GetString();
        }
    }

    /// <summary>A look ahead on a copy of the reader: the first member is called sealed.</summary>
    static bool ClaimsToBeSealed(Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("sealed"u8);

    bool ReadSealed(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        if (SealedField.Read(ref reader) is not { } field)
        {
            return false;
        }
        var pointer = string.Concat(_path.Select(name =>
            "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)));
        _sealed.Add(new SealedAt(pointer, start, (int)reader.BytesConsumed - start, field));
        return true;
    }
}
