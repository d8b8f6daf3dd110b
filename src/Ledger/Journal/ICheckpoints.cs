namespace Ledger.Journal;

/// <summary>A signed checkpoint of the ledger's tree (C2SP tlog-checkpoint).</summary>
/// <param name="Size">Entries it covers.</param>
/// <param name="Root">RFC 6962 root of the tree of that size, 32 bytes.</param>
/// <param name="Note">The signed note, exactly as it is shown.</param>
public sealed record SignedCheckpoint(long Size, byte[] Root, string Note);

/// <summary>
/// Every checkpoint ever signed, one per size, append-only; no read model: it lies outside the backup, and a ledger that does not hold what it once
/// signed must go on under a new origin (DESIGN section 6).
/// </summary>
public interface ICheckpoints
{
    /// <summary>The one with the largest size, or null.</summary>
    ValueTask<SignedCheckpoint?> Newest(CancellationToken cancel);

    /// <summary>
    /// Keeps a checkpoint; durable once it returns, and only then may it be shown. A size that is there already keeps its first note, which is returned.
    /// </summary>
    /// <exception cref="InvalidOperationException">The size is there with another root: the ledger would contradict itself.</exception>
    ValueTask<SignedCheckpoint> Add(SignedCheckpoint checkpoint, CancellationToken cancel);

    /// <summary>
    /// Keeps checkpoints that were signed and kept elsewhere, ascending by size, of a log that moves here: as <see cref="Add"/> for each, but at once. What a size has
    /// already is not compared.
    /// </summary>
    async ValueTask AddAll(IReadOnlyList<SignedCheckpoint> checkpoints, CancellationToken cancel)
    {
        foreach (var checkpoint in checkpoints) await Add(checkpoint, cancel);
    }

    /// <summary>All of them, by size, from a size on.</summary>
    IAsyncEnumerable<SignedCheckpoint> All(long fromSize, CancellationToken cancel);
}
