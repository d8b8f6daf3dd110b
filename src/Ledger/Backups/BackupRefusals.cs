namespace Ledger.Backups;

/// <summary>Why a backup cannot be restored, or its tombstones not be believed (docs/backup.md).</summary>
public static class BackupRefusals
{
    /// <summary>The folder is no finished backup: its manifest is missing or cannot be read.</summary>
    public const string NotABackup = "backup-unreadable";

    /// <summary>A file of the backup is not the one its manifest names.</summary>
    public const string Changed = "backup-changed";

    /// <summary>The copy of the vault is another backup's, or there is none.</summary>
    public const string VaultMissing = "backup-vault";

    /// <summary>The folder to restore into holds something.</summary>
    public const string FolderNotEmpty = "restore-folder-not-empty";

    /// <summary>A checkpoint that was given is not signed by the log's key.</summary>
    public const string CheckpointForeign = "restore-checkpoint";

    /// <summary>The list of checkpoints that was given ends before the backup was taken.</summary>
    public const string ListOlder = "restore-list-older";

    /// <summary>Without tombstones a backup is restored only where it is shown to be the newest state.</summary>
    public const string TombstonesNeeded = "tombstones-needed";

    /// <summary>There is no list of tombstones of this log.</summary>
    public const string TombstonesMissing = "tombstones-missing";

    /// <summary>The list has a gap: a line does not follow the one before it.</summary>
    public const string TombstonesGap = "tombstones-gap";

    /// <summary>A line or the head of the list is not what the log signed.</summary>
    public const string TombstonesForged = "tombstones-forged";

    /// <summary>The list ends before the newest checkpoint known.</summary>
    public const string TombstonesEnd = "tombstones-end-early";

    /// <summary>A tombstone is of a newer version of the ledger.</summary>
    public const string TombstonesNewer = "tombstones-newer";

    /// <summary>The journal is shorter than what was signed: it goes on under another origin only.</summary>
    public const string OriginNeeded = "restore-origin-needed";
}
