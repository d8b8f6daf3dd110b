using System.Globalization;
using Ledger.Host.Commands;
using Ledger.Host.Demo;
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
        foreach (var line in Lines(statement)) Say(screen, line.En);
    }

    /// <summary>What a certificate states, in words.</summary>
    public static IReadOnlyList<Words> Lines(ErasureStatement statement)
    {
        var unreadable = statement.Unreadable.Select(field => field.Index).Distinct().ToList();
        var gone = statement.BackupsExpire is null;
        return
        [
            new($"{(gone ? "unreadable for good" : "unreadable once no backup holds the keys")}: {statement.Unreadable.Count:N0} sealed fields in {unreadable.Count:N0} events: {Indexes(unreadable)}",
                $"{(gone ? "навсегда нечитаемы" : "нечитаемы, когда не останется резервных копий ключей")}: запечатанных полей {statement.Unreadable.Count:N0}, событий {unreadable.Count:N0}: {Indexes(unreadable)}"),
            .. statement.Systems.Select(Of), .. statement.Recipients.Select(Of),
            .. statement.Acts.Select(act => new Words($"act of destruction {act.Act}: {Indexes(act.Reports)}", $"акт об уничтожении {act.Act}: {Indexes(act.Reports)}")),
            statement.BackupsExpire switch
            {
                null => new("no backup of the key vault on record holds these keys", "учтённых резервных копий хранилища с этими ключами нет"),
                ErasureStatement.Never => new("a backup of the key vault holds these keys, and no day is set for its end", "эти ключи есть в резервной копии хранилища, срок её хранения не задан"),
                var day => new($"the last backup of the key vault that holds these keys expires {day}", $"последняя резервная копия хранилища с этими ключами истекает {day}"),
            },
        ];
    }

    static Words Of(SystemAccount system) => system.Outstanding.Count > 0
        ? new($"system {system.System}: NOT reported: {string.Join(", ", system.Outstanding)}", $"система {system.System}: НЕ отчиталась: {string.Join(", ", system.Outstanding)}")
        : new($"system {system.System}: destroyed, {Indexes(system.Destroyed)}", $"система {system.System}: уничтожено, {Indexes(system.Destroyed)}");

    static Words Of(RecipientAccount recipient) => (recipient.Told.Count, recipient.Acknowledged.Count) switch
    {
        (0, _) => new($"recipient {recipient.Recipient}: not told", $"получатель {recipient.Recipient}: не уведомлён"),
        (_, 0) => new($"recipient {recipient.Recipient}: told, {Indexes(recipient.Told)}, not acknowledged", $"получатель {recipient.Recipient}: уведомлён, {Indexes(recipient.Told)}, не подтвердил"),
        _ => new($"recipient {recipient.Recipient}: told and acknowledged, {Indexes(recipient.Acknowledged)}", $"получатель {recipient.Recipient}: уведомлён и подтвердил, {Indexes(recipient.Acknowledged)}"),
    };

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
