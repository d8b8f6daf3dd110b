using System.Globalization;
using Ledger.Host.Commands;
using Ledger.Host.Terminal;
using Ledger.Proofs;

namespace Ledger.Host.Sheets;

/// <summary>The verdict on a certificate of erasure, in words.</summary>
static class CertificateSheet
{
    /// <summary>Whether the file is to be read as a certificate; the stream is left at its beginning.</summary>
    public static bool IsCertificate(FileStream file)
    {
        var first = file.ReadByte();
        file.Position = 0;
        return first >= 0 && ErasureCertificate.Begins((byte)first);
    }

    public static int Run(Screen screen, FileStream file, VerifierKey? trusted, IReadOnlyList<string> checkpoints)
    {
        var verdict = file.Length > ErasureCertificate.BytesMax ? ErasureVerifier.TooLarge() : ErasureVerifier.Verify(Read(file), trusted, checkpoints);
        screen.Show(verdict);
        VerifyCommand.Outcome(screen, verdict.Outcome, verdict.Faults, verdict.FaultsLeftOut);
        if (verdict is { Outcome: not BundleOutcome.Refused, Statement: { } statement }) Tell(screen, verdict, statement);
        if (verdict.KeyFingerprint is { } fingerprint) Say(screen, $"key fingerprint (SHA-256): {fingerprint}");
        if (verdict.Outcome != BundleOutcome.Refused) VerifyCommand.NotShown(screen, verdict.Notes);
        return verdict.Outcome == BundleOutcome.Genuine ? ExitCodes.Done : ExitCodes.No;
    }

    static void Tell(Screen screen, ErasureVerdict verdict, ErasureStatement statement)
    {
        Say(screen, $"certificate of erasure of {statement.Person} in {statement.Origin}, recorded {verdict.Recorded} as #{verdict.RecordedIndex}");
        foreach (var erasure in statement.Erasures)
            Say(screen, $"  #{erasure.Index} {erasure.Time} {erasure.Type["ledger.".Length..]} ({erasure.Reason}): {erasure.Keys.Count:N0} keys");
        Say(screen, $"unreadable for good: {statement.Unreadable.Count:N0} sealed fields of {statement.Unreadable.Select(field => field.Index).Distinct().Count():N0} events: {Indexes(statement.Unreadable.Select(field => field.Index).Distinct())}");
        foreach (var system in statement.Systems)
            Say(screen, $"system {system.System}: {(system.Outstanding.Count > 0 ? $"NOT reported: {string.Join(", ", system.Outstanding)}" : $"destroyed, {Indexes(system.Destroyed)}")}");
        foreach (var recipient in statement.Recipients)
            Say(screen, $"recipient {recipient.Recipient}: {(recipient.Told.Count == 0 ? "not told" : recipient.Acknowledged.Count == 0 ? $"told, {Indexes(recipient.Told)}, not acknowledged" : $"told and acknowledged, {Indexes(recipient.Acknowledged)}")}");
        foreach (var act in statement.Acts) Say(screen, $"act of destruction {act.Act}: {Indexes(act.Reports)}");
        Say(screen, statement.BackupsExpire switch
        {
            null => "no backup of the key vault on record holds these keys",
            ErasureStatement.Never => "a backup of the key vault holds these keys, and no day is set for its end",
            var day => $"the last backup of the key vault that holds these keys expires {day}",
        });
    }

    /// <summary>Names from inside the file must not reach a terminal with control characters.</summary>
    static void Say(Screen screen, string line) =>
        screen.Say(string.Concat(line.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c)));

    static string Indexes(IEnumerable<long> indexes) => string.Join(", ", indexes.Select(index => $"#{index}"));

    static byte[] Read(FileStream file)
    {
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
