using System.Text.RegularExpressions;
using Ledger.Backups;
using Ledger.Host.Terminal;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>Tests a backup against its manifest, and its journal against what was signed.</summary>
sealed partial class BackupReading(string folder, string? vault, Func<string, Progress> progress)
{
    /// <summary>The manifest, where everything is as it says; otherwise why not. Every event is read.</summary>
    public async Task<Outcome<BackupManifest>> Run(CancellationToken cancel)
    {
        if (BackupManifest.Read(folder) is not { } manifest || !manifest.Files.All(file => FileName().IsMatch(file.Name)) || manifest.Files.All(file => file.Name != "journal.db"))
            return new Refusal(BackupRefusals.NotABackup, "The folder is no finished backup: its backup.json is missing or cannot be read.");
        foreach (var file in manifest.Files)
            if (!await IsThere(file, folder, cancel)) return Changed($"{file.Name} is not the file the manifest names.");
        if (vault is not null && await VaultFault(manifest, vault, cancel) is { } fault) return new Refusal(BackupRefusals.VaultMissing, fault);
        return JournalFault(manifest, cancel) is { } wrong ? Changed(wrong) : manifest;
    }

    static async Task<bool> IsThere(BackupFile file, string folder, CancellationToken cancel) =>
        Path.Combine(folder, file.Name) is var path && File.Exists(path) && await BackupFile.Of(path, cancel) == file;

    static async Task<string?> VaultFault(BackupManifest manifest, string vault, CancellationToken cancel) => manifest.Vault is not { Name: "vault.db" } copy
        ? "The backup was taken without the vault."
        : VaultManifest.Read(vault)?.Backup != manifest.Backup ? "The folder holds no copy of the vault of this backup."
        : await IsThere(copy, vault, cancel) ? null : "The copy of the vault is not the one the manifest names.";

    string? JournalFault(BackupManifest manifest, CancellationToken cancel)
    {
        if (VerifierKey.Parse(manifest.Key) is not { } key || Checkpoint.Open(manifest.Checkpoint, key) is not { } signed) return "The manifest's checkpoint is not signed by its key.";
        using var journal = JournalCopy.Open(Path.Combine(folder, "journal.db"));
        if (journal.Origin != manifest.Origin || key.Name != manifest.Origin || journal.Size != manifest.Size || signed.Size > journal.Size)
            return "The journal's copy is not the one the manifest describes.";
        using var reading = progress("Events read");
        var roots = journal.Roots([signed.Size], (done, of) => reading.Report(done, of), cancel);
        return signed.Root.Span.SequenceEqual(roots[signed.Size]) && Convert.ToBase64String(roots[journal.Size]) == manifest.Root
            ? null
            : "The journal's copy is not what was signed.";
    }

    static Refusal Changed(string message) => new(BackupRefusals.Changed, message);

    /// <summary>Names that can stand in a manifest: none that leads out of the folder.</summary>
    [GeneratedRegex(@"^(journal\.db|service\.db|models-[0-9]{1,18}\.db|models\.current)$")]
    private static partial Regex FileName();
}
