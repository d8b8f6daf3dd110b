using System.Runtime.InteropServices;
using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>manifest.json: a random nonce (so that its hash tells nothing), the number of events, and the hash of each other file.</summary>
internal sealed record BundleManifest(byte[] Nonce, long Events, IReadOnlyList<KeyValuePair<string, string>> Files)
{
    internal const string Format = "ledger.manifest.v1";
    internal const int NonceLength = 32;

    /// <summary>Reads the manifest, or returns null: exactly its four members in order, hashes in lowercase, no file twice.</summary>
    internal static BundleManifest? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var members = document.RootElement.EnumerateObject().ToList();
            if (!members.Select(member => member.Name).SequenceEqual(["format", "nonce", "events", "files"])
                || members[0].Value.GetString() != Format)
            {
                return null;
            }
            var nonce = StrictBase64.Decode(members[1].Value.GetString().AsSpan(), NonceLength);
            var events = DecimalText.Parse(JsonMarshal.GetRawUtf8Value(members[2].Value));
            var files = members[3].Value.EnumerateObject().Select(file => KeyValuePair.Create(file.Name, file.Value.GetString() ?? "")).ToList();
            return nonce is not null && events is not null && files.TrueForAll(file => IsHash(file.Value)) ? new(nonce, events.Value, files) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    internal byte[] ToUtf8()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteBase64String("nonce", Nonce);
            json.WriteNumber("events", Events);
            json.WriteStartObject("files");
            foreach (var (name, hash) in Files)
            {
                json.WriteString(name, hash);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
