using Ledger.Host.Sheets;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>An event of the answer: the stored bytes, and the same opened.</summary>
sealed class AnswerEvent(Entry entry, OpenedEvent opened)
{
    public Entry Entry => entry;

    public RecordedEvent Event => opened.Event;

    public DateTimeOffset Time => opened.Event.Time;

    /// <summary>Its place in the tree: the hash that the proof of a bundle holds for it.</summary>
    public string LeafHash => Convert.ToBase64String(MerkleTree.LeafHash(entry.Bytes.Span));

    /// <summary>The value of the sealed field at a JSON Pointer; null where there is none, or its key has gone.</summary>
    public string? At(string pointer) => opened.At(pointer);
}
