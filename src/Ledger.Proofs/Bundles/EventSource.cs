namespace Ledger.Proofs;

/// <summary>The lines of events.jsonl with their leaf hashes, and one line's look ahead, in the memory of two lines.</summary>
internal sealed class EventSource
{
    readonly LineReader _lines;
    readonly BundleFindings _findings;
    Slot _current = new(), _ahead = new();

    internal EventSource(Stream file, BundleFindings findings)
    {
        (_lines, _findings) = (new LineReader(file, StoredEvent.BytesMax), findings);
        Fill(_ahead);
        Advance();
    }

    /// <summary>Lines read so far.</summary>
    internal long Count { get; private set; }

    internal bool HasCurrent => _current.Present;

    internal ReadOnlyMemory<byte> Line => _current.Bytes.AsMemory(0, _current.Length);

    internal ReadOnlySpan<byte> LeafHash => _current.Hash;

    /// <summary>True when the line after this one has that leaf hash.</summary>
    internal bool AheadIs(ReadOnlySpan<byte> hash) => _ahead.Present && hash.SequenceEqual(_ahead.Hash);

    internal void Advance()
    {
        (_current, _ahead) = (_ahead, _current);
        if (_current.Present)
        {
            Count++;
            Fill(_ahead);
        }
    }

    void Fill(Slot slot)
    {
        var end = _lines.Next();
        slot.Present = end == LineEnd.Line;
        if (slot.Present)
        {
            slot.Length = _lines.Line.Length;
            _lines.Line.Span.CopyTo(slot.Bytes);
            MerkleTree.LeafHash(_lines.Line.Span, slot.Hash);
        }
        else if (end != LineEnd.End)
        {
            _findings.Fault(FaultCode.Malformed, BundleFile.Events, end == LineEnd.TooLong
                ? $"After {Count} events comes a line of more than {StoredEvent.BytesMax} bytes."
                : $"After {Count} events the last line has no end.");
        }
    }

    sealed class Slot
    {
        internal readonly byte[] Bytes = new byte[StoredEvent.BytesMax];
        internal readonly byte[] Hash = new byte[MerkleTree.HashLength];

        internal int Length { get; set; }

        internal bool Present { get; set; }
    }
}
