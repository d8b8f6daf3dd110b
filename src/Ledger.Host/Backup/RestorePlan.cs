using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Backup;

/// <summary>What to restore, and what shows that nothing is brought back with it.</summary>
/// <param name="Backup">The backup's folder.</param>
/// <param name="Data">The new data folder.</param>
/// <param name="Vault">The folder of its copy of the vault; null to go on without.</param>
/// <param name="MasterKey">The file of the master key; null where the environment gives it.</param>
/// <param name="Tombstones">The folder of tombstones, or null.</param>
/// <param name="Checkpoint">A file with a signed checkpoint, from a bundle or a witness, or null.</param>
/// <param name="Checkpoints">What is left of the lost ledger's list of checkpoints, or null.</param>
/// <param name="Origin">The name to go on under; null to go on as it was, where that can be.</param>
/// <param name="KeepKeys">Whether API keys and subscribers come back although some may have been revoked since.</param>
sealed record RestorePlan(
    string Backup, string Data, string? Vault, string? MasterKey, string? Tombstones, string? Checkpoint, string? Checkpoints, string? Origin, bool KeepKeys);

/// <summary>A ledger that was restored.</summary>
/// <param name="Manifest">The backup it came from.</param>
/// <param name="Newest">The size of the newest checkpoint known of the log.</param>
/// <param name="Replayed">How many tombstones were carried out.</param>
/// <param name="Recorded">How many of them were recorded anew, since the journal did not know them.</param>
/// <param name="Origin">The name it goes on under.</param>
/// <param name="Continued">Whether that is a new one.</param>
/// <param name="Keys">Whether API keys and subscribers came back.</param>
sealed record RestoredLedger(BackupManifest Manifest, long Newest, long Replayed, long Recorded, string Origin, bool Continued, bool Keys);

/// <summary>What is known of a log from outside its backup.</summary>
/// <param name="Newest">The newest signed checkpoint known.</param>
/// <param name="Note">Its note.</param>
/// <param name="List">The list that is left of the lost ledger; empty where there is none.</param>
/// <param name="Head">The head of the tombstones; null where none are given.</param>
/// <param name="Shown">Whether something beside the backup, and no older than it, tells what was signed.</param>
sealed record KnownOfLog(Checkpoint Newest, string Note, IReadOnlyList<SignedCheckpoint> List, Backups.TombstoneHead? Head, bool Shown);
