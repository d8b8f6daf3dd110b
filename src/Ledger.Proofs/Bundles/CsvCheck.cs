namespace Ledger.Proofs;

/// <summary>Compares events.csv, as it is read, with the rows that the events and openings give.</summary>
internal sealed class CsvCheck(Stream file, BundleFindings findings)
{
    readonly CsvRow _row = new();
    byte[] _buffer = new byte[4096];
    bool _differs;

    internal void Header() => Expect(CsvRow.Header, null);

    internal void Row(long index, StoredEvent stored, IReadOnlyList<string?> values)
    {
        if (!_differs)
        {
            Expect(_row.Build(index, stored, values), index);
        }
    }

    /// <summary>After an event that could not be read no row can be told from another; the file's hash still is.</summary>
    internal void GiveUp() => _differs = true;

    internal void End()
    {
        if (!_differs && file.ReadByte() >= 0)
        {
            Differs(null);
        }
    }

    void Expect(ReadOnlySpan<byte> row, long? index)
    {
        if (_buffer.Length < row.Length)
        {
            _buffer = new byte[2 * row.Length];
        }
        var read = file.ReadAtLeast(_buffer.AsSpan(0, row.Length), row.Length, throwOnEndOfStream: false);
        if (!row.SequenceEqual(_buffer.AsSpan(0, read)))
        {
            Differs(index);
        }
    }

    /// <summary>Only the first difference is told: one lost byte shifts all that follows.</summary>
    void Differs(long? index)
    {
        _differs = true;
        findings.Fault(FaultCode.CsvDiffers, BundleFile.Csv, index, "The table is not the one the events and openings give.");
    }
}
