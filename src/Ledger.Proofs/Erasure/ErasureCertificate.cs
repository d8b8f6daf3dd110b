using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>
/// A certificate of erasure as it is handed out (docs/certificate-format.md): the statement with the events it rests on, the event that recorded the
/// certificate itself, a C2SP tlog-proof of each, and the checkpoint they lead to. Nothing in it is believed before <see cref="ErasureVerifier"/> says so.
/// </summary>
public sealed class ErasureCertificate
{
    /// <summary>The format's name and version.</summary>
    public const string Format = "ledger.erasure/1";

    /// <summary>A longer file is not read.</summary>
    public const int BytesMax = 64 << 20;

    internal const int NonceLength = 32;

    /// <summary>What the certificate states.</summary>
    public required ErasureStatement Statement { get; init; }

    /// <summary>The log's vkey, for comparing.</summary>
    public required string Key { get; init; }

    /// <summary>The signed checkpoint.</summary>
    public required string Checkpoint { get; init; }

    /// <summary>A tlog-proof of each event of the statement, in their order.</summary>
    public required IReadOnlyList<string> Proofs { get; init; }

    /// <summary>The event that recorded the certificate.</summary>
    public required CertifiedEvent Export { get; init; }

    /// <summary>Its tlog-proof.</summary>
    public required string ExportProof { get; init; }

    /// <summary>The members of the statement as they stand in the file; empty in a certificate that was made, not read.</summary>
    internal IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Stated { get; private init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Whether a file that begins so can be a certificate, and is no bundle.</summary>
    public static bool Begins(byte first) => first == '{';

    /// <summary>The file: JSON in its one spelling (RFC 8785).</summary>
    public byte[] ToUtf8()
    {
        var json = new CanonicalWriter();
        json.Object(() =>
        {
            json.Name("checkpoint");
            json.Text(Checkpoint);
            json.Name("export");
            ErasureStatementText.Event(json, Export.Index, Export.Bytes.Span, ExportProof);
            json.Name("format");
            json.Text(Format);
            json.Name("key");
            json.Text(Key);
            json.Name("proofs");
            json.Array(Proofs, json.Text);
            json.Name("statement");
            json.Raw(Statement.ToUtf8());
        });
        return json.ToArray();
    }

    /// <summary>Reads a file that has exactly the members of the format; null for anything else, and then <paramref name="place"/> says where.</summary>
    internal static ErasureCertificate? Parse(ReadOnlyMemory<byte> file, out string place)
    {
        place = "";
        try
        {
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            var root = json.RootElement;
            Members(root, "checkpoint", "export", "format", "key", "proofs", "statement");
            place = "format";
            Require(root.GetProperty(place).GetString() == Format);
            place = "export";
            var export = root.GetProperty(place);
            Members(export, "event", "index", "proof");
            var (recorded, exportProof) = (EventOf(export), Text(export, "proof"));
            place = "proofs";
            string[] proofs = [.. root.GetProperty(place).EnumerateArray().Select(proof => proof.GetString() ?? throw new FormatException())];
            place = "statement";
            var statement = root.GetProperty(place);
            Members(statement, [.. ErasureStatementText.Members.Select(member => member.Name)]);
            return new ErasureCertificate
            {
                Statement = StatementOf(statement, ref place),
                Key = Text(root, "key"),
                Checkpoint = Text(root, "checkpoint"),
                Proofs = proofs,
                Export = recorded,
                ExportProof = exportProof,
                Stated = statement.EnumerateObject().ToDictionary(member => member.Name, Copy, StringComparer.Ordinal),
            };
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            return null;
        }
    }

    static ErasureStatement StatementOf(JsonElement statement, ref string place)
    {
        place = "statement.nonce";
        var nonce = StrictBase64.Decode(Text(statement, "nonce"), NonceLength) ?? throw new FormatException();
        place = "statement.known";
        var known = Index(statement, "known");
        place = "statement.events";
        List<CertifiedEvent> events = [];
        foreach (var one in statement.GetProperty("events").EnumerateArray())
        {
            Members(one, "event", "index");
            events.Add(EventOf(one));
        }
        return ErasureStatement.Of(Text(statement, "origin"), Text(statement, "person"), known, nonce, events) ?? throw new FormatException();
    }

    static CertifiedEvent EventOf(JsonElement one) => new(Index(one, "index"), Encoding.UTF8.GetBytes(Text(one, "event")));

    static string Text(JsonElement of, string name) => of.GetProperty(name).GetString() is { Length: > 0 } text ? text : throw new FormatException();

    static long Index(JsonElement of, string name) =>
        DecimalText.Parse(JsonMarshal.GetRawUtf8Value(of.GetProperty(name))) ?? throw new FormatException();

    static ReadOnlyMemory<byte> Copy(JsonProperty member) => JsonMarshal.GetRawUtf8Value(member.Value).ToArray();

    static void Members(JsonElement of, params string[] names) =>
        Require(of.ValueKind == JsonValueKind.Object && of.EnumerateObject().Select(member => member.Name).SequenceEqual(names, StringComparer.Ordinal));

    static void Require([DoesNotReturnIf(false)] bool holds)
    {
        if (!holds)
        {
            throw new FormatException();
        }
    }
}
