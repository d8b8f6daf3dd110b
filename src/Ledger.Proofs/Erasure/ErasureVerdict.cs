namespace Ledger.Proofs;

/// <summary>The result of verifying a certificate of erasure. A fault's file is the place in the certificate, such as <c>statement.systems</c>.</summary>
public sealed record ErasureVerdict
{
    /// <summary>Genuine, consistent or refused.</summary>
    public required BundleOutcome Outcome { get; init; }

    /// <summary>What is wrong; the first hundred.</summary>
    public required IReadOnlyList<BundleFault> Faults { get; init; }

    /// <summary>How many more faults were found than are listed.</summary>
    public required long FaultsLeftOut { get; init; }

    /// <summary>What the certificate does not show, whatever the outcome.</summary>
    public required IReadOnlyList<BundleNote> Notes { get; init; }

    /// <summary>What the events give; null where they could not be read. Only what is not refused may be believed.</summary>
    public ErasureStatement? Statement { get; init; }

    /// <summary>When the certificate was recorded: RFC 3339.</summary>
    public string? Recorded { get; init; }

    /// <summary>The index of the event that recorded it.</summary>
    public long? RecordedIndex { get; init; }

    /// <summary>Number of leaves of the checkpoint; null where it could not be read.</summary>
    public long? CheckpointSize { get; init; }

    /// <summary>SHA-256 of the key that was used (the reader's, else the certificate's), to be compared with the published one.</summary>
    public string? KeyFingerprint { get; init; }
}

/// <summary>The codes of what can be wrong with a certificate, beside those of <see cref="FaultCode"/> (docs/certificate-format.md, "Faults").</summary>
public static class ErasureFault
{
    /// <summary>The file is longer than a certificate can be.</summary>
    public const string FileTooLarge = FaultCode.FileTooLarge;

    /// <summary>The content is in order, and not spelt in the one way.</summary>
    public const string SpeltOtherwise = "spelt-otherwise";

    /// <summary>The event is not in the log at its index, or its proof is not of this checkpoint.</summary>
    public const string EventNotProved = "event-not-proved";

    /// <summary>The statement is not the one whose hash the export event recorded.</summary>
    public const string StatementNotRecorded = "statement-not-recorded";

    /// <summary>What is stated is not what the events give.</summary>
    public const string StatementDiffers = "statement-differs";

    /// <summary>No event shown destroyed a key of the person.</summary>
    public const string NotShredded = "not-shredded";

    /// <summary>A field was sealed under a key after the event that destroyed it.</summary>
    public const string SealedAfterwards = "sealed-afterwards";
}
