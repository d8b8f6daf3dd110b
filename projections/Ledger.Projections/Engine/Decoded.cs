using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Projections;

/// <summary>An entry with what every projection needs of it, worked out once and off the folding thread.</summary>
readonly record struct Decoded(long Index, RecordedEvent Event, byte[] LeafHash)
{
    public static Decoded Of(Entry entry) => new(entry.Index, RecordedCodec.Read(entry), MerkleTree.LeafHash(entry.Bytes.Span));
}
