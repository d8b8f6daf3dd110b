using System.Buffers.Binary;
using System.Security.Cryptography;
using Ledger.Host.Commands;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Server;

/// <summary>
/// Holds a bundle until it is complete and may be handed out. It can hold values in the clear, so the first few MiB stay in memory, and what is beyond
/// goes, under a key of this process's memory alone, to a temporary file that has no name any more: nothing is left of it, however the export ends.
/// </summary>
sealed class ExportSpool(FillRandom random) : Stream
{
    const int ChunkBytes = 1 << 16, MemoryChunksMax = 64, NonceBytes = 12, TagBytes = 16, NameBytes = 16;

    readonly List<byte[]> _chunks = [];
    readonly byte[] _sealed = new byte[ChunkBytes + TagBytes];
    byte[] _filling = new byte[ChunkBytes];
    int _filled;
    long _spilled;
    FileStream? _file;
    AesGcm? _cipher;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => (_chunks.Count + _spilled) * ChunkBytes + _filled;

    public override long Position { get => Length; set => throw new NotSupportedException(); }

    /// <summary>Whether any of it lies in a file.</summary>
    public bool IsSpilled => _file is not null;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var taken = buffer[..Math.Min(buffer.Length, ChunkBytes - _filled)];
            taken.CopyTo(_filling.AsSpan(_filled));
            _filled += taken.Length;
            buffer = buffer[taken.Length..];
            if (_filled == ChunkBytes) PutAside();
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer.AsSpan(offset, count));
        return Task.CompletedTask;
    }

    public override void Flush()
    {
    }

    /// <summary>Writes all of it, once it is complete; to several at a time, if they ask so.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="cancel">Gives up.</param>
    /// <param name="mayGoOn">Asked before each piece; from the first no on nothing more is written.</param>
    /// <returns>Whether all of it was written.</returns>
    public async Task<bool> HandOut(Stream output, CancellationToken cancel, Func<bool>? mayGoOn = null)
    {
        foreach (var chunk in _chunks)
        {
            if (mayGoOn?.Invoke() is false) return false;
            await output.WriteAsync(chunk, cancel);
        }
        var (opened, read) = (new byte[ChunkBytes], new byte[ChunkBytes + TagBytes]);
        for (var number = 0L; number < _spilled; number++)
        {
            if (mayGoOn?.Invoke() is false) return false;
            await Read(number, read, cancel);
            _cipher!.Decrypt(NonceOf(number), read.AsSpan(0, ChunkBytes), read.AsSpan(ChunkBytes), opened);
            await output.WriteAsync(opened, cancel);
        }
        if (mayGoOn?.Invoke() is false) return false;
        await output.WriteAsync(_filling.AsMemory(0, _filled), cancel);
        return true;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _file?.Dispose();
            _cipher?.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>Reads a piece from its own place: whoever else takes the same file moves nothing of it.</summary>
    async ValueTask Read(long number, byte[] piece, CancellationToken cancel)
    {
        for (var read = 0; read < piece.Length;)
            read += await RandomAccess.ReadAsync(_file!.SafeFileHandle, piece.AsMemory(read), number * piece.Length + read, cancel) is > 0 and var more ? more : throw new EndOfStreamException();
    }

    void PutAside()
    {
        _filled = 0;
        if (_chunks.Count < MemoryChunksMax)
        {
            _chunks.Add(_filling);
            _filling = new byte[ChunkBytes];
            return;
        }
        try
        {
            _file ??= Nameless();
            _cipher!.Encrypt(NonceOf(_spilled++), _filling, _sealed.AsSpan(0, ChunkBytes), _sealed.AsSpan(ChunkBytes));
            _file.Write(_sealed);
        }
        catch (IOException error)
        {
            throw new StoreFailedException(StoreFailedException.InputOutput, "The temporary folder does not take the export; nothing was handed out.", error);
        }
    }

    FileStream Nameless()
    {
        var (key, name) = (new byte[32], new byte[NameBytes]);
        random(key);
        random(name);
        _cipher = new(key, TagBytes);
        CryptographicOperations.ZeroMemory(key);
        var file = PrivateFile.Create(Path.Combine(Path.GetTempPath(), $"ledger-export-{Convert.ToHexStringLower(name)}"));
        File.Delete(file.Name);
        return file;
    }

    /// <summary>The key is of this export alone, so a count never comes twice under it.</summary>
    static byte[] NonceOf(long number)
    {
        var nonce = new byte[NonceBytes];
        BinaryPrimitives.WriteInt64BigEndian(nonce, number);
        return nonce;
    }
}
