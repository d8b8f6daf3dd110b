namespace Ledger.Proofs;

/// <summary>What a <see cref="LineReader"/> found.</summary>
internal enum LineEnd
{
    /// <summary>A line that ends in a line feed.</summary>
    Line,

    /// <summary>The end of the stream, right after a line feed or at the very start.</summary>
    End,

    /// <summary>Bytes at the end of the stream with no line feed behind them.</summary>
    Unterminated,

    /// <summary>More bytes than a line may have.</summary>
    TooLong,
}

/// <summary>Reads lines that end in LF from a stream, in the memory of one line of the longest kind. No byte is altered or skipped.</summary>
internal sealed class LineReader(Stream stream, int lineMax)
{
    readonly byte[] _buffer = new byte[Math.Max(2 * (lineMax + 1), 1 << 16)];
    int _start, _end;
    bool _ended;

    /// <summary>The line last read, without its line feed; valid until the next call.</summary>
    internal ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Reads the next line; after anything but <see cref="LineEnd.Line"/> there is nothing more to read.</summary>
    internal LineEnd Next()
    {
        var searched = 0;
        while (true)
        {
            var at = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (at >= 0 && searched + at <= lineMax)
            {
                Line = _buffer.AsMemory(_start, searched + at);
                _start += searched + at + 1;
                return LineEnd.Line;
            }
            searched = _end - _start;
            if (searched > lineMax)
            {
                return LineEnd.TooLong;
            }
            if (_ended)
            {
                return searched == 0 ? LineEnd.End : LineEnd.Unterminated;
            }
            Fill();
        }
    }

    void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        var read = stream.Read(_buffer.AsSpan(_end));
        _end += read;
        _ended = read == 0;
    }
}
