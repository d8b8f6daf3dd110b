namespace Ledger.Proofs;

/// <summary>What a verification came to.</summary>
public enum BundleOutcome
{
    /// <summary>Nothing is wrong, and the log's key, known to the reader, signed it.</summary>
    Genuine,

    /// <summary>Nothing is wrong in itself; the reader gave no key, so who signed it was not checked.</summary>
    Consistent,

    /// <summary>Something is wrong; the faults say what.</summary>
    Refused,
}

/// <summary>One thing that is wrong: a stable code of <see cref="FaultCode"/>, the file, the event's index where it is one event, and plain words.</summary>
public sealed record BundleFault(string Code, string File, long? Index, string Message);

/// <summary>One thing the bundle does not show, by a stable code; the count is how many events or fields it concerns, or null.</summary>
public sealed record BundleNote(string Code, long? Count, string Message);

/// <summary>The result of verifying a bundle.</summary>
public sealed record BundleVerdict
{
    /// <summary>Genuine, consistent or refused.</summary>
    public required BundleOutcome Outcome { get; init; }

    /// <summary>What is wrong, whole files first, then by index; the first hundred found of each.</summary>
    public required IReadOnlyList<BundleFault> Faults { get; init; }

    /// <summary>How many more faults were found than are listed.</summary>
    public required long FaultsLeftOut { get; init; }

    /// <summary>What the bundle does not show, whatever the outcome.</summary>
    public required IReadOnlyList<BundleNote> Notes { get; init; }

    /// <summary>What was asked; null where it could not be read.</summary>
    public BundleScope? Scope { get; init; }

    /// <summary>Number of events that were found to be in the log.</summary>
    public long Events { get; init; }

    /// <summary>Number of sealed fields that were opened and found right.</summary>
    public long FieldsOpened { get; init; }

    /// <summary>The operator's own id of the person, where the scope is a person and it was opened.</summary>
    public string? PersonId { get; init; }

    /// <summary>Number of leaves of the checkpoint; null where it could not be read.</summary>
    public long? CheckpointSize { get; init; }

    /// <summary>What timestamps say of the events; null where the bundle holds none, or they could not be read.</summary>
    public BundleStamping? Stamping { get; init; }

    /// <summary>SHA-256 of the key that was used (the reader's, else the bundle's), to be compared with the published one.</summary>
    public string? KeyFingerprint { get; init; }
}

/// <summary>A timestamp of a checkpoint of the log that leads to the bundle's own.</summary>
/// <param name="Size">Leaves of the checkpoint: every event of a smaller index existed at the time.</param>
/// <param name="Time">When it was made, by the authority's clock.</param>
/// <param name="Authority">The name in the signer's certificate.</param>
/// <param name="Certificate">SHA-256 of the signer's certificate, lowercase hexadecimal.</param>
/// <param name="Trusted">Whether the signer leads to an authority the reader gave; null where none was given.</param>
/// <param name="Events">How many events of the bundle existed by it; 0 where it counts for nothing.</param>
public sealed record BundleStamp(long Size, DateTimeOffset Time, string Authority, string Certificate, bool? Trusted, long Events);

/// <summary>What a bundle's timestamps come to: those that are right, and how its events lie to those that count.</summary>
/// <param name="Stamps">The timestamps that are right, by size, whoever made them.</param>
/// <param name="EventsStamped">Events that a timestamp covers.</param>
/// <param name="EventsNotStamped">Events that none covers.</param>
/// <param name="LongestWaitSeconds">The longest time from an event's recorded time to the earliest timestamp that covers it; null where none is covered.</param>
public sealed record BundleStamping(IReadOnlyList<BundleStamp> Stamps, long EventsStamped, long EventsNotStamped, long? LongestWaitSeconds);

/// <summary>The codes of what can be wrong with a bundle (docs/bundle-format.md, "Faults").</summary>
public static class FaultCode
{
    /// <summary>Not a zip, cut short, or laid out in a way no bundle is.</summary>
    public const string ArchiveUnreadable = "archive-unreadable";

    /// <summary>A file that every bundle holds is not there.</summary>
    public const string FileMissing = "file-missing";

    /// <summary>A file of a name no bundle holds.</summary>
    public const string FileUnknown = "file-unknown";

    /// <summary>Two files of one name.</summary>
    public const string FileDoubled = "file-doubled";

