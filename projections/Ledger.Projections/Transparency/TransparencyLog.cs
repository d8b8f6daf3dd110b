using Ledger.Journal;
using Ledger.Proofs;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>
/// The ledger's tree as the read models keep it, and its signed checkpoints. What is signed is kept first and shown after, one note per size, and
/// nothing is signed that does not continue the newest note. Safe for concurrent use.
/// </summary>
/// <param name="store">Where the tiles are.</param>
/// <param name="checkpoints">Every checkpoint ever signed.</param>
/// <param name="signer">Signs under the log's origin.</param>
public sealed class TransparencyLog(IReadModelStore store, ICheckpoints checkpoints, NoteSigner signer) : IDisposable
{
    readonly SemaphoreSlim _signing = new(1);
    volatile CurrentTiles? _source;
    SignedCheckpoint? _shown;   // the newest this process signed or found; belongs to whoever is signing

    /// <summary>The key that verifies its checkpoints; the key's name is the log's origin.</summary>
    public VerifierKey Key => signer.VerifierKey;

    /// <summary>The tree of the first <paramref name="size"/> entries, which must be folded. One reader per caller.</summary>
    public TileReader Tree(long size) => new(size, Source().Read);

    /// <summary>The hashes of a tile as it stands, at least <paramref name="width"/> of them cut to that many; null where there are fewer.</summary>
    public ReadOnlyMemory<byte>? Tile(int level, long index, int width = TilePath.FullWidth)
    {
        var hashes = Source().Read(level, index);
        if (hashes.Length < width * MerkleTree.HashLength) return null;
        return hashes[..(width * MerkleTree.HashLength)];
    }

    /// <summary>
    /// To be called at start, with the read models caught up: the newest checkpoint ever signed must be reproduced by the tree at its size.
    /// </summary>
    /// <exception cref="LogContradictedException">The journal is shorter than what was signed, or another one.</exception>
    public async ValueTask Verify(CancellationToken cancel)
    {
        if (await checkpoints.Newest(cancel) is { } newest) Demand(newest, await store.Current.Position(cancel));
    }

    /// <summary>
    /// Signs the tree as it is folded now and keeps the note; the newest note again where nothing was added since. Null while the read models have yet
    /// to reach what was signed already.
    /// </summary>
    /// <exception cref="LogContradictedException">The tree does not continue what was signed.</exception>
    public async ValueTask<SignedCheckpoint?> Sign(CancellationToken cancel)
    {
        await _signing.WaitAsync(cancel);
        try
        {
            var size = await store.Current.Position(cancel);
            var newest = await checkpoints.Newest(cancel);
            // A store that lacks what was shown is another one: of a size that is signed anew there would be two roots.
            if (_shown is { } lacking && (newest is null || newest.Size < lacking.Size))
                throw new LogContradictedException(LogContradictedException.Shorter, lacking.Size, newest?.Size ?? 0);
            if (newest is not null)
            {
                if (newest.Size > size) return null;
                if (_shown is { } shown && shown != newest) Demand(shown, size);
                Demand(newest, size);
                _shown = newest;
                if (newest.Size == size) return newest;
            }
            var root = Tree(size).Root();
            return _shown = await checkpoints.Add(new(size, root, signer.Sign(new Checkpoint(Key.Name, size, root).ToString())), cancel);
        }
        finally
        {
            _signing.Release();
        }
    }

    /// <summary>The proof that an entry stands at its index under the newest checkpoint; null while no checkpoint covers it.</summary>
    public async ValueTask<TlogProof?> Prove(long index, CancellationToken cancel) =>
        await checkpoints.Newest(cancel) is { } newest && index >= 0 && index < newest.Size
            ? new TlogProof(index, Tree(newest.Size).InclusionProof(index), newest.Note)
            : null;

    /// <inheritdoc/>
    public void Dispose() => _signing.Dispose();

    void Demand(SignedCheckpoint signed, long size)
    {
        if (signed.Size > size) throw new LogContradictedException(LogContradictedException.Shorter, signed.Size, size);
        if (!Tree(signed.Size).Root().AsSpan().SequenceEqual(signed.Root))
            throw new LogContradictedException(LogContradictedException.Different, signed.Size, size);
    }

    /// <summary>Tiles of the set that is current: after a swap the cache begins anew.</summary>
    TileSource Source()
    {
        var rows = store.Current;
        if (_source is { } kept && ReferenceEquals(kept.Rows, rows)) return kept.Tiles;
        var tiles = new TileSource(rows);
        _source = new(rows, tiles);
        return tiles;
    }

    sealed record CurrentTiles(IReadModels Rows, TileSource Tiles);
}

/// <summary>The journal is not the one whose checkpoint was signed: it must not be signed under this origin any more (DESIGN section 6).</summary>
/// <param name="code">One of the constants of this class.</param>
/// <param name="signedSize">Size of the checkpoint that was signed.</param>
/// <param name="size">Size of the tree that is there.</param>
public sealed class LogContradictedException(string code, long signedSize, long size)
    : Exception($"The tree of {size} entries does not hold what was signed at size {signedSize} ({code})."
        + (code == Shorter ? " A journal that is an older copy goes on under a new origin alone: see 'ledger restore'." : ""))
{
    /// <summary>The journal has fewer entries than were signed.</summary>
    public const string Shorter = "log-shorter-than-signed";

    /// <summary>The first entries are not those that were signed.</summary>
    public const string Different = "log-differs-from-signed";

    /// <summary>Which contradiction, for programs.</summary>
    public string Code { get; } = code;

    /// <summary>Size of the checkpoint that was signed.</summary>
    public long SignedSize { get; } = signedSize;

    /// <summary>Size of the tree that is there.</summary>
    public long Size { get; } = size;
}
