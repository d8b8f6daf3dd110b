namespace Ledger.Proofs;

/// <summary>The result of verifying a consent receipt. A fault's file is the place in the receipt, such as <c>dpv:hasRecordOfActivity/0/dpv:hasPurpose</c>.</summary>
public sealed record ReceiptVerdict
{
    /// <summary>Genuine, consistent or refused.</summary>
    public required BundleOutcome Outcome { get; init; }

    /// <summary>What is wrong; the first hundred.</summary>
    public required IReadOnlyList<BundleFault> Faults { get; init; }

    /// <summary>How many more faults were found than are listed.</summary>
    public required long FaultsLeftOut { get; init; }

    /// <summary>What the receipt does not show, whatever the outcome.</summary>
    public required IReadOnlyList<BundleNote> Notes { get; init; }

    /// <summary>What the events give; null where they could not be read. Only what is not refused may be believed.</summary>
    public ReceiptFacts? Facts { get; init; }

    /// <summary>Number of leaves of the checkpoint; null where it could not be read.</summary>
    public long? CheckpointSize { get; init; }

    /// <summary>SHA-256 of the key that was used (the reader's, else the receipt's), to be compared with the published one.</summary>
    public string? KeyFingerprint { get; init; }
}

/// <summary>The codes of what can be wrong with a receipt, beside those of <see cref="FaultCode"/> and <see cref="ErasureFault.EventNotProved"/> (docs/receipts.md, "Faults").</summary>
public static class ReceiptFault
{
    /// <summary>What the receipt says is not what its events give.</summary>
    public const string Differs = "receipt-differs";

    /// <summary>The events do not say what every receipt must.</summary>
    public const string Incomplete = "receipt-incomplete";
}
