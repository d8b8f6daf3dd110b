namespace Ledger.Proofs;

/// <summary>
/// Checks a multiproof (docs/bundle-format.md, "The multiproof") in one pass and constant memory: yields its leaves in order and, when
/// it ends well, the root they lead to. Never throws for bad input; <see cref="Fault"/> then says what is wrong.
/// </summary>
public sealed class MultiproofReader
{
    const int LineMax = 128;

    readonly LineReader _lines;

    // What is still to be read, the leftmost on top: a range, or (as Lo = -1) the joining of the last two finished subtrees.
    readonly Stack<(long Lo, long Hi)> _work = new();

    // Subtrees read or joined so far, the rightmost on top. Bare: a hash of the proof, with no proven leaf below it.
    readonly Stack<(byte[] Hash, bool Bare)> _done = new();
    readonly byte[] _leafHash = new byte[MerkleTree.HashLength];

    /// <summary>Reads the head of the proof; check <see cref="Fault"/> or go on to <see cref="Next"/>.</summary>
    public MultiproofReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _lines = new LineReader(stream, LineMax);
        if (_lines.Next() != LineEnd.Line || !_lines.Line.Span.SequenceEqual("ledger.multiproof.v1"u8))
        {
            Fault = "does not begin with ledger.multiproof.v1";
        }
        else if (_lines.Next() != LineEnd.Line || !_lines.Line.Span.StartsWith("size "u8)
            || DecimalText.Parse(_lines.Line.Span[5..]) is not { } size)
        {
            Fault = "does not state a tree size";
        }
        else
        {
            Size = size;
            if (size > 0)
            {
                _work.Push((0, size));
            }
        }
    }

    /// <summary>The tree size the proof states.</summary>
    public long Size { get; }

    /// <summary>The index of the leaf last read.</summary>
    public long Index { get; private set; }

    /// <summary>The hash of the leaf last read; valid until the next call.</summary>
    public ReadOnlySpan<byte> LeafHash => _leafHash;

    /// <summary>What is wrong with the proof, as the rest of a sentence; null while nothing is.</summary>
    public string? Fault { get; private set; }

    /// <summary>The root the whole proof leads to; null until it has been read to its end without a fault.</summary>
    public byte[]? Root { get; private set; }

    /// <summary>Reads on to the next leaf. False at the end, which is a good one if <see cref="Root"/> is there.</summary>
    public bool Next()
    {
        while (Fault is null && Root is null)
        {
            if (!_work.TryPop(out var range))
            {
                Root = AtEnd();
            }
            else if (range.Lo < 0)
            {
                Join();
            }
            else if (_lines.Next() != LineEnd.Line)
            {
                Fault = $"ends, or has a line that is too long, where the range from {range.Lo} to {range.Hi} is due";
            }
            else if (ReadInto(range, _lines.Line.Span))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Places the line in the range, which is split as far as the line asks. True when the line is a leaf.</summary>
    bool ReadInto((long Lo, long Hi) range, ReadOnlySpan<byte> line)
    {
        if (ParseLine(line) is not var (lo, hi, isLeaf, hash) || lo < range.Lo || hi > range.Hi)
        {
            Fault = $"has no proper line where the range from {range.Lo} to {range.Hi} is due";
            return false;
        }
        while (range.Lo != lo || range.Hi != hi)
        {
            var middle = range.Hi - range.Lo > 1 ? range.Lo + MerkleTree.Split(range.Hi - range.Lo) : range.Hi;
            // Reading goes from left to right, so the line must begin the range and lie in its left half.
            if (range.Lo != lo || hi > middle)
            {
                Fault = $"has a line for {lo} to {hi} where the range from {range.Lo} to {range.Hi} is due";
                return false;
            }
            _work.Push((-1, -1));
            _work.Push((middle, range.Hi));
            range = (range.Lo, middle);
        }
        hash.CopyTo(_leafHash.AsSpan());
        _done.Push((hash, !isLeaf));
        Index = lo;
        return isLeaf;
    }

    void Join()
    {
        var (right, rightBare) = _done.Pop();
        var (left, leftBare) = _done.Pop();
        if (leftBare && rightBare)
        {
            Fault = $"gives two hashes where one would do, up to index {Index}";
            return;
        }
        MerkleTree.NodeHash(left, right, left);
        _done.Push((left, false));
    }

    byte[]? AtEnd()
    {
        if (_lines.Next() == LineEnd.End)
        {
            return _done.TryPop(out var whole) ? whole.Hash : MerkleTree.EmptyRoot.ToArray();
        }
        Fault = "goes on after the tree is complete";
        return null;
    }

    static (long Lo, long Hi, bool IsLeaf, byte[] Hash)? ParseLine(ReadOnlySpan<byte> line)
    {
        var isLeaf = line.StartsWith("leaf "u8);
        if (!isLeaf && !line.StartsWith("node "u8))
        {
            return null;
        }
        var rest = line[5..];
        if (TakeNumber(ref rest) is not { } lo || (isLeaf ? lo < long.MaxValue ? lo + 1 : null : TakeNumber(ref rest)) is not { } hi
            || hi <= lo || StrictBase64.Decode(rest) is not { Length: MerkleTree.HashLength } hash)
        {
            return null;
        }
        return (lo, hi, isLeaf, hash);
    }

    static long? TakeNumber(ref ReadOnlySpan<byte> rest)
    {
        var space = rest.IndexOf((byte)' ');
        if (space < 0)
        {
            return null;
        }
        var number = DecimalText.Parse(rest[..space]);
        rest = rest[(space + 1)..];
        return number;
    }
}
