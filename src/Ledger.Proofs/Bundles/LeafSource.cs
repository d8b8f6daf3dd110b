namespace Ledger.Proofs;

/// <summary>
/// The leaves of a bundle's proof with one leaf's look ahead. The export event's leaf, which must be the last, is taken out on the way.
/// </summary>
internal sealed class LeafSource
{
    private readonly MultiproofReader _proof;
    private readonly byte[] _exportHash;
    private readonly BundleFindings _findings;
    private readonly byte[] _hash = new byte[MerkleTree.HashLength], _aheadHash = new byte[MerkleTree.HashLength];
    private long? _current, _ahead;

    internal LeafSource(Stream file, byte[] exportHash, BundleFindings findings)
    {
        (_proof, _exportHash, _findings) = (new MultiproofReader(file), exportHash, findings);
        Read();
        Advance();
    }

    internal bool HasCurrent => _current is not null;

    internal long Index => _current!.Value;

    internal ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Where the export event stands; null until its leaf was met.</summary>
    internal long? ExportIndex { get; private set; }

    internal string? ProofFault => _proof.Fault;

    internal long ProofSize => _proof.Size;

    internal byte[]? Root => _proof.Root;

    /// <summary>True when the leaf after this one has that hash.</summary>
    internal bool AheadIs(ReadOnlySpan<byte> hash) => _ahead is not null && hash.SequenceEqual(_aheadHash);

    internal void Advance()
    {
        _current = _ahead;
        _aheadHash.CopyTo(_hash, 0);
        if (_current is null)
        {
            return;
        }
        Read();
        if (_ahead is not null || ExportIndex is not null || _proof.Fault is not null)
        {
            return;
        }
        // The last leaf, and the export event was not met: this is where it should be, and it is not what the log holds here.
        _findings.Fault(FaultCode.ExportNotProved, BundleFile.Export, _current, "The export event's bytes are not the ones in the log at its index.");
        ExportIndex = _current;
        _current = null;
    }

    private void Read()
    {
        _ahead = null;
        while (_proof.Next())
        {
            if (ExportIndex is null && _proof.LeafHash.SequenceEqual(_exportHash))
            {
                ExportIndex = _proof.Index;
                continue;
            }
            _ahead = _proof.Index;
            _proof.LeafHash.CopyTo(_aheadHash);
            return;
        }
    }
}