    /// <summary>A file larger than its kind can be, or expanding beyond measure.</summary>
    public const string FileTooLarge = "file-too-large";

    /// <summary>A file's hash is not the one in the manifest.</summary>
    public const string FileChanged = "file-changed";

    /// <summary>The manifest lists a file that is not there, or leaves one out.</summary>
    public const string FileUnlisted = "file-unlisted";

    /// <summary>A file is not in its format.</summary>
    public const string Malformed = "malformed";

    /// <summary>The manifest is not the one whose hash the export event recorded.</summary>
    public const string ManifestNotExported = "manifest-not-exported";

    /// <summary>The manifest and the events differ in number.</summary>
    public const string EventsMiscounted = "events-miscounted";

    /// <summary>The export event tells of another inquiry, person, index known or number of events.</summary>
    public const string ExportOfAnother = "export-of-another";

    /// <summary>The export event's bytes are not in the log where the proof places them.</summary>
    public const string ExportNotProved = "export-not-proved";

    /// <summary>The scope says it knew events that were recorded after the export itself.</summary>
    public const string ExportTooEarly = "export-too-early";

    /// <summary>The event's bytes are not the ones in the log at its index.</summary>
    public const string EventChanged = "event-changed";

    /// <summary>The proof has an event that the file has not.</summary>
    public const string EventMissing = "event-missing";

    /// <summary>The file has an event that the proof has not.</summary>
    public const string EventAdded = "event-added";

    /// <summary>The file has an event twice.</summary>
    public const string EventDoubled = "event-doubled";

    /// <summary>Two neighbouring events stand in the wrong order.</summary>
    public const string EventsSwapped = "events-swapped";

    /// <summary>The event is none of those the scope asked for.</summary>
    public const string EventOutOfScope = "event-out-of-scope";

    /// <summary>The event was recorded after the index the answer was taken at.</summary>
    public const string EventBeyondKnown = "event-beyond-known";

    /// <summary>The event was recorded after the export.</summary>
    public const string EventAfterExport = "event-after-export";

    /// <summary>A sequence number of the person's stream, or an index of a whole ledger, is missing or out of order.</summary>
    public const string SequenceGap = "sequence-gap";

    /// <summary>The person's first event does not seal whom the token means.</summary>
    public const string PersonNotNamed = "person-not-named";

    /// <summary>Whom the token means is not opened, though openings were asked for and it was not forgotten.</summary>
    public const string PersonNotOpened = "person-not-opened";

    /// <summary>An opening belongs to no sealed field of the bundle, comes twice, or was not asked for.</summary>
    public const string OpeningForeign = "opening-foreign";

    /// <summary>An opening does not match the field's commitment.</summary>
    public const string OpeningWrong = "opening-wrong";

    /// <summary>A field does not decrypt in its place, or not to a properly padded text.</summary>
    public const string FieldNotAuthentic = "field-not-authentic";

    /// <summary>The table is not the one the events and openings give.</summary>
    public const string CsvDiffers = "csv-differs";

    /// <summary>The proof is about a tree of another size than the checkpoint's.</summary>
    public const string ProofOfAnotherSize = "proof-of-another-size";

    /// <summary>The proof leads to another root than the checkpoint's.</summary>
    public const string ProofOfAnotherRoot = "proof-of-another-root";

    /// <summary>The checkpoint, the scope and the key do not name one log.</summary>
    public const string OtherLog = "other-log";

    /// <summary>The bundle's key is not the one the reader trusts.</summary>
    public const string KeyNotTrusted = "key-not-trusted";

    /// <summary>No signature on the checkpoint is of the key.</summary>
    public const string CheckpointNotSigned = "checkpoint-not-signed";

    /// <summary>The key's signature on the checkpoint is wrong.</summary>
    public const string SignatureWrong = "signature-wrong";

    /// <summary>A timestamp is of a checkpoint of another log, or one that does not lead to the bundle's; or its token is over other bytes.</summary>
    public const string TimestampOfAnother = "timestamp-of-another";

    /// <summary>A timestamp's token cannot be read, its signature is wrong, or its signer's certificate is not one for time stamping.</summary>
    public const string TimestampWrong = "timestamp-wrong";

    /// <summary>Two checkpoints of one log and size have different roots: the log contradicts itself.</summary>
    public const string LogForked = "log-forked";
}
