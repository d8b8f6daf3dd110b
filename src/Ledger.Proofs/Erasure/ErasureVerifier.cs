namespace Ledger.Proofs;

/// <summary>Verifies a certificate of erasure (docs/certificate-format.md, "Verifying"), trusting nothing in it.</summary>
public sealed class ErasureVerifier
{
    readonly BundleFindings _findings = new();
    readonly SignerCheck _signer;
    readonly VerifierKey? _trusted;

    ErasureVerifier(VerifierKey? trusted) => (_trusted, _signer) = (trusted, new SignerCheck(_findings));

    /// <summary>
    /// Verifies the bytes of the file. <paramref name="trusted"/> is the log's key as the reader knows it: without it the best outcome is "consistent".
    /// <paramref name="otherCheckpoints"/> are notes the reader holds, to find a forked log. Bad input is a fault in the verdict, never an exception.
    /// </summary>
    public static ErasureVerdict Verify(ReadOnlyMemory<byte> file, VerifierKey? trusted = null, IReadOnlyList<string>? otherCheckpoints = null)
    {
        var verifier = new ErasureVerifier(trusted);
        return verifier.Verdict(verifier.Run(file, otherCheckpoints ?? []));
    }

    /// <summary>The verdict on a file that is not even read, being longer than a certificate can be.</summary>
    public static ErasureVerdict TooLarge()
    {
        var verifier = new ErasureVerifier(null);
        verifier._findings.Fault(ErasureFault.FileTooLarge, "", "The file is longer than a certificate can be.");
        return verifier.Verdict(null);
    }

    ErasureCertificate? Run(ReadOnlyMemory<byte> file, IReadOnlyList<string> otherCheckpoints)
    {
        if (file.Length > ErasureCertificate.BytesMax)
        {
            _findings.Fault(ErasureFault.FileTooLarge, "", "The file is longer than a certificate can be.");
            return null;
        }
        if (ErasureCertificate.Parse(file, out var place) is not { } certificate)
        {
            _findings.Fault(FaultCode.Malformed, place, "The file is not a certificate of erasure in its format.");
            return null;
        }
        _signer.Run(certificate.Key + "\n", certificate.Checkpoint, _trusted, certificate.Statement.Origin, "statement.origin");
        foreach (var other in otherCheckpoints)
        {
            _signer.Compare(other, _trusted);
        }
        CheckProofs(certificate);
        CheckExport(certificate);
        CheckEvents(certificate.Statement);
        CheckStated(certificate);
        if (!_findings.Any && !file.Span.SequenceEqual(certificate.ToUtf8()))
        {
            _findings.Fault(ErasureFault.SpeltOtherwise, "", "The file's content is in order, and not spelt in the one way of the format.");
        }
        ErasureNotes.Say(_findings, certificate.Statement, _trusted is not null);
        return certificate;
    }

    void CheckProofs(ErasureCertificate certificate)
    {
        var events = certificate.Statement.Events;
        if (certificate.Proofs.Count != events.Count)
        {
            _findings.Fault(ErasureFault.EventNotProved, "proofs", "There is not one proof for each event.");
        }
        foreach (var (one, proof) in events.Zip(certificate.Proofs))
        {
            CheckProof(certificate, "statement.events", one.Index, one.Stored.Bytes, proof);
        }
        CheckProof(certificate, "export", certificate.Export.Index, certificate.Export.Bytes, certificate.ExportProof);
    }

    void CheckProof(ErasureCertificate certificate, string place, long index, ReadOnlyMemory<byte> bytes, string text)
    {
        // The extra line of a proof is nobody's word, and of each proof there is one spelling.
        var proof = TlogProof.Parse(text);
        if (proof is null || proof.Extra is not null || proof.Index != index || proof.Note != certificate.Checkpoint || proof.ToString() != text)
        {
            _findings.Fault(ErasureFault.EventNotProved, place, index, "The event has no proof of its index under the certificate's checkpoint.");
        }
        else if (_signer.Checkpoint is { } checkpoint
            && !InclusionProof.Verify(index, checkpoint.Size, MerkleTree.LeafHash(bytes.Span), proof.Hashes, checkpoint.Root.Span))
        {
            _findings.Fault(ErasureFault.EventNotProved, place, index, "The event's bytes are not the ones in the log at its index.");
        }
    }

