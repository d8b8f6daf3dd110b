using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ledger.Proofs;

/// <summary>
/// A consent receipt as it is handed out (docs/receipts.md): the standard's own members, all worked out from the evidence, and the evidence: the events, each
/// with its openings and a C2SP tlog-proof, and the checkpoint they lead to. Nothing in it is believed before <see cref="ReceiptVerifier"/> says so.
/// </summary>
public sealed class ConsentReceipt
{
    /// <summary>The name and version of the evidence.</summary>
    public const string Format = "ledger.receipt/1";

    /// <summary>The member that holds the evidence; neither standard has one of that name.</summary>
    public const string EvidenceMember = "ledgerEvidence";

    /// <summary>A longer file is not read.</summary>
    public const int BytesMax = 16 << 20;

    const string Iso27560 = "27560", Kantara = "kantara-1.1";

    static readonly string[] Members = ["format", "profile", "language", "id", "created", "origin", "earlier", "known", "person", "consent", "key", "checkpoint", "events"];

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the receipt is taken of.</summary>
    public required ReceiptStatement Statement { get; init; }

    /// <summary>The log's vkey, for comparing.</summary>
    public required string Key { get; init; }

    /// <summary>The signed checkpoint.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>A tlog-proof of each event of the statement, in their order.</summary>
    public required IReadOnlyList<string> Proofs { get; init; }

    /// <summary>The leaf hashes as they stand in the file; null in a receipt that was made, not read.</summary>
    internal IReadOnlyList<string>? Leaves { get; private init; }

    /// <summary>The file as it was read, without the evidence; empty in a receipt that was made.</summary>
    internal JsonElement Stated { get; private init; }

    /// <summary>Whether a file can be a receipt: JSON with the evidence as a member.</summary>
    public static bool IsReceipt(ReadOnlyMemory<byte> file)
    {
        try
        {
            using var json = JsonDocument.Parse(file);
            return json.RootElement.Member(EvidenceMember) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The file: JSON with line breaks, the standard's members first. The facts are those of the statement.</summary>
    public byte[] ToUtf8(ReceiptFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var receipt = Write(facts);
        receipt[EvidenceMember] = Evidence();
        return [.. JsonSerializer.SerializeToUtf8Bytes(receipt, Readable), (byte)'\n'];
    }

    /// <summary>The standard's members.</summary>
    internal static JsonObject Write(ReceiptFacts facts) =>
        facts.Statement.Profile == ReceiptProfile.Kantara ? KantaraReceipt.Write(facts) : Iso27560Receipt.Write(facts);

    JsonObject Evidence() => new()
    {
        ["format"] = Format,
        ["profile"] = Statement.Profile == ReceiptProfile.Kantara ? Kantara : Iso27560,
        ["language"] = Statement.Language,
        ["id"] = Statement.Id,
        ["created"] = Statement.Created,
        ["origin"] = Statement.Origin,
        ["earlier"] = new JsonArray([.. Statement.Earlier.Select(earlier => new JsonObject { ["before"] = earlier.Before, ["origin"] = earlier.Origin })]),
        ["known"] = Statement.Known,
        ["person"] = Statement.Person,
        ["consent"] = Statement.Consent,
        ["key"] = Key,
        ["checkpoint"] = Checkpoint,
        ["events"] = new JsonArray([.. Statement.Events.Zip(Proofs, Event)]),
    };

    static JsonObject Event(ReceiptEntry one, string proof) => new()
    {
        ["index"] = one.Index,
        ["leaf"] = Leaf(one),
        ["event"] = Encoding.UTF8.GetString(one.Bytes.Span),
        ["openings"] = new JsonArray([.. one.Openings.Select(opening => new JsonObject { ["pointer"] = opening.Pointer, ["key"] = Convert.ToBase64String(opening.Key.Span) })]),
        ["proof"] = proof,
    };

    /// <summary>The RFC 6962 leaf hash of the event's bytes, lowercase hexadecimal.</summary>
    internal static string Leaf(ReceiptEntry one) => Convert.ToHexStringLower(MerkleTree.LeafHash(one.Bytes.Span));

    /// <summary>Reads a file whose evidence has exactly the members of the format; null for anything else, and then <paramref name="place"/> says where.</summary>
    internal static ConsentReceipt? Parse(ReadOnlyMemory<byte> file, out string place)
    {
        place = "";
        try
        {
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 32 });
            place = EvidenceMember;
            var evidence = json.RootElement.GetProperty(EvidenceMember);
            Require(Has(evidence, Members) && Text(evidence, "format") == Format);
            place = $"{EvidenceMember}.events";
            var events = evidence.GetProperty("events").EnumerateArray().Select(EventOf).ToList();
            place = EvidenceMember;
            var profile = Text(evidence, "profile");
            Require(profile is Iso27560 or Kantara && Text(evidence, "language") is "ru" or "en" && Timestamp.Parse(Text(evidence, "created")) is not null
                && events.Exists(one => one.Entry.Index == Index(evidence, "consent")));
            return new ConsentReceipt
            {
                Statement = StatementOf(evidence, profile == Kantara ? ReceiptProfile.Kantara : ReceiptProfile.Iso27560, [.. events.Select(one => one.Entry)]),
                Key = Text(evidence, "key"),
                Checkpoint = Text(evidence, "checkpoint"),
                Proofs = [.. events.Select(one => one.Proof)],
                Leaves = [.. events.Select(one => one.Leaf)],
                Stated = Without(json.RootElement),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    static ReceiptStatement StatementOf(JsonElement evidence, ReceiptProfile profile, IReadOnlyList<ReceiptEntry> events) => new()
    {
        Profile = profile,
        Language = Text(evidence, "language"),
        Id = Text(evidence, "id"),
        Created = Text(evidence, "created"),
        Origin = Text(evidence, "origin"),
        Earlier = [.. evidence.GetProperty("earlier").EnumerateArray().Select(earlier => new EarlierOrigin(Index(earlier, "before"), Text(earlier, "origin")))],
        Known = Index(evidence, "known"),
        Person = Text(evidence, "person"),
        Consent = Index(evidence, "consent"),
        Events = events,
    };

    static (ReceiptEntry Entry, string Leaf, string Proof) EventOf(JsonElement one)
    {
        Require(Has(one, "index", "leaf", "event", "openings", "proof"));
        var openings = one.GetProperty("openings").EnumerateArray().Select(opening =>
        {
            Require(Has(opening, "pointer", "key"));
            return new ReceiptOpening(Text(opening, "pointer"), StrictBase64.Decode(Text(opening, "key"), FieldKey.Length) ?? throw new FormatException());
        });
        return (new ReceiptEntry(Index(one, "index"), Encoding.UTF8.GetBytes(Text(one, "event")), [.. openings]), Text(one, "leaf"), Text(one, "proof"));
    }

    static JsonElement Without(JsonElement file)
    {
        var stated = JsonObject.Create(file.Clone())!;
        stated.Remove(EvidenceMember);
        return JsonSerializer.SerializeToElement(stated);
    }

    static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new FormatException();

    static long Index(JsonElement of, string name) => DecimalText.Parse(JsonMarshal.GetRawUtf8Value(of.GetProperty(name))) ?? throw new FormatException();

    /// <summary>Exactly these members, in any order: a receipt may be written anew by whoever keeps it.</summary>
    static bool Has(JsonElement of, params string[] names) =>
        of.ValueKind == JsonValueKind.Object && of.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).SequenceEqual(names.Order(StringComparer.Ordinal));

    static void Require([DoesNotReturnIf(false)] bool holds)
    {
        if (!holds)
        {
            throw new FormatException();
        }
    }
}
