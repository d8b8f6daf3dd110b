using System.Text.Json;

namespace Ledger.Proofs;

/// <summary>One stamp of a bundle: a checkpoint's signed note, the token over its bytes, and the proof from its size to the size of the bundle's checkpoint.</summary>
internal sealed record BundledStamp(string Note, Checkpoint Checkpoint, ReadOnlyMemory<byte> Token, IReadOnlyList<byte[]> Consistency);

/// <summary>The file <c>timestamps</c> (docs/bundle-format.md, "Timestamps").</summary>
internal static class BundleTimestamps
{
    internal const string Format = "ledger.timestamps.v1";

    internal const int StampsMax = 64, BytesMax = 8 << 20;

    const int ConsistencyMax = 63;

    static readonly string[] Outer = ["format", "stamps"], Inner = ["checkpoint", "token", "consistency"];

    /// <summary>Reads the file, or returns null: exactly these members in order, notes that are checkpoints, canonical base64, sizes that ascend strictly.</summary>
    internal static IReadOnlyList<BundledStamp>? Parse(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (Members(document.RootElement, Outer) is not [var format, var list] || format.GetString() != Format || list.GetArrayLength() is < 1 or > StampsMax)
            {
                return null;
            }
            List<BundledStamp> stamps = [];
            foreach (var element in list.EnumerateArray())
            {
                if (Stamp(element) is not { } stamp || (stamps.Count > 0 && stamps[^1].Checkpoint.Size >= stamp.Checkpoint.Size))
                {
                    return null;
                }
                stamps.Add(stamp);
            }
            return stamps;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, a value of another kind, or an escape in a string that is not valid Unicode.
            return null;
        }
    }

    /// <summary>The file, for stamps in ascending size.</summary>
    internal static byte[] ToUtf8(IReadOnlyList<BundledStamp> stamps)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteStartArray("stamps");
            foreach (var stamp in stamps)
            {
                json.WriteStartObject();
                json.WriteString("checkpoint", stamp.Note);
                json.WriteBase64String("token", stamp.Token.Span);
                json.WriteStartArray("consistency");
                foreach (var hash in stamp.Consistency)
                {
                    json.WriteBase64StringValue(hash);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    static BundledStamp? Stamp(JsonElement element)
    {
        if (Members(element, Inner) is not [var checkpoint, var token, var consistency] || checkpoint.GetString() is not { } note
            || SignedNote.Parse(note) is not { } parsed || Checkpoint.Parse(parsed.Text) is not { } stamped
            || StrictBase64.Decode(token.GetString().AsSpan()) is not { Length: > 0 and <= TimestampToken.BytesMax } der || consistency.GetArrayLength() > ConsistencyMax)
        {
            return null;
        }
        List<byte[]> hashes = [];
        foreach (var text in consistency.EnumerateArray())
        {
            if (StrictBase64.Decode(text.GetString().AsSpan(), MerkleTree.HashLength) is not { } hash)
            {
                return null;
            }
            hashes.Add(hash);
        }
        return new(note, stamped, der, hashes);
    }

    static List<JsonElement>? Members(JsonElement element, string[] names)
    {
        var members = element.EnumerateObject().ToList();
        return members.Select(member => member.Name).SequenceEqual(names) ? [.. members.Select(member => member.Value)] : null;
    }
}
