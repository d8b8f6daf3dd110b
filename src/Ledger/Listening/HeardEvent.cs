using System.Text.Json;
using Ledger.Journal;
using Ledger.Persons;

namespace Ledger.Listening;

/// <summary>A durable event as listeners are told of it: what filters ask is read once, and shared by all who listen.</summary>
public sealed class HeardEvent
{
    static readonly string RegisteredType = EventCatalogue.Of(typeof(SubjectRegistered)).Name;

    readonly Entry _entry;
    readonly Lazy<PurposeReach> _purposes;

    HeardEvent(Entry entry, string type, string name, string? person)
    {
        (_entry, Type, Name, Person) = (entry, type, name, person);
        _purposes = new(() => PurposeReach.Of(RecordedCodec.Read(entry).Data));
    }

    /// <summary>Place in the ledger.</summary>
    public long Index => _entry.Index;

    /// <summary>The full type, as recorded.</summary>
    public string Type { get; }

    /// <summary>The type without version.</summary>
    public string Name { get; }

    /// <summary>The token of the person it names, or null.</summary>
    public string? Person { get; }

    /// <summary>Whether the ledger introduces a person by it who was named first by another event: nobody published it.</summary>
    public bool IsIntroduction { get; private init; }

    /// <summary>The stored line.</summary>
    public ReadOnlyMemory<byte> Line => _entry.Bytes;

    /// <summary>Which purposes it concerns; read from the data when first asked for.</summary>
    public PurposeReach Purposes => _purposes.Value;

    /// <summary>Reads off an entry what listeners are chosen by.</summary>
    /// <exception cref="InvalidDataException">The stored bytes are no event: the store is damaged.</exception>
    public static HeardEvent Of(Entry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        try
        {
            var glance = EnvelopeGlance.Read(entry.Bytes.Span);
            var type = glance.Type ?? "";
            var name = WithoutVersion(type);
            return new(entry, type, name, glance.Subject) { IsIntroduction = name == RegisteredType && glance.PublishedHash is null };
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"The event at index {entry.Index} cannot be read. Run `ledger check`.");
        }
    }

    static string WithoutVersion(string type) =>
        type.LastIndexOf(".v", StringComparison.Ordinal) is > 0 and var at && type.AsSpan(at + 2) is { Length: > 0 } number && !number.ContainsAnyExceptInRange('0', '9')
            ? type[..at]
            : type;
}
