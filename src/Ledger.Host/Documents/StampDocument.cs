using System.Text;
using Ledger.Proofs;
using Ledger.Stamps;

namespace Ledger.Host.Documents;

/// <summary>A timestamp of a checkpoint: the size of the checkpoint, when, and who says so.</summary>
sealed record StampDocument(long Size, DateTimeOffset Time, string Authority, string Certificate)
{
    public static StampDocument Of(StampedCheckpoint stamped)
    {
        using var token = TimestampToken.Open(stamped.Token, Encoding.UTF8.GetBytes(stamped.Checkpoint.Note), out _)
            ?? throw new InvalidDataException($"The timestamp of size {stamped.Checkpoint.Size} is not the one that was kept.");
        return new(stamped.Checkpoint.Size, token.Time, token.Authority, token.Fingerprint);
    }
}
