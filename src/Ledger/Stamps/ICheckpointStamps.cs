using System.Text;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Stamps;

/// <summary>A timestamp of a signed checkpoint.</summary>
/// <param name="Checkpoint">The checkpoint.</param>
/// <param name="Time">When it existed, by the authority's clock.</param>
/// <param name="Token">The RFC 3161 token over its note's bytes, DER.</param>
public sealed record StampedCheckpoint(SignedCheckpoint Checkpoint, DateTimeOffset Time, ReadOnlyMemory<byte> Token)
{
    /// <summary>The time that the token itself gives, where it is one over the checkpoint's note; null where it is not.</summary>
    public DateTimeOffset? Verify()
    {
        using var opened = TimestampToken.Open(Token, Encoding.UTF8.GetBytes(Checkpoint.Note), out _);
        return opened?.Time;
    }
}

/// <summary>The timestamps of the checkpoints signed under the present origin: append-only, one per size, kept where the checkpoints are.</summary>
public interface ICheckpointStamps
{
    /// <summary>The one of the largest size, or null.</summary>
    ValueTask<StampedCheckpoint?> NewestStamp(CancellationToken cancel);

    /// <summary>Keeps a timestamp; durable once it returns. A size that has one keeps its first, which is returned.</summary>
    /// <exception cref="InvalidOperationException">No checkpoint of this size and note is kept.</exception>
    ValueTask<StampedCheckpoint> AddStamp(StampedCheckpoint stamp, CancellationToken cancel);

    /// <summary>The timestamp of a size, or null.</summary>
    ValueTask<StampedCheckpoint?> Stamp(long size, CancellationToken cancel);

    /// <summary>Size and time of all up to a size, ascending by size: some bytes each, so that they are held at once.</summary>
    ValueTask<IReadOnlyList<StampMark>> Stamps(long sizeMax, CancellationToken cancel);
}
