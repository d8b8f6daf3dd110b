namespace Ledger.Proofs;

/// <summary>The names of a bundle's files (docs/bundle-format.md, "The zip"); no other name and no name twice.</summary>
public static class BundleFile
{
    /// <summary>What was asked, and of which log.</summary>
    public const string Scope = "scope.json";

    /// <summary>The stored bytes of the events, one a line.</summary>
    public const string Events = "events.jsonl";

    /// <summary>The keys of the sealed fields that are shown.</summary>
    public const string Openings = "openings.json";

    /// <summary>The events as a table, rebuilt byte for byte by whoever verifies.</summary>
    public const string Csv = "events.csv";

    /// <summary>The report as a page: the operator's words.</summary>
    public const string ReportHtml = "report.html";

    /// <summary>The report as a document: the operator's words.</summary>
    public const string ReportPdf = "report.pdf";

    /// <summary>A verifier that runs in a browser.</summary>
    public const string VerifyHtml = "verify.html";

    /// <summary>The vkey of the log, for comparing.</summary>
    public const string Key = "key";

    /// <summary>The hashes of all files but itself and the next four.</summary>
    public const string Manifest = "manifest.json";

    /// <summary>The stored bytes of the event that recorded this export and carries the manifest's hash.</summary>
    public const string Export = "export.json";

    /// <summary>The multiproof of every event and, last, of the export event.</summary>
    public const string Proof = "proof";

    /// <summary>The signed checkpoint of the tree the proof is about.</summary>
    public const string Checkpoint = "checkpoint";

    /// <summary>Timestamps (RFC 3161) of checkpoints of the log, with what leads from them to the bundle's own.</summary>
    public const string Timestamps = "timestamps";

    /// <summary>What every bundle holds.</summary>
    internal static readonly string[] Required = [Scope, Events, Openings, Csv, Key, Manifest, Export, Proof, Checkpoint];

    /// <summary>What the operator may say in a bundle besides.</summary>
    internal static readonly string[] OperatorsWords = [ReportHtml, ReportPdf, VerifyHtml];

    /// <summary>What a bundle may hold besides.</summary>
    internal static readonly string[] Optional = [.. OperatorsWords, Timestamps];

    /// <summary>What the manifest cannot hash: itself, and what comes to be after it.</summary>
    internal static readonly string[] OutsideManifest = [Manifest, Export, Proof, Checkpoint, Timestamps];
}
