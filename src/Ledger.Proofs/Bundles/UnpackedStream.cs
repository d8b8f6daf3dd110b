using System.IO.Compression;

namespace Ledger.Proofs;

/// <summary>
/// The content of one file of a zip. Throws <see cref="InvalidDataException"/> where it is not of the length and CRC-32 the directory
/// says, or where the packed bytes do not end with it: then other programs may see another content. Must be read to the end to know.
/// </summary>
internal sealed class UnpackedStream : Stream
{
    readonly ZipRecord _record;
    readonly PackedStream _packed;
    readonly Stream _content;
    readonly Crc32 _crc = new();
    long _passed;

    internal UnpackedStream(Stream zip, ZipRecord record)
    {
        _record = record;
        _packed = new PackedStream(zip, record.DataStart, record.Packed);
        _content = record.Method == ZipRecord.Deflated ? new DeflateStream(_packed, CompressionMode.Decompress) : _packed;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _passed;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }
        var read = _content.Read(buffer);
        _crc.Append(buffer[..read]);
        _passed += read;
        return _passed <= _record.Length && (read > 0 || EndsAsPromised)
            ? read
            : throw new InvalidDataException("A file of the zip is not what the directory says of it.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    bool EndsAsPromised => _passed == _record.Length && _crc.Value == _record.Crc && _packed.IsServed
        && (_record.Method == ZipRecord.Stored || !_packed.IsExceeded);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }
        base.Dispose(disposing);
    }
}
