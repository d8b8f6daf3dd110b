using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>An origin the log had before: fields of events before that index are sealed under it.</summary>
/// <param name="Before">The index of the <c>log.continued</c> that ended it.</param>
/// <param name="Origin">The name.</param>
public sealed record EarlierOrigin(long Before, string Origin);

/// <summary>What a bundle was asked for (scope.json). What is null or empty asks for everything.</summary>
public sealed record BundleScope
{
    /// <summary>The format name.</summary>
    public const string Format = "ledger.scope.v1";

    const string EarlierMember = "earlier";

    static readonly string[] Members =
        ["format", "origin", "person", "inquiry", "from", "to", "types", "recipient", "opened", "known"];

    /// <summary>The log's name: whose checkpoint the bundle's is.</summary>
    public required string Origin { get; init; }

    /// <summary>The names a log that was continued had before, by ascending index; empty, and then not written, for any other.</summary>
    public IReadOnlyList<EarlierOrigin> Earlier { get; init; } = [];

    /// <summary>The person's token, which is also the name of the person's stream.</summary>
    public string? Person { get; init; }

    /// <summary>The inquiry's number; its own stream, q-number, is then in scope too.</summary>
    public string? Inquiry { get; init; }

    /// <summary>Happened at this moment or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Happened before this moment.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Event types, each without its version or with it.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>The recipient named in the event's data.</summary>
    public string? Recipient { get; init; }

    /// <summary>Whether sealed fields are to be shown.</summary>
    public bool Opened { get; init; }

    /// <summary>The index of the newest event the answer was taken at; -1 while there was none.</summary>
    public required long Known { get; init; }

    /// <summary>True when a condition besides person and inquiry narrows the answer, so that a stream may have gaps in it.</summary>
    internal bool IsFiltered => From is not null || To is not null || Types.Count > 0 || Recipient is not null;

    /// <summary>True when everything up to <see cref="Known"/> was asked for.</summary>
    internal bool IsWholeLedger => Person is null && Inquiry is null && !IsFiltered;

    /// <summary>The origin the fields of the event at an index are sealed under.</summary>
    internal string OriginAt(long index) => Earlier.FirstOrDefault(earlier => index < earlier.Before)?.Origin ?? Origin;

