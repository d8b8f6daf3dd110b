namespace Ledger.Continuing;

/// <summary>Why a log cannot go on under another origin (docs/refusals.md).</summary>
public static class ContinuationRefusals
{
    /// <summary>The new origin is no name a log can have.</summary>
    public const string OriginInvalid = "origin-invalid";

    /// <summary>The log has had that origin: no index is ever used twice under one.</summary>
    public const string OriginUsed = "origin-used";

    /// <summary>Neither the folder nor the caller knows a checkpoint of the old log, and one must be cited.</summary>
    public const string CheckpointMissing = "checkpoint-missing";

    /// <summary>What was given is no signed checkpoint, or longer than an event can hold.</summary>
    public const string CheckpointMalformed = "checkpoint-malformed";

    /// <summary>The checkpoint is of another log than the one that is to go on.</summary>
    public const string CheckpointOfAnother = "checkpoint-of-another";

    /// <summary>The old log's key is known and did not sign the checkpoint.</summary>
    public const string CheckpointUnsigned = "checkpoint-unsigned";

    /// <summary>The journal's first entries are not those that were signed: it is no copy of that log.</summary>
    public const string JournalDiffers = "journal-differs";
}
