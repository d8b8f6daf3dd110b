namespace Ledger.Proofs;

/// <summary>The accounts of a statement, each worked out from events in ascending index.</summary>
internal static class ErasureLedger
{
    /// <summary>Everybody to whom data was disclosed, or who was told all the same.</summary>
    internal static IReadOnlyList<RecipientAccount> Recipients(IReadOnlyList<ErasureEvent> events)
    {
        var accounts = new SortedDictionary<string, RecipientAccount>(StringComparer.Ordinal);
        foreach (var one in events)
        {
            var told = one.Type == ErasureEvent.Notified && one.Text("about") is "destruction" or "withdrawal";
            if ((!told && one.Type != ErasureEvent.Disclosed) || one.Text("recipient") is not { } recipient)
            {
                continue;
            }
            var account = accounts.GetValueOrDefault(recipient) ?? new RecipientAccount(recipient, [], [], []);
            accounts[recipient] = !told ? account with { Disclosed = [.. account.Disclosed, one.Index] }
                : account with
                {
                    Told = [.. account.Told, one.Index],
                    Acknowledged = one.IsTrue("acknowledged") ? [.. account.Acknowledged, one.Index] : account.Acknowledged,
                };
        }
        return [.. accounts.Values];
    }

    internal static IReadOnlyList<ActAccount> Acts(IReadOnlyList<ErasureEvent> events) =>
        [.. events.Where(one => one.Type == ErasureEvent.Destroyed && one.Text("act") is not null)
            .GroupBy(one => one.Text("act")!, one => one.Index, StringComparer.Ordinal)
            .OrderBy(act => act.Key, StringComparer.Ordinal)
            .Select(act => new ActAccount(act.Key, [.. act]))];

    /// <summary>
    /// Copies of the vault that hold a key of the last erasure, or of one before: taken when the journal did not hold that erasure yet, which
    /// <c>size</c> says of the copy and the event's own place of its record.
    /// </summary>
    internal static IReadOnlyList<VaultBackup> Backups(IReadOnlyList<ErasureEvent> events, long lastErasure) =>
        [.. from one in events
            where IsOfVault(one, lastErasure)
            let backup = one.Text("backup") ?? ""
            let removed = events.FirstOrDefault(other => other.Type == ErasureEvent.BackupRemoved && other.Index > one.Index && other.Text("backup") == backup)
            select new VaultBackup(backup, one.Index, one.Text("expiresAt"), removed?.Index)];

    internal static bool IsOfVault(ErasureEvent one, long lastErasure) =>
        one.Type == ErasureEvent.BackupTaken && one.IsTrue("vault") && Math.Min(one.Number("size") ?? 0, one.Index) <= lastErasure;

    internal static string? LastExpiry(IReadOnlyList<VaultBackup> backups)
    {
        var there = backups.Where(backup => backup.Removed is null).ToList();
        return there.Count == 0 ? null
            : there.Exists(backup => Timestamp.Parse(backup.ExpiresAt) is null) ? ErasureStatement.Never
            : there.MaxBy(backup => Timestamp.Parse(backup.ExpiresAt)!.Value)!.ExpiresAt;
    }
}
