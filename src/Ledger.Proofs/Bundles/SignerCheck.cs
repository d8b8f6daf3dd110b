namespace Ledger.Proofs;

/// <summary>Who signed the checkpoint, of which log it is, and whether it contradicts checkpoints the reader holds.</summary>
internal sealed class SignerCheck(BundleFindings findings)
{
    /// <summary>The key that was used: the reader's, or for want of one the bundle's.</summary>
    internal VerifierKey? Key { get; private set; }

    /// <summary>The bundle's checkpoint; null where it could not be read.</summary>
    internal Checkpoint? Checkpoint { get; private set; }

    internal void Run(string? keyFile, string? noteFile, VerifierKey? trusted, string origin, string originPlace)
    {
        var own = keyFile is not null && keyFile.EndsWith('\n') ? VerifierKey.Parse(keyFile[..^1]) : null;
        if (own is null)
        {
            findings.Fault(FaultCode.Malformed, BundleFile.Key, "The file is not a vkey of ECDSA P-256 and a line feed.");
        }
        else if (trusted is not null && own.ToString() != trusted.ToString())
        {
            findings.Fault(FaultCode.KeyNotTrusted, BundleFile.Key, "The bundle's key is not the one you trust.");
        }
        Key = trusted ?? own;
        var note = noteFile is null ? null : SignedNote.Parse(noteFile);
        Checkpoint = note is null ? null : Checkpoint.Parse(note.Text);
        if (note is null || Checkpoint is null)
        {
            findings.Fault(FaultCode.Malformed, BundleFile.Checkpoint, "The file is not a signed checkpoint.");
            return;
        }
        if (Checkpoint.Origin != origin)
        {
            findings.Fault(FaultCode.OtherLog, originPlace, "What is shown and the checkpoint name different logs.");
        }
        if (Key is not null)
        {
            CheckSignature(note, Checkpoint, Key);
        }
    }

    /// <summary>Compares with a note the reader holds: same log, same size, another root is a fork.</summary>
    internal void Compare(string other, VerifierKey? trusted)
    {
        if (Checkpoint is not { } ours)
        {
            return;
        }
        var note = SignedNote.Parse(other);
        var theirs = note is null ? null : Checkpoint.Parse(note.Text);
        var signed = note is not null && (trusted is null || note.Check(trusted) == SignatureCheck.Verified);
        if (theirs is null || !signed || theirs.Origin != ours.Origin || theirs.Size != ours.Size)
        {
            findings.Note("other-checkpoint-not-compared", "A checkpoint you hold is of another log or size, or not signed by the key; it was not compared.");
        }
        else if (!theirs.Root.Span.SequenceEqual(ours.Root.Span))
        {
            findings.Fault(FaultCode.LogForked, BundleFile.Checkpoint, $"A checkpoint you hold has another root at size {ours.Size}: " + (trusted is null
                ? "one of the two is false; without the log's key it is not known which, nor that the log has forked."
                : "the log has forked, and signed both."));
        }
    }

    void CheckSignature(SignedNote note, Checkpoint checkpoint, VerifierKey key)
    {
        if (key.Name != checkpoint.Origin)
        {
            findings.Fault(FaultCode.OtherLog, BundleFile.Checkpoint, "The checkpoint is of another log than the key.");
        }
        switch (note.Check(key))
        {
            case SignatureCheck.NotSigned:
                findings.Fault(FaultCode.CheckpointNotSigned, BundleFile.Checkpoint, "The checkpoint is not signed by the key.");
                break;
            case SignatureCheck.Wrong:
                findings.Fault(FaultCode.SignatureWrong, BundleFile.Checkpoint, "The key's signature on the checkpoint is wrong.");
                break;
            case SignatureCheck.Verified:
                break;
        }
    }
}
