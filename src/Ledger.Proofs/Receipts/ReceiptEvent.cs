using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>The key of one sealed field of an event, by its JSON Pointer (RFC 6901); 32 bytes.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record ReceiptOpening(string Pointer, ReadOnlyMemory<byte> Key);

/// <summary>An event a receipt rests on: its place in the log, its stored bytes, and the openings of the values the receipt shows.</summary>
public sealed record ReceiptEntry(long Index, ReadOnlyMemory<byte> Bytes, IReadOnlyList<ReceiptOpening> Openings);

/// <summary>An event as a receipt is worked out from it. What is absent or of another shape is empty: the bytes are proved, their sense is the ledger's.</summary>
internal sealed class ReceiptEvent
{
    internal const string Registered = "ledger.subject.registered.v1", Given = "ledger.consent.given.v1", Withdrawn = "ledger.consent.withdrawn.v1",
        Expired = "ledger.consent.expired.v1", StopDemanded = "ledger.processing.stop-demanded.v1", Shredded = "ledger.person.shredded.v1",
        Policy = "ledger.policy.published.v1", Operator = "ledger.operator.registered.v1", Recipient = "ledger.recipient.registered.v1",
        System = "ledger.system.registered.v1";

    readonly IReadOnlyDictionary<string, string> _values;

    ReceiptEvent(long index, StoredEvent stored, JsonElement data, IReadOnlyDictionary<string, string> values) =>
        (Index, Stored, Data, _values) = (index, stored, data, values);

    internal long Index { get; }

    internal StoredEvent Stored { get; }

    /// <summary>Its data object.</summary>
    internal JsonElement Data { get; }

    internal string Type => Stored.Type;

    internal string Time => Stored.TimeText;

    /// <summary>How many of its sealed fields are not opened.</summary>
    internal int Unopened => Stored.Sealed.Count - _values.Count;

    /// <summary>The opened value of the sealed field at a pointer, or null.</summary>
    internal string? Opened(string pointer) => _values.GetValueOrDefault(pointer);

    /// <summary>
    /// Reads the stored bytes and opens what has an opening, under the origin the event was recorded under; null where the bytes are no event. What an opening
    /// fails at is told to <paramref name="fault"/> as a code of <see cref="FaultCode"/>, with the pointer.
    /// </summary>
    internal static ReceiptEvent? Of(ReceiptEntry entry, string origin, Action<string, string>? fault = null)
    {
        if (StoredEvent.Parse(entry.Bytes) is not { } stored)
        {
            return null;
        }
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var opening in entry.Openings)
        {
            var at = stored.Sealed.FindIndex(field => field.Pointer == opening.Pointer);
            if (at < 0 || values.ContainsKey(opening.Pointer))
            {
                fault?.Invoke(FaultCode.OpeningForeign, opening.Pointer);
                continue;
            }
            var opened = stored.Sealed[at].Field.Open(stored.ContextOf(stored.Sealed[at], origin), opening.Key.Span);
            if (opened.Value is { } value)
            {
                values[opening.Pointer] = value;
            }
            else
            {
                fault?.Invoke(opened.Failure == OpenFailure.WrongKey ? FaultCode.OpeningWrong : FaultCode.FieldNotAuthentic, opening.Pointer);
            }
        }
        using var data = JsonDocument.Parse(stored.Bytes.Slice(stored.Data.Start, stored.Data.Length));
        return new ReceiptEvent(entry.Index, stored, data.RootElement.Clone(), values);
    }
}

/// <summary>Members of an event's data, empty where they are absent or of another kind.</summary>
internal static class ReceiptJson
{
    internal static JsonElement? Member(this JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) ? value : null;

    internal static string? Text(this JsonElement of, string name) => of.Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    internal static bool IsTrue(this JsonElement of, string name) => of.Member(name) is { ValueKind: JsonValueKind.True };

    internal static long? Number(this JsonElement of, string name) =>
        of.Member(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    internal static IReadOnlyList<JsonElement> Items(this JsonElement of, string name) =>
        of.Member(name) is { ValueKind: JsonValueKind.Array } value ? [.. value.EnumerateArray()] : [];

    internal static IReadOnlyList<string> Texts(this JsonElement of, string name) =>
        [.. of.Items(name).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)];

    internal static ReceiptWords? Words(this JsonElement of, string name) =>
        of.Member(name) is { } words && words.Text("ru") is { } russian && words.Text("en") is { } english ? new ReceiptWords(russian, english) : null;
}