    void CheckExport(ErasureCertificate certificate)
    {
        var statement = certificate.Statement;
        if (StoredEvent.Parse(certificate.Export.Bytes) is not { Type: ErasureEvent.Exported } stored)
        {
            _findings.Fault(FaultCode.Malformed, "export", "The event is not one that records an export.");
            return;
        }
        var export = new ErasureEvent(certificate.Export.Index, stored);
        if (export.Text("manifest") != statement.Digest)
        {
            _findings.Fault(ErasureFault.StatementNotRecorded, "statement", "The statement is not the one whose hash the export event recorded.");
        }
        if (stored.Subject != (statement.IsForgotten ? null : statement.Person) || export.Number("known") != statement.Known || export.Number("events") != statement.EventCount)
        {
            _findings.Fault(FaultCode.ExportOfAnother, "export", "The export event tells of another person, index known or number of events.");
        }
        if (export.Index <= statement.Known)
        {
            _findings.Fault(FaultCode.ExportTooEarly, "statement.known", "The certificate was recorded before the index it claims to know.");
        }
    }

    void CheckEvents(ErasureStatement statement)
    {
        const string place = "statement.events";
        var (previous, sequence) = (-1L, 0L);
        var gone = statement.Erasures.SelectMany(erasure => erasure.Keys.Select(key => (key, erasure.Index))).DistinctBy(one => one.key, StringComparer.Ordinal)
            .ToDictionary(one => one.key, one => one.Index, StringComparer.Ordinal);
        var besides = statement.Backups.SelectMany(backup => new[] { backup.Taken, backup.Removed ?? backup.Taken }).Concat(statement.Copies.Select(copy => copy.Index)).ToHashSet();
        foreach (var one in statement.Events)
        {
            if (one.Index <= previous)
            {
                _findings.Fault(FaultCode.EventsSwapped, place, one.Index, "The events do not ascend by index.");
            }
            previous = one.Index;
            if (one.Index > statement.Known)
            {
                _findings.Fault(FaultCode.EventBeyondKnown, place, one.Index, "The event was recorded after the index the statement was made at.");
            }
            if (one.Stored.Stream == statement.Person)
            {
                if (one.Stored.Sequence != sequence++)
                {
                    _findings.Fault(FaultCode.SequenceGap, place, one.Index, "An event of the person's stream is missing before this one.");
                }
            }
            else if (!besides.Contains(one.Index) && !one.Stored.Sealed.Exists(field => gone.ContainsKey(field.Field.KeyName)))
            {
                _findings.Fault(FaultCode.EventOutOfScope, place, one.Index, "The event is neither of the person, nor did it become unreadable, nor is it a backup or a copying system that matters.");
            }
            if (one.Stored.Sealed.Exists(field => gone.TryGetValue(field.Field.KeyName, out var went) && one.Index > went))
            {
                _findings.Fault(ErasureFault.SealedAfterwards, place, one.Index, "A field was sealed under a key after the event that destroyed it.");
            }
        }
        if (statement.OfPerson.FirstOrDefault() is not { } first || first.Type != ErasureEvent.Registered || first.Stored.Subject != statement.Person)
        {
            _findings.Fault(FaultCode.PersonNotNamed, place, "The person's stream does not begin with the event that says whom its token means.");
        }
    }

    void CheckStated(ErasureCertificate certificate)
    {
        var statement = certificate.Statement;
        if (statement.Erasures.Count == 0)
        {
            _findings.Fault(ErasureFault.NotShredded, "statement.erasures", "No event shown destroyed a key of the person.");
        }
        foreach (var (name, write) in ErasureStatementText.Members)
        {
            if (!certificate.Stated[name].Span.SequenceEqual(ErasureStatementText.Write(statement, write)))
            {
                _findings.Fault(ErasureFault.StatementDiffers, $"statement.{name}", "What is stated is not what the events give, or not spelt in the one way.");
            }
        }
    }

    ErasureVerdict Verdict(ErasureCertificate? certificate) => new()
    {
        Outcome = certificate is null || _findings.Any ? BundleOutcome.Refused : _trusted is null ? BundleOutcome.Consistent : BundleOutcome.Genuine,
        Faults = _findings.Faults,
        FaultsLeftOut = _findings.LeftOut,
        Notes = _findings.Notes,
        Statement = certificate?.Statement,
        Recorded = certificate is null ? null : StoredEvent.Parse(certificate.Export.Bytes)?.RecordedTimeText,
        RecordedIndex = certificate?.Export.Index,
        CheckpointSize = _signer.Checkpoint?.Size,
        KeyFingerprint = _signer.Key?.Fingerprint,
    };
}
