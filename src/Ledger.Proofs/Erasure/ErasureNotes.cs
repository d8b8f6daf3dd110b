namespace Ledger.Proofs;

/// <summary>What a certificate of erasure does not show, said plainly.</summary>
internal static class ErasureNotes
{
    /// <summary>An event recorded this long after it happened is counted as recorded after the act.</summary>
    static readonly TimeSpan Late = TimeSpan.FromDays(1);

    internal static void Say(BundleFindings findings, ErasureStatement statement, bool signerChecked)
    {
        if (!signerChecked)
        {
            findings.Note("signer-not-checked", "Who signed was not checked: compare the key's fingerprint with the published one, or give the key.");
        }
        findings.Note("reports-not-proved", "That the systems destroyed what they report: the reports are proved to be in the log, not to be true.");
        findings.Note("systems-outstanding", "Systems gathered data and have not reported its destruction.", statement.Systems.LongCount(system => system.Outstanding.Count > 0));
        findings.Note("recipients-not-told", "Recipients got data and no notice is on record after the last disclosure.",
            statement.Recipients.LongCount(recipient => recipient.Disclosed.Count > 0 && !recipient.Told.Any(told => told > recipient.Disclosed[^1])));
        findings.Note("recipients-silent", "Recipients were told and have acknowledged nothing.",
            statement.Recipients.LongCount(recipient => recipient.Told.Count > 0 && recipient.Acknowledged.Count == 0));
        findings.Note("keys-elsewhere", "Copies of keys outside the vault and the backups on record.");
        findings.Note("keys-in-backups", "Copies of the key vault are on record as still there.", statement.Backups.LongCount(backup => backup.Removed is null));
        findings.Note("fields-remaining", "Sealed fields are under keys that were not destroyed.", statement.Remaining.Sum(key => key.Fields));
        findings.Note("tail-not-proved", "In the person's own stream nothing is missing before the last event shown; that nothing follows is not proved.");
        findings.Note("readings-left-out", "Outside that stream events can be left out: readings of the file, backups, systems that hold copies.");
        findings.Note("person-not-shown", "Whom the token means is not shown.");
        findings.Note("second-token", "That the person has no second token is not proved.");
        findings.Note("recorded-late", "Events were recorded more than a day after they happened.",
            statement.Events.LongCount(one => one.Stored.RecordedTime - one.Stored.Time > Late));
    }
}
