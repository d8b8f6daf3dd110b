namespace Ledger.Host.Backup;

/// <summary>
/// Destroys copies of the vault whose term ended, and what broken-off backups left of theirs; each destruction is recorded. Those of the log's earlier names
/// are its own: nobody else would destroy them.
/// </summary>
sealed class ExpiredVaults(BackupPlace place, IReadOnlyCollection<string> origins, IBackupRecorder recorder, TimeProvider clock, Action<string> warn)
{
    /// <summary>The backups whose copies of the vault are no more. Copies of other ledgers' vaults, and what is not a backup's, stay.</summary>
    public async Task<IReadOnlyList<string>> Run(CancellationToken cancel)
    {
        List<string> removed = [];
        foreach (var (backup, folder, finished) in place.All().ToList())
        {
            var manifest = VaultManifest.Read(folder);
            if (finished && manifest?.Backup != backup) warn($"{folder}: its {VaultManifest.FileName} cannot be read or is another backup's: nobody can tell when this copy of the key vault is to go. Destroy it by hand.");
            if (!Goes(backup, manifest, finished)) continue;
            if (Path.Combine(folder, "vault.db") is var copy && File.Exists(copy)) BackupPlace.Overwrite(copy);
            await recorder.Removed(backup, cancel);   // the rest of the folder stays until this is on record
            BackupPlace.Destroy(folder);
            removed.Add(backup);
        }
        return removed;
    }

    /// <summary>What broke off goes at once; where its manifest is not there yet, nothing was copied.</summary>
    bool Goes(string backup, VaultManifest? manifest, bool finished) => manifest is null
        ? !finished
        : manifest.Backup == backup && origins.Contains(manifest.Origin) && (!finished || manifest.ExpiresAt <= clock.GetUtcNow());
}
