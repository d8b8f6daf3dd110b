using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ledger.Journal;

/// <summary>One recorded event as the journal keeps it: its place, its stream, and the exact bytes that were hashed.</summary>
/// <param name="Index">Place in the ledger: 0, 1, 2 ... with no gap.</param>
/// <param name="Stream">The stream it belongs to (docs/event-format.md).</param>
/// <param name="Sequence">Place in the stream: 0, 1, 2 ... with no gap.</param>
/// <param name="Publication">Identifies the publication (source and id) it came from; unique in the ledger.</param>
/// <param name="Bytes">One line of UTF-8 JSON without the line feed, at most <see cref="BytesMax"/>; stored, hashed and exported as is.</param>
public sealed record Entry(long Index, string Stream, long Sequence, PublicationKey Publication, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The largest event, in bytes (C2SP tlog-tiles: an entry's length fits 16 bits).</summary>
    public const int BytesMax = 65_535;

    /// <summary>The largest batch, in bytes of its events together.</summary>
    public const int BatchBytesMax = 1 << 20;
}

/// <summary>The first 128 bits of SHA-256 over a publication's source and id: a short unique key for them.</summary>
public readonly record struct PublicationKey(ulong High, ulong Low)
{
    /// <summary>The key of a publication (CloudEvents: source and id together identify an event).</summary>
    public static PublicationKey Of(string source, string id)
    {
        var length = Encoding.UTF8.GetByteCount(source);
        var text = new byte[4 + length + Encoding.UTF8.GetByteCount(id)];
        BinaryPrimitives.WriteInt32BigEndian(text, length);
        Encoding.UTF8.GetBytes(source, text.AsSpan(4));
        Encoding.UTF8.GetBytes(id, text.AsSpan(4 + length));
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(text, hash);
        return new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));
    }

    /// <summary>The 16 bytes of the key, big-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(8), Low);
        return bytes;
    }
}
