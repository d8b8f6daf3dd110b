using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using EventStore.Client;
using Ledger.Journal;

namespace Ledger.Cluster;

/// <summary>
/// An entry as EventStoreDB keeps it: the data are the entry's bytes, the revision is its index, and the rest stands in the metadata. Where an origin begins with
/// the entry it stands there too, so that one is never durable without the other.
/// </summary>
static class StoredEntry
{
    const string Type = "ledger-entry", OriginType = "ledger-origin", Binary = "application/octet-stream";

    /// <summary>The bytes of an index and a length, each with its stroke.</summary>
    const int PlaceMost = 20 + 11 + 2;

    const string Stream = "stream", Sequence = "sequence", Publication = "publication", Begins = "origin";

    /// <summary>What is appended. Its id follows from all that is stored, so that asking twice stores it once.</summary>
    public static EventData Write(Entry entry, string? origin)
    {
        var metadata = Metadata(entry, origin);
        return new(IdOf(entry, metadata), Type, entry.Bytes, metadata, Binary);
    }

    /// <summary>What was stored.</summary>
    /// <exception cref="StoreFailedException">It is no entry of a ledger.</exception>
    public static Found Read(EventRecord record)
    {
        string? stream = null, publication = null, origin = null;
        var sequence = -1L;
        try
        {
            var reader = new Utf8JsonReader(record.Metadata.Span);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName) continue;
                if (reader.ValueTextEquals(Stream)) stream = Text(ref reader);
                else if (reader.ValueTextEquals(Sequence)) sequence = Number(ref reader);
                else if (reader.ValueTextEquals(Publication)) publication = Text(ref reader);
                else if (reader.ValueTextEquals(Begins)) origin = Text(ref reader);
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Stranger();
        }
        if (record.EventType != Type || stream is null || sequence < 0 || !TryKey(publication, out var key)) throw Stranger();
        return new(new(record.EventNumber.ToInt64(), stream, sequence, key, record.Data), record.EventId, origin);
    }

    /// <summary>What says which origin the ledger was made with.</summary>
    public static EventData Origin(string origin)
    {
        var text = Encoding.UTF8.GetBytes(origin);
        return new(Uuid.FromGuid(new Guid(SHA256.HashData(text).AsSpan(0, 16))), OriginType, text, null, Binary);
    }

    /// <summary>That origin.</summary>
    public static string OriginOf(EventRecord record) => Encoding.UTF8.GetString(record.Data.Span);

    static byte[] Metadata(Entry entry, string? origin)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(Stream, entry.Stream);
            writer.WriteNumber(Sequence, entry.Sequence);
            writer.WriteString(Publication, Convert.ToHexStringLower(entry.Publication.ToBytes()));
            if (origin is not null) writer.WriteString(Begins, origin);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    static Uuid IdOf(Entry entry, byte[] metadata)
    {
        var hashed = ArrayPool<byte>.Shared.Rent(PlaceMost + metadata.Length + entry.Bytes.Length);
        try
        {
            Utf8.TryWrite(hashed, CultureInfo.InvariantCulture, $"{entry.Index}/{metadata.Length}/", out var length);
            metadata.CopyTo(hashed.AsSpan(length));
            entry.Bytes.Span.CopyTo(hashed.AsSpan(length += metadata.Length));
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(hashed.AsSpan(0, length + entry.Bytes.Length), hash);
            return Uuid.FromGuid(new Guid(hash[..16]));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(hashed);
        }
    }

    static bool TryKey(string? text, out PublicationKey key)
    {
        key = default;
        if (text is not { Length: 32 } || !ulong.TryParse(text.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var high)
            || !ulong.TryParse(text.AsSpan(16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var low)) return false;
        key = new(high, low);
        return true;
    }

    static string? Text(ref Utf8JsonReader reader) => reader.Read() ? reader.GetString() : null;

    static long Number(ref Utf8JsonReader reader) => reader.Read() ? reader.GetInt64() : -1;

    static StoreFailedException Stranger() => new(StoreFailedException.Damaged, "The stream holds something that is no entry of a ledger.");
}

/// <summary>An entry that was read, the id it is stored under, and the origin that begins with it.</summary>
sealed record Found(Entry Entry, Uuid Id, string? Origin);
