using Ledger.Journal;

namespace Ledger.Host.Documents;

/// <summary>A receipt; the leaf hash in lower-case hex.</summary>
sealed record ReceiptDocument(long Index, string Stream, long Sequence, string LeafHash, bool Duplicate)
{
    public static ReceiptDocument Of(Receipt receipt) =>
        new(receipt.Index, receipt.Stream, receipt.Sequence, Convert.ToHexStringLower(receipt.LeafHash), receipt.Duplicate);

    public Receipt Read() => new(Index, Stream, Sequence, Convert.FromHexString(LeafHash), Duplicate);
}

/// <summary>The receipts of a batch, in its order.</summary>
sealed record ReceiptsDocument(IReadOnlyList<ReceiptDocument> Receipts);
