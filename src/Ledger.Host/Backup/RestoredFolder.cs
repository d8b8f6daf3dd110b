using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>A data folder in the making: while its mark is there, nothing serves it.</summary>
static class RestoredFolder
{
    /// <summary>Makes the folder where it is not there, and marks it.</summary>
    public static void Begin(string folder)
    {
        BackupPlace.PrivateFolder(folder);
        DurableFile.Write(Mark(folder), "A restore into this folder did not come to its end: remove the folder and restore again.\n"u8, secret: true);
    }

    /// <summary>Copies a file into the folder, durably, for its owner alone.</summary>
    public static async Task Copy(string path, string folder, CancellationToken cancel, string? name = null)
    {
        var target = Path.Combine(folder, name ?? Path.GetFileName(path));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var from = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using var to = new FileStream(target, options);
        await from.CopyToAsync(to, 1 << 20, cancel);
        to.Flush(flushToDisk: true);
        DurableFile.SyncFolder(folder);
    }

    /// <summary>The restore came to its end.</summary>
    public static void Finish(string folder)
    {
        File.Delete(Mark(folder));
        DurableFile.SyncFolder(folder);
    }

    /// <summary>Whether a restore into it did not come to its end.</summary>
    public static bool IsUnfinished(string folder) => File.Exists(Mark(folder));

    static string Mark(string folder) => Path.Combine(folder, SqliteLedgerStore.UnfinishedMark);
}
