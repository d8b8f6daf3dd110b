namespace Ledger.Proofs;

/// <summary>
/// The packed bytes of one file of a zip, and how far they were asked for. The last byte is served alone: a decoder that has reached its
/// end does not ask for it, and one that has not asks for more behind it. So both can be told without knowing what it reads ahead.
/// </summary>
internal sealed class PackedStream(Stream zip, long start, long length) : Stream
{
    long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _at;
        set => throw new NotSupportedException();
    }

    /// <summary>True when every byte was served.</summary>
    internal bool IsServed => _at == length;

    /// <summary>True when a byte was asked for behind the last one.</summary>
    internal bool IsExceeded { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        if (_at == length)
        {
            IsExceeded = true;
            return 0;
        }
        // Several files are read side by side from the one zip.
        zip.Position = start + _at;
        var read = zip.Read(buffer[..(int)Math.Min(buffer.Length, Math.Max(1, length - _at - 1))]);
        _at += read;
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
