namespace Ledger.Proofs;

/// <summary>Reads openings.json beside the events, and opens each sealed field that has one.</summary>
internal sealed class OpeningCheck
{
    readonly LineReader _lines;
    readonly BundleScope _scope;
    readonly BundleFindings _findings;
    Opening? _next;

    // A comma behind a line promises another one; the opening bracket does, unless the list is empty.
    bool _started, _comma, _ended;

    internal OpeningCheck(Stream file, BundleScope scope, BundleFindings findings)
    {
        (_lines, _scope, _findings) = (new LineReader(file, Opening.LineMax), scope, findings);
        Advance();
        if (_next is not null && !scope.Opened)
        {
            findings.Fault(FaultCode.OpeningForeign, BundleFile.Openings, "Fields are opened although none were to be.");
        }
    }

    /// <summary>Number of fields opened, and of fields that stay sealed.</summary>
    internal (long Opened, long Unopened) Fields { get; private set; }

    /// <summary>The values of the event's sealed fields in their order, null where a field stays sealed.</summary>
    internal string?[] Open(long index, StoredEvent stored)
    {
        SkipBefore(index);
        if (stored.Sealed.Count == 0 && _next?.Index != index)
        {
            return [];
        }
        var values = new string?[stored.Sealed.Count];
        for (var at = 0; at < values.Length; at++)
        {
            if (_next is { } opening && opening.Index == index && opening.Pointer == stored.Sealed[at].Pointer)
            {
                values[at] = Open(index, stored, stored.Sealed[at], opening.Key);
                Advance();
            }
        }
        var opened = values.Count(value => value is not null);
        Fields = (Fields.Opened + opened, Fields.Unopened + values.Length - opened);
        SkipBefore(index + 1);
        return values;
    }

    /// <summary>Whatever is left belongs to no event.</summary>
    internal void End()
    {
        while (_next is { } opening)
        {
            Foreign(opening);
        }
    }

    string? Open(long index, StoredEvent stored, SealedAt field, byte[] key)
    {
        var opened = field.Field.Open(stored.ContextOf(field, _scope.OriginAt(index)), key);
        if (opened.Failure == OpenFailure.WrongKey)
        {
            _findings.Fault(FaultCode.OpeningWrong, BundleFile.Openings, index, $"The opening of {field.Pointer} does not match its commitment.");
        }
        else if (opened.Failure != OpenFailure.None)
        {
            _findings.Fault(FaultCode.FieldNotAuthentic, BundleFile.Openings, index,
                $"The field {field.Pointer} does not decrypt in its place to a properly padded text.");
        }
        return opened.Value;
    }

    void SkipBefore(long index)
    {
        while (_next is { } opening && opening.Index < index)
        {
            Foreign(opening);
        }
    }

    void Foreign(Opening opening)
    {
        _findings.Fault(FaultCode.OpeningForeign, BundleFile.Openings, opening.Index,
            "An opening stands where the bundle has no such sealed field, out of order, or twice.");
        Advance();
    }

    /// <summary>Reads the next line; on anything that is not in the format says so once and reads no further.</summary>
    void Advance()
    {
        _next = null;
        if (_ended)
        {
            return;
        }
        if (!_started)
        {
            _started = true;
            if (_lines.Next() != LineEnd.Line || !_lines.Line.Span.SequenceEqual("["u8) || _lines.Next() != LineEnd.Line)
            {
                Malformed();
                return;
            }
            _comma = !_lines.Line.Span.SequenceEqual("]"u8);
        }
        else if (_lines.Next() != LineEnd.Line)
        {
            Malformed();
            return;
        }
        Take(_lines.Line);
    }

    void Take(ReadOnlyMemory<byte> line)
    {
        if (line.Span.SequenceEqual("]"u8))
        {
            _ended = true;
            if (_comma || _lines.Next() != LineEnd.End)
            {
                Malformed();
            }
            return;
        }
        if (!_comma)
        {
            Malformed();
            return;
        }
        _comma = line.Span.EndsWith(","u8);
        _next = Opening.Parse(_comma ? line[..^1] : line);
        if (_next is null)
        {
            Malformed();
        }
    }

    void Malformed()
    {
        (_ended, _next) = (true, null);
        _findings.Fault(FaultCode.Malformed, BundleFile.Openings, "The file is not a list of openings, one a line.");
    }
}