    /// <summary>Reads scope.json, or returns null: exactly the ten members in their order, each of its kind, and <c>earlier</c> behind them or not.</summary>
    public static BundleScope? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return null;
            }
            var names = root.EnumerateObject().Select(member => member.Name).ToList();
            var continued = names.Count > Members.Length;
            return names.SequenceEqual(continued ? [.. Members, EarlierMember] : Members) ? Read(root, continued) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The bytes of scope.json.</summary>
    public byte[] ToUtf8()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteString("origin", Origin);
            json.WriteString("person", Person);
            json.WriteString("inquiry", Inquiry);
            json.WriteString("from", From is { } from ? Timestamp.Format(from) : null);
            json.WriteString("to", To is { } to ? Timestamp.Format(to) : null);
            json.WriteStartArray("types");
            foreach (var type in Types)
            {
                json.WriteStringValue(type);
            }
            json.WriteEndArray();
            json.WriteString("recipient", Recipient);
            json.WriteBoolean("opened", Opened);
            json.WriteNumber("known", Known);
            WriteEarlier(json);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>
    /// Whether the event belongs to the answer: recorded up to <see cref="Known"/>, and either of the inquiry's own stream (about the
    /// person, or nobody, or whoever when no person was asked for) or meeting every other condition. An inquiry alone is its own stream.
    /// </summary>
    internal bool Includes(long index, StoredEvent stored) =>
        index <= Known && (IsOfInquiry(stored)
            || ((Inquiry is null || Person is not null || IsFiltered)
                && (Person is null || stored.Stream == Person)
                && (From is not { } from || stored.Time >= from)
                && (To is not { } to || stored.Time < to)
                && (Types.Count == 0 || Types.Any(type => IsOfType(stored.Type, type)))
                && (Recipient is null || stored.Data.Recipient == Recipient)));

    /// <summary>The full type of an event that belongs to the answer, from its stored bytes; null where it does not, or they cannot be read.</summary>
    public string? TypeIfIncluded(long index, ReadOnlyMemory<byte> bytes) => StoredEvent.Parse(bytes) is { } stored && Includes(index, stored) ? stored.Type : null;

    /// <summary>An index in its one spelling, or -1 of an empty ledger; null for anything else.</summary>
    internal static long? ReadKnown(ReadOnlySpan<byte> json) => json.SequenceEqual("-1"u8) ? -1 : DecimalText.Parse(json);

    bool IsOfInquiry(StoredEvent stored) => Inquiry is not null && stored.Stream == $"q-{Inquiry}"
        && (stored.Subject is null || Person is null || stored.Subject == Person);

    static bool IsOfType(string type, string asked) =>
        type == asked || (type.StartsWith(asked, StringComparison.Ordinal) && type.AsSpan(asked.Length).StartsWith(".v"));

    void WriteEarlier(Utf8JsonWriter json)
    {
        if (Earlier.Count == 0)
        {
            return;
        }
        json.WriteStartArray(EarlierMember);
        foreach (var earlier in Earlier)
        {
            json.WriteStartObject();
            json.WriteNumber("before", earlier.Before);
            json.WriteString("origin", earlier.Origin);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    static BundleScope? Read(JsonElement root, bool continued)
    {
        string? from = root.GetProperty("from").GetString(), to = root.GetProperty("to").GetString();
        var scope = new BundleScope
        {
            Origin = root.GetProperty("origin").GetString() ?? "",
            Person = root.GetProperty("person").GetString(),
            Inquiry = root.GetProperty("inquiry").GetString(),
            From = Timestamp.Parse(from),
            To = Timestamp.Parse(to),
            Types = [.. root.GetProperty("types").EnumerateArray().Select(type => type.GetString() ?? throw new FormatException())],
            Recipient = root.GetProperty("recipient").GetString(),
            Opened = root.GetProperty("opened").GetBoolean(),
            Earlier = continued ? [.. root.GetProperty(EarlierMember).EnumerateArray().Select(ReadEarlier)] : [],
            Known = ReadKnown(JsonMarshal.GetRawUtf8Value(root.GetProperty("known"))) ?? throw new FormatException(),
        };
        var wellFormed = root.GetProperty("format").GetString() == Format && scope.Origin.Length > 0
            && scope is { Person: not "", Inquiry: not "", Recipient: not "" } && !scope.Types.Contains("")
            && (from is null) == (scope.From is null) && (to is null) == (scope.To is null)
            && continued == scope.Earlier.Count > 0 && scope.AreEarlierInOrder();
        return wellFormed ? scope : null;
    }

    static EarlierOrigin ReadEarlier(JsonElement item) =>
        item.EnumerateObject().Select(member => member.Name).SequenceEqual(["before", "origin"])
            && DecimalText.Parse(JsonMarshal.GetRawUtf8Value(item.GetProperty("before"))) is { } before && item.GetProperty("origin").GetString() is { Length: > 0 } origin
            ? new(before, origin)
            : throw new FormatException();

    /// <summary>
    /// Each ends after the one before it did, the first with an event of its own, the last where an event is known; none is named twice, nor is any the present.
    /// </summary>
    bool AreEarlierInOrder()
    {
        var last = 0L;
        foreach (var earlier in Earlier)
        {
            if (earlier.Before <= last)
            {
                return false;
            }
            last = earlier.Before;
        }
        return last <= Math.Max(Known, 0) && Earlier.Select(earlier => earlier.Origin).Append(Origin).Distinct(StringComparer.Ordinal).Count() == Earlier.Count + 1;
    }
}
