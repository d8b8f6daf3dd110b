using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Ledger.Proofs;

/// <summary>Fills the destination with unpredictable bytes; production passes the operating system's generator.</summary>
public delegate void FillRandom(Span<byte> destination);

/// <summary>
/// The one place a sealed field belongs to: log, stream, publication (source and id), JSON Pointer (RFC 6901) in the event, and key
/// name. It is the HKDF info and the GCM associated data, so a field taken anywhere else no longer opens.
/// </summary>
[SuppressMessage("Naming", "CA1720", Justification = "Pointer is the word of RFC 6901.")]
public sealed record FieldContext(string Origin, string Stream, string Source, string Id, string Pointer, string KeyName)
{
    /// <summary>A lone surrogate would encode as a question mark and let two names share one context; it throws instead.</summary>
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Length in bytes of the encoded context.</summary>
    internal int EncodedLength => 7 * sizeof(int) + Utf8.GetByteCount(SealedField.Format) + Utf8.GetByteCount(Origin)
        + Utf8.GetByteCount(Stream) + Utf8.GetByteCount(Source) + Utf8.GetByteCount(Id) + Utf8.GetByteCount(Pointer)
        + Utf8.GetByteCount(KeyName);

    /// <summary>Writes the format name and the six parts, each as a 4-byte big-endian length and its UTF-8.</summary>
    internal void Encode(Span<byte> destination)
    {
        var at = Put(destination, 0, SealedField.Format);
        at = Put(destination, at, Origin);
        at = Put(destination, at, Stream);
        at = Put(destination, at, Source);
        at = Put(destination, at, Id);
        at = Put(destination, at, Pointer);
        Put(destination, at, KeyName);
    }

    static int Put(Span<byte> destination, int at, string part)
    {
        var length = Utf8.GetBytes(part, destination[(at + sizeof(int))..]);
        BinaryPrimitives.WriteInt32BigEndian(destination[at..], length);
        return at + sizeof(int) + length;
    }
}
