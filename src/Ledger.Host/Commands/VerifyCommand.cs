using System.CommandLine;
using Ledger.Host.Sheets;
using Ledger.Host.Terminal;
using Ledger.Proofs;

namespace Ledger.Host.Commands;

/// <summary>ledger verify FILE: a bundle, a certificate of erasure or a consent receipt, told apart by content.</summary>
static class VerifyCommand
{
    public static Command Create(CommandSet set)
    {
        var file = new Argument<string?>("FILE") { Description = "The bundle, the certificate of erasure, or the consent receipt.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => null };
        var key = new Option<string?>("--key") { Description = "The log's public key (vkey) as you know it from elsewhere, or @FILE.", HelpName = "VKEY|@FILE" };
        var checkpoints = new Option<string[]>("--checkpoint") { Description = "A checkpoint of the same log that you hold: shows a forked log. May be repeated.", HelpName = "FILE" };
        var authorities = new Option<string[]>("--tsa") { Description = "Certificates (PEM) of the timestamp authorities you trust, roots or the signers' own. May be repeated.", HelpName = "FILE" };
        var page = new Option<string?>("--page") { Description = "Writes verify.html, the page that checks bundles in a browser: a copy of your own, from your own program.", HelpName = "FILE" };
        return set.Command("verify", "Checks an audit trail, a certificate of erasure or a consent receipt. Needs no data folder and no network.",
        [
            "ledger verify trail.zip --key @ledger.vkey",
            "ledger verify trail.zip",
            "ledger verify trail.zip --key @ledger.vkey --tsa tsa.pem",
            "ledger verify erasure.json --key @ledger.vkey",
            "ledger verify receipt.json --key @ledger.vkey",
            "ledger verify --page verify.html",
        ], [file, key, checkpoints, authorities, page], session => (session.Value(file), session.Value(page)) switch
        {
            ({ } given, null) => Task.FromResult(Run(session, given, session.Value(key), session.Value(checkpoints) ?? [], session.Value(authorities) ?? [])),
            (null, { } copy) => VerifyPageCopy.Run(session, copy),
            (null, null) => throw new InputException("Name the file to check, or --page FILE for a copy of the page that checks."),
            _ => throw new InputException("--page writes the page and checks nothing: leave out the file to check."),
        });
    }

    static int Run(Session session, string file, string? key, string[] checkpoints, string[] authorities)
    {
        if (!File.Exists(file)) throw new InputException($"There is no file {file}.");
        var trusted = key is null ? null : KeyOf(key);
        var trustedAuthorities = authorities.Length == 0 ? null : AuthorityFiles.Read(authorities);
        using var zip = File.OpenRead(file);
        if (CertificateSheet.IsCertificate(zip) && ReceiptSheet.Receipt(zip) is { } receipt) return ReceiptSheet.Run(session.Screen, receipt, trusted, [.. checkpoints.Select(Text)]);
        if (CertificateSheet.IsCertificate(zip)) return CertificateSheet.Run(session.Screen, zip, trusted, [.. checkpoints.Select(Text)]);
        using var progress = session.Screen.Progress("Checked");
        var verdict = BundleVerifier.Verify(zip, trusted, [.. checkpoints.Select(Text)], progress, trustedAuthorities);
        progress.Dispose();
        Tell(session.Screen, verdict);
        return verdict.Outcome == BundleOutcome.Genuine ? ExitCodes.Done : ExitCodes.No;
    }

    static void Tell(Screen screen, BundleVerdict verdict)
    {
        screen.Show(verdict);
        Outcome(screen, verdict.Outcome, verdict.Faults, verdict.FaultsLeftOut);
        if (verdict.Scope is { } scope) screen.Say($"{verdict.Events:N0} events of {scope.Origin}, known up to #{scope.Known}, under a checkpoint of {verdict.CheckpointSize:N0}");
        if (verdict.Stamping is { } stamping && verdict.Outcome != BundleOutcome.Refused) StampSheet.Tell(screen, stamping);
        if (verdict.KeyFingerprint is { } fingerprint) screen.Say($"key fingerprint (SHA-256): {fingerprint}");
        if (verdict.Outcome != BundleOutcome.Refused) NotShown(screen, verdict.Notes);
    }

    /// <summary>The verdict in a line, and each fault in another.</summary>
    public static void Outcome(Screen screen, BundleOutcome outcome, IReadOnlyList<BundleFault> faults, long leftOut)
    {
        screen.Say(outcome switch
        {
            BundleOutcome.Genuine => "genuine",
            BundleOutcome.Consistent => "consistent, signer not checked",
            _ => "NOT GENUINE",
        });
        foreach (var fault in faults)
            screen.Say($"  {fault.File}{(fault.Index is { } index ? $" #{index}" : "")}: {fault.Message} [{fault.Code}]");
        if (leftOut > 0) screen.Say($"  and {leftOut:N0} more");
    }

    /// <summary>What even a genuine file does not show.</summary>
    public static void NotShown(Screen screen, IReadOnlyList<BundleNote> notes)
    {
        screen.Say("What this does not show:");
        foreach (var note in notes) screen.Say($"  - {NoteNames.Of(note).En}");
    }

    static VerifierKey KeyOf(string key)
    {
        var text = key.StartsWith('@') ? Text(key[1..]).Trim() : key;
        return VerifierKey.Parse(text) ?? throw new InputException("--key is not a vkey (name+id+base64); 'ledger key' prints one.");
    }

    static string Text(string file) => File.Exists(file) ? File.ReadAllText(file) : throw new InputException($"There is no file {file}.");
}
