using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Ledger.Proofs;

/// <summary>
/// Verifies a bundle (docs/bundle-format.md, "Verifying") in one pass over its large files and constant memory, trusting nothing in it.
/// </summary>
public sealed class BundleVerifier
{
    const int SmallMax = 1 << 20;
    const string ExportType = "ledger.report.exported.v1";

    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    readonly BundleFindings _findings = new();
    readonly SignerCheck _signer;
    readonly StampCheck _stamps;
    readonly VerifierKey? _trusted;
    readonly X509Certificate2Collection? _authorities;
    BundleScope? _scope;
    EventCheck? _events;
    OpeningCheck? _openings;
    long? _exportIndex;
    BundleStamping? _stamping;
    bool _completed;

    BundleVerifier(VerifierKey? trusted, X509Certificate2Collection? authorities) =>
        (_trusted, _authorities, _signer, _stamps) = (trusted, authorities, new SignerCheck(_findings), new StampCheck(_findings));

    /// <summary>
    /// Verifies the zip in a seekable stream. <paramref name="trusted"/> is the log's key as the reader knows it: without it the best
    /// outcome is "consistent". <paramref name="otherCheckpoints"/> are notes the reader holds, to find a forked log;
    /// <paramref name="authorities"/> the certificates of the timestamp authorities the reader trusts, roots or the signers' own: without them any counts. Bad
    /// input is a fault in the verdict, never an exception; progress is told in events.
    /// </summary>
    public static BundleVerdict Verify(
        Stream zip, VerifierKey? trusted = null, IReadOnlyList<string>? otherCheckpoints = null, IProgress<long>? progress = null,
        X509Certificate2Collection? authorities = null)
    {
        ArgumentNullException.ThrowIfNull(zip);
        if (!zip.CanSeek)
        {
            throw new ArgumentException("A bundle is verified from a stream that can seek.", nameof(zip));
        }
        var verifier = new BundleVerifier(trusted, authorities);
        try
        {
            verifier.Run(zip, otherCheckpoints ?? [], progress);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException or OverflowException)
        {
            verifier._findings.Unreadable("The zip cannot be read to its end.");
        }
        return verifier.Verdict();
    }

    void Run(Stream zip, IReadOnlyList<string> otherCheckpoints, IProgress<long>? progress)
    {
        var archive = BundleArchive.Open(zip, _findings);
        if (archive is null || _findings.Any)
        {
            // Which of two files is meant, or what a missing one said, is not for the verifier to guess.
            return;
        }
        _scope = archive.ReadSmall(BundleFile.Scope, SmallMax, _findings) is { } scope ? BundleScope.Parse(scope) : null;
        var manifestBytes = archive.ReadSmall(BundleFile.Manifest, SmallMax, _findings);
        var manifest = manifestBytes is null ? null : BundleManifest.Parse(manifestBytes);
        var exportBytes = archive.ReadSmall(BundleFile.Export, StoredEvent.BytesMax, _findings);
        var export = exportBytes is null ? null : StoredEvent.Parse(exportBytes);
        Require(_scope is not null, BundleFile.Scope);
        Require(manifest is not null, BundleFile.Manifest);
        Require(export is { Type: ExportType }, BundleFile.Export);
        if (_scope is null || manifestBytes is null || manifest is null || exportBytes is null)
        {
            return;
        }
        _signer.Run(ReadText(archive, BundleFile.Key), ReadText(archive, BundleFile.Checkpoint), _trusted, _scope.Origin, BundleFile.Scope);
        foreach (var other in otherCheckpoints)
        {
            _signer.Compare(other, _trusted);
        }
        if (export is not null)
        {
            CheckExport(export, Convert.ToHexStringLower(SHA256.HashData(manifestBytes)), _scope, manifest.Events);
        }
        if (archive.Names.Contains(BundleFile.Timestamps) && archive.ReadSmall(BundleFile.Timestamps, BundleTimestamps.BytesMax, _findings) is { } timestamps)
        {
            _stamps.Run(timestamps, _signer.Checkpoint, _signer.Key, _authorities);
        }
        CheckEvents(archive, _scope, manifest, exportBytes, progress);
        CheckHashes(archive, manifest);
        NoteWhatIsNotShown(archive, _scope);
        _completed = true;
    }

    void CheckExport(StoredEvent export, string manifestHash, BundleScope scope, long events)
    {
        if (export.Data.Manifest != manifestHash)
        {
            _findings.Fault(FaultCode.ManifestNotExported, BundleFile.Manifest, "The manifest is not the one whose hash the export event recorded.");
        }
        if (export.Data.Inquiry != scope.Inquiry)
        {
            _findings.Fault(FaultCode.ExportOfAnother, BundleFile.Scope, "The scope names another inquiry than the export event.");
        }
        if (export.Subject != scope.Person)
        {
            _findings.Fault(FaultCode.ExportOfAnother, BundleFile.Scope, "The scope names another person than the export event.");
        }
        if (export.Data.Known != scope.Known)
        {
            _findings.Fault(FaultCode.ExportOfAnother, BundleFile.Scope, "The scope claims to know another index than the export event.");
        }
        if (export.Data.Events != events)
        {
            _findings.Fault(FaultCode.ExportOfAnother, BundleFile.Manifest, "The manifest counts other events than the export event.");
        }
    }

