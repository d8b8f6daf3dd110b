using System.Globalization;
using Ledger.Host.Terminal;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>What to back up, and where to.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Backups">The folder that holds backups.</param>
/// <param name="Vaults">The folder that holds copies of the vault; null to take none.</param>
/// <param name="VaultTerm">How long a copy of the vault is kept.</param>
/// <param name="Models">Whether the read models go with it.</param>
sealed record BackupPlan(string Data, string Backups, string? Vaults, TimeSpan VaultTerm, bool Models);

/// <summary>A backup that was taken.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="VaultFolder">Where its copy of the vault is, or null.</param>
/// <param name="Manifest">What it says of itself.</param>
/// <param name="Recorded">Where it is recorded.</param>
sealed record TakenBackup(string Folder, string? VaultFolder, BackupManifest Manifest, long Recorded);

/// <summary>
/// Takes a backup of a ledger, whoever serves it. The order is what it rests on: first it is on record; then the read models, which may know less than the
/// journal; then the journal; then the vault, which may know more; the manifest last, and each folder gets its name when all in it is durable.
/// </summary>
sealed class BackupTaking(BackupPlan plan, IBackupSource source, IBackupRecorder recorder, TimeProvider clock, FillRandom random, Func<string, Progress> progress)
{
    /// <param name="vaults">The folder of the vault's copies, held by the caller; null to take none.</param>
    /// <param name="cancel">Breaks it off.</param>
    /// <exception cref="InvalidDataException">The journal does not reproduce its newest checkpoint: what would be copied is not what was signed.</exception>
    public async Task<TakenBackup> Run(BackupPlace? vaults, CancellationToken cancel)
    {
        using var backups = BackupPlace.Hold(plan.Backups);
        foreach (var (_, left, finished) in backups.All().ToList())
            if (!finished) Directory.Delete(left, recursive: true);
        var taken = clock.GetUtcNow();
        var name = NewName(taken);
        var expires = taken + plan.VaultTerm;
        if (vaults is not null) new VaultManifest(VaultManifest.FormatName, name, source.Origin, taken, expires).Write(vaults.Begin(name));
        var recorded = await recorder.Taken(name, vaults is null ? null : expires, cancel);
        var folder = backups.Begin(name);
        var manifest = await Copy(name, folder, taken, recorded, cancel);
        var vault = vaults is null ? null : await CopyVault(vaults, name, cancel);
        (manifest with { Vault = vault }).Write(folder);
        var vaultFolder = vaults?.Finish(name);
        return new(backups.Finish(name), vaultFolder, manifest with { Vault = vault }, recorded.Index);
    }

    async Task<BackupManifest> Copy(string name, string folder, DateTimeOffset taken, BackupRecorded recorded, CancellationToken cancel)
    {
        List<string> files = [];
        if (plan.Models) files.AddRange(source.Models(folder, cancel));
        await source.Journal(Path.Combine(folder, "journal.db"), cancel);
        files.Add("journal.db");
        if (await source.Service(Path.Combine(folder, "service.db"), cancel)) files.Add("service.db");
        var key = VerifierKey.Parse(recorded.Key) ?? throw new InvalidDataException("The ledger's key is no vkey.");
        using var journal = JournalCopy.Open(Path.Combine(folder, "journal.db"));
        using var checking = progress("Events of the copy read");
        var root = Demand(journal, Checkpoint.Open(recorded.Checkpoint, key), checking, cancel);
        return new(BackupManifest.FormatName, name, journal.Origin, recorded.Key, taken, journal.Size, Convert.ToBase64String(root), recorded.Checkpoint,
            await Task.WhenAll(files.Select(file => BackupFile.Of(Path.Combine(folder, file), cancel))), null);
    }

    async Task<BackupFile> CopyVault(BackupPlace vaults, string name, CancellationToken cancel)
    {
        var folder = vaults.Begin(name);
        await source.Vault(Path.Combine(folder, "vault.db"), cancel);
        return await BackupFile.Of(Path.Combine(folder, "vault.db"), cancel);
    }

    /// <summary>The copy must hold what was signed last: a backup of a damaged journal is none.</summary>
    static byte[] Demand(JournalCopy journal, Checkpoint? signed, Progress checking, CancellationToken cancel)
    {
        if (signed is null) throw new InvalidDataException("The ledger's newest checkpoint is not signed by its key.");
        var roots = journal.Roots([signed.Size], (done, of) => checking.Report(done, of), cancel);
        if (!roots.TryGetValue(signed.Size, out var root) || !signed.Root.Span.SequenceEqual(root))
            throw new InvalidDataException("The journal's copy does not hold what was signed last.");
        return roots[journal.Size];
    }

    string NewName(DateTimeOffset taken)
    {
        Span<byte> bytes = stackalloc byte[8];
        random(bytes);
        return string.Create(CultureInfo.InvariantCulture, $"{taken.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{Convert.ToHexStringLower(bytes)}");
    }
}
