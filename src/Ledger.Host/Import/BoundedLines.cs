using System.Buffers;

namespace Ledger.Host.Import;

/// <summary>One line of an input, or the reason why it cannot be one.</summary>
/// <param name="Number">1, 2 ...</param>
/// <param name="Bytes">The line without its end; empty where it is too long.</param>
/// <param name="TooLong">Whether it is longer than the limit; the rest of it was skipped.</param>
readonly record struct InputLine(long Number, ReadOnlyMemory<byte> Bytes, bool TooLong);

/// <summary>Reads lines from a stream in constant memory, however long a line is. Empty lines are passed over; CRLF and a byte order mark are accepted.</summary>
sealed class BoundedLines(Stream input, int lineMax)
{
    static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];
    readonly byte[] _buffer = new byte[1 << 16];
    int from, to;

    public IEnumerable<InputLine> Read()
    {
        var line = new ArrayBufferWriter<byte>(4096);
        for (long number = 1; ; number++)
        {
            line.ResetWrittenCount();
            var (tooLong, ended) = ReadLine(line);
            var bytes = Trim(line.WrittenSpan, number);
            if (tooLong || bytes.Length > 0) yield return new(number, tooLong ? default : bytes, tooLong);
            if (ended) yield break;
        }
    }

    (bool TooLong, bool Ended) ReadLine(ArrayBufferWriter<byte> line)
    {
        var tooLong = false;
        while (true)
        {
            if (from == to && !Fill()) return (tooLong, true);
            var rest = _buffer.AsSpan(from, to - from);
            var end = rest.IndexOf((byte)'\n');
            var part = end < 0 ? rest : rest[..end];
            tooLong |= line.WrittenCount + part.Length > lineMax;
            if (!tooLong) line.Write(part);
            from += end < 0 ? part.Length : end + 1;
            if (end >= 0) return (tooLong, false);
        }
    }

    bool Fill()
    {
        (from, to) = (0, input.Read(_buffer));
        return to > 0;
    }

    static byte[] Trim(ReadOnlySpan<byte> line, long number)
    {
        if (number == 1 && line.StartsWith(Mark)) line = line[3..];
        return line.Trim(" \t\r"u8).ToArray();
    }
}