    void CheckEvents(BundleArchive archive, BundleScope scope, BundleManifest manifest, byte[] exportBytes, IProgress<long>? progress)
    {
        using HashingStream eventFile = archive.Read(BundleFile.Events), openingFile = archive.Read(BundleFile.Openings),
            csvFile = archive.Read(BundleFile.Csv), proofFile = archive.Read(BundleFile.Proof);
        using var csv = new BufferedStream(csvFile, 1 << 16);
        var events = new EventSource(eventFile, _findings);
        var leaves = new LeafSource(proofFile, MerkleTree.LeafHash(exportBytes), _findings);
        _openings = new OpeningCheck(openingFile, scope, _findings);
        _events = new EventCheck(scope, _findings, events, leaves)
        {
            Openings = _openings,
            Csv = new CsvCheck(csv, _findings),
            Stamps = _stamps,
            Progress = progress,
        };
        _events.Run();
        CheckProof(leaves, scope);
        if (leaves.ProofFault is null && events.Count != manifest.Events)
        {
            _findings.Fault(FaultCode.EventsMiscounted, BundleFile.Manifest, $"The manifest counts {manifest.Events} events, the file {events.Count}.");
        }
        archive.Done(BundleFile.Events, eventFile);
        archive.Done(BundleFile.Openings, openingFile);
        archive.Done(BundleFile.Csv, csvFile);
        archive.Done(BundleFile.Proof, proofFile);
    }

    void CheckProof(LeafSource leaves, BundleScope scope)
    {
        _exportIndex = leaves.ExportIndex;
        if (leaves.ProofFault is { } fault)
        {
            _findings.Fault(FaultCode.Malformed, BundleFile.Proof, $"The proof {fault}.");
            return;
        }
        if (leaves.ExportIndex is not { } export)
        {
            _findings.Fault(FaultCode.ExportNotProved, BundleFile.Export, "The proof has no leaf for the export event.");
        }
        else if (export <= scope.Known)
        {
            _findings.Fault(FaultCode.ExportTooEarly, BundleFile.Scope, export, "The export was recorded before the index the answer claims to know.");
        }
        if (_signer.Checkpoint is not { } checkpoint)
        {
            return;
        }
        if (leaves.ProofSize != checkpoint.Size)
        {
            _findings.Fault(FaultCode.ProofOfAnotherSize, BundleFile.Proof, $"The proof is of size {leaves.ProofSize}, the checkpoint of {checkpoint.Size}.");
        }
        else if (!checkpoint.Root.Span.SequenceEqual(leaves.Root))
        {
            _findings.Fault(FaultCode.ProofOfAnotherRoot, BundleFile.Proof, "The proof does not lead to the checkpoint's root.");
        }
    }

    void CheckHashes(BundleArchive archive, BundleManifest manifest)
    {
        var listed = manifest.Files.ToDictionary();
        foreach (var name in archive.Names.Except(BundleFile.OutsideManifest))
        {
            if (BundleFile.OperatorsWords.Contains(name))
            {
                using var file = archive.Read(name);
                archive.Done(name, file);
            }
            if (!listed.TryGetValue(name, out var hash))
            {
                _findings.Fault(FaultCode.FileUnlisted, name, "The manifest does not list the file.");
            }
            else if (archive.Hashes.GetValueOrDefault(name) != hash)
            {
                _findings.Fault(FaultCode.FileChanged, name, "The file's hash is not the one in the manifest.");
            }
        }
        foreach (var name in listed.Keys.Except(archive.Names.Except(BundleFile.OutsideManifest)))
        {
            _findings.Fault(FaultCode.FileMissing, name, "The manifest lists the file, which is not there or not for it to list.");
        }
    }

    void NoteWhatIsNotShown(BundleArchive archive, BundleScope scope)
    {
        if (_trusted is null)
        {
            _findings.Note("signer-not-checked", "Who signed was not checked: compare the key's fingerprint with the published one, or give the key.");
        }
        if (_events!.Count.Proved == 0)
        {
            _findings.Note("empty-answer", "The answer is empty; that there was nothing to show is not proved.");
        }
        if (!scope.IsWholeLedger)
        {
            _findings.Note("events-left-out", "An export cannot show that no event was left out of it.");
        }
        else if (_exportIndex > scope.Known)
        {
            _findings.Note("events-left-out", "Events were recorded while the export was made, and are not in it.", _exportIndex - scope.Known - 1);
        }
        if (scope.Earlier.Count > 0)
        {
            _findings.Note("log-continued", "The log went on under a new origin: what the log before it held beyond that place is not in this one.", scope.Earlier.Count);
        }
        _findings.Note("fields-unopened", "Sealed fields are not shown.", _openings!.Fields.Unopened);
        _findings.Note("recorded-late", "Events were recorded more than a day after they happened.", _events.Count.Late);
        _stamping = _stamps.End();
        if (archive.Names.Any(BundleFile.OperatorsWords.Contains))
        {
            _findings.Note("operators-words", "The HTML and PDF files are the operator's words: unchanged since the export, and not proved.");
        }
    }

    string? ReadText(BundleArchive archive, string name)
    {
        try
        {
            return archive.ReadSmall(name, SmallMax, _findings) is { } bytes ? Utf8.GetString(bytes) : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    void Require(bool wellFormed, string name)
    {
        if (!wellFormed)
        {
            _findings.Fault(FaultCode.Malformed, name, "The file is not in its format.");
        }
    }

    BundleVerdict Verdict() => new()
    {
        Outcome = _findings.Any || !_completed ? BundleOutcome.Refused : _trusted is null ? BundleOutcome.Consistent : BundleOutcome.Genuine,
        Faults = _findings.Faults,
        FaultsLeftOut = _findings.LeftOut,
        Notes = _findings.Notes,
        Scope = _scope,
        Events = _events?.Count.Proved ?? 0,
        FieldsOpened = _openings?.Fields.Opened ?? 0,
        PersonId = _events?.PersonId,
        CheckpointSize = _signer.Checkpoint?.Size,
        Stamping = _stamping,
        KeyFingerprint = _signer.Key?.Fingerprint,
    };
}
