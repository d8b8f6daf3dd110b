namespace Ledger.Proofs;

/// <summary>
/// The leaves of a bundle's proof, with a look ahead that is bounded and taken only where it is needed. The export event's leaf, which
/// must be the last, is taken out on the way.
/// </summary>
internal sealed class LeafSource
{
    /// <summary>How many leaves ahead (and, in <see cref="PassedLeaves"/>, back) an event is looked for.</summary>
    internal const int Window = 64;

    readonly MultiproofReader _proof;
    readonly byte[] _exportHash;
    readonly BundleFindings _findings;

    // The current leaf and those read ahead, in a ring.
    readonly (long Index, byte[] Hash)[] _ring = new (long, byte[])[Window + 1];
    int _first, _count;

    internal LeafSource(Stream file, byte[] exportHash, BundleFindings findings)
    {
        (_proof, _exportHash, _findings) = (new MultiproofReader(file), exportHash, findings);
        CheckLast();
    }

    internal bool HasCurrent => _count > 0;

    internal long Index => At(0).Index;

    internal ReadOnlySpan<byte> Hash => At(0).Hash;

    /// <summary>Where the export event stands; null until its leaf was met.</summary>
    internal long? ExportIndex { get; private set; }

    internal string? ProofFault => _proof.Fault;

    internal long ProofSize => _proof.Size;

    internal byte[]? Root => _proof.Root;

    /// <summary>How many leaves ahead of the current one the hash stands; null where it is none of the next <see cref="Window"/>.</summary>
    internal int? Ahead(ReadOnlySpan<byte> hash)
    {
        for (var ahead = 1; ahead <= Window && Has(ahead); ahead++)
        {
            if (hash.SequenceEqual(At(ahead).Hash))
            {
                return ahead;
            }
        }
        return null;
    }

    internal void Advance()
    {
        _first = (_first + 1) % _ring.Length;
        _count--;
        CheckLast();
    }

    (long Index, byte[] Hash) At(int ahead) => _ring[(_first + ahead) % _ring.Length];

    void CheckLast()
    {
        if (!Has(0) || Has(1) || ExportIndex is not null || _proof.Fault is not null)
        {
            return;
        }
        // The last leaf, and the export event was not met: this is where it should be, and it is not what the log holds here.
        _findings.Fault(FaultCode.ExportNotProved, BundleFile.Export, Index, "The export event's bytes are not the ones in the log at its index.");
        ExportIndex = Index;
        _count = 0;
    }

    bool Has(int ahead)
    {
        while (_count <= ahead && _proof.Next())
        {
            if (ExportIndex is null && _proof.LeafHash.SequenceEqual(_exportHash))
            {
                ExportIndex = _proof.Index;
                continue;
            }
            ref var leaf = ref _ring[(_first + _count++) % _ring.Length];
            leaf = (_proof.Index, leaf.Hash ?? new byte[MerkleTree.HashLength]);
            _proof.LeafHash.CopyTo(leaf.Hash);
        }
        return _count > ahead;
    }
}
