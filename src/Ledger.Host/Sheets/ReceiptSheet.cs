using System.Globalization;
using Ledger.Host.Commands;
using Ledger.Host.Demo;
using Ledger.Host.Terminal;
using Ledger.Proofs;

namespace Ledger.Host.Sheets;

/// <summary>The verdict on a consent receipt, in words.</summary>
static class ReceiptSheet
{
    /// <summary>The file's bytes where it is to be read as a receipt, else null; the stream is left at its beginning.</summary>
    public static byte[]? Receipt(FileStream file)
    {
        if (file.Length > ConsentReceipt.BytesMax) return null;
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        file.Position = 0;
        return ConsentReceipt.IsReceipt(bytes) ? bytes : null;
    }

    public static int Run(Screen screen, byte[] file, VerifierKey? trusted, IReadOnlyList<string> checkpoints)
    {
        var verdict = ReceiptVerifier.Verify(file, trusted, checkpoints);
        var facts = verdict.Outcome == BundleOutcome.Refused ? null : verdict.Facts;
        screen.Show(new
        {
            verdict.Outcome, verdict.Faults, verdict.FaultsLeftOut, verdict.Notes, verdict.CheckpointSize, verdict.KeyFingerprint,
            facts?.Statement.Origin, facts?.Statement.Person, facts?.Consent, index = facts?.Statement.Consent, facts?.State, facts?.Statement.Known,
        });
        VerifyCommand.Outcome(screen, verdict.Outcome, verdict.Faults, verdict.FaultsLeftOut);
        if (facts is not null) Tell(screen, facts);
        if (verdict.KeyFingerprint is { } fingerprint) Say(screen, $"key fingerprint (SHA-256): {fingerprint}");
        if (verdict.Outcome != BundleOutcome.Refused) VerifyCommand.NotShown(screen, verdict.Notes);
        return verdict.Outcome == BundleOutcome.Genuine ? ExitCodes.Done : ExitCodes.No;
    }

    static void Tell(Screen screen, ReceiptFacts facts)
    {
        var statement = facts.Statement;
        Say(screen, $"receipt of consent {facts.Consent} of {statement.Person} in {statement.Origin}, given {facts.Time} as #{statement.Consent}, as of #{statement.Known}");
        foreach (var purpose in facts.Purposes)
            Say(screen, $"  {purpose.Name.En} ({purpose.Id}): {string.Join(", ", purpose.Categories)}{(purpose.Ended is { } end ? $", {NameOf(end.State).En} {end.Time}{At(end)}" : "")}");
        foreach (var (index, time) in facts.Shredded) Say(screen, $"  #{index} {time}: keys of such data were destroyed");
    }

    /// <summary>Where a consent stands.</summary>
    public static Words NameOf(ReceiptState state) => state switch
    {
        ReceiptState.Given => new("given", "дано"),
        ReceiptState.Renewed => new("given again", "дано снова"),
        ReceiptState.Withdrawn => new("withdrawn", "отозвано"),
        _ => new("expired", "срок истёк"),
    };

    static string At(ReceiptEnd end) => end.Index is { } index ? $" (#{index})" : "";

    /// <summary>Names from inside the file must not reach a terminal with control characters.</summary>
    static void Say(Screen screen, string line) =>
        screen.Say(string.Concat(line.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? '?' : c)));
}
