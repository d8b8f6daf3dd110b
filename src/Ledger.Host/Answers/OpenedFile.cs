using System.Security.Cryptography;
using Ledger.Journal;

namespace Ledger.Host.Answers;

/// <summary>A deposited answer in the clear, as it is read; a chunk at a time, from any place. What was changed is refused when it is reached.</summary>
/// <exception cref="StoreFailedException">The file is not what was sealed.</exception>
sealed class OpenedFile : Stream
{
    const int Sealed = SealedFile.ChunkBytes + SealedFile.TagBytes;

    readonly FileStream _file;
    readonly AesGcm _cipher;
    readonly byte[] _sealed = new byte[Sealed], _chunk = new byte[SealedFile.ChunkBytes];
    readonly long _chunks;
    long _number = -1;

    public OpenedFile(FileStream file, byte[] key, byte[] place)
    {
        _file = file;
        var body = file.Length - SealedFile.HeadBytes;
        var (full, rest) = Math.DivRem(Math.Max(body, 0), Sealed);
        if (body < SealedFile.TagBytes || rest is > 0 and < SealedFile.TagBytes || (rest == SealedFile.TagBytes && full > 0))
        {
            file.Dispose();
            throw SealedFile.Damaged();
        }
        try
        {
            _cipher = SealedFile.Open(file, key, place);
        }
        catch
        {
            file.Dispose();
            throw;
        }
        _chunks = rest == 0 ? full : full + 1;
        Length = body - _chunks * SealedFile.TagBytes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (Position >= Length || buffer.Length == 0)
        {
            if (Length == 0) Turn(0);   // the one chunk of an empty file is looked at, too
            return 0;
        }
        var (number, at) = Math.DivRem(Position, SealedFile.ChunkBytes);
        Turn(number);
        var taken = (int)Math.Min(Math.Min(buffer.Length, SealedFile.ChunkBytes - at), Length - Position);
        _chunk.AsSpan((int)at, taken).CopyTo(buffer);
        Position += taken;
        return taken;
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var to = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? Position : Length);
        return to >= 0 ? Position = to : throw new IOException("There is nothing before the beginning.");
    }

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads all of it, so that nothing of what was changed is handed out.</summary>
    public void Test()
    {
        for (var number = 0L; number < _chunks; number++) Turn(number);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_chunk);
            _cipher.Dispose();
            _file.Dispose();
        }
        base.Dispose(disposing);
    }

    void Turn(long number)
    {
        if (number == _number) return;
        _number = -1;
        var last = number == _chunks - 1;
        var length = last ? (int)(Length - number * SealedFile.ChunkBytes) : SealedFile.ChunkBytes;
        _file.Position = SealedFile.HeadBytes + number * Sealed;
        try
        {
            _file.ReadExactly(_sealed, 0, length + SealedFile.TagBytes);
            _cipher.Decrypt(SealedFile.NonceOf(number, last), _sealed.AsSpan(0, length), _sealed.AsSpan(length, SealedFile.TagBytes), _chunk.AsSpan(0, length));
        }
        catch (Exception error) when (error is AuthenticationTagMismatchException or EndOfStreamException)
        {
            throw SealedFile.Damaged(error);
        }
        _number = number;
    }
}
