using Ledger.Proofs;

namespace Ledger.Journal;

/// <summary>A signed checkpoint and the tree of exactly its size.</summary>
/// <param name="Tree">For proofs at that size.</param>
/// <param name="Checkpoint">The checkpoint, kept before it is shown.</param>
public sealed record Covering(TileReader Tree, SignedCheckpoint Checkpoint);

/// <summary>The ledger's transparency log: its key, and checkpoints that cover what was recorded (the second acknowledgement, "published").</summary>
public interface ITransparency
{
    /// <summary>The log's public key (C2SP vkey).</summary>
    VerifierKey Key { get; }

    /// <summary>A signed checkpoint that covers the index; waits until there is one.</summary>
    ValueTask<Covering> Cover(long index, CancellationToken cancel);
}
