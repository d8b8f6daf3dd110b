using System.Text.RegularExpressions;
using Ledger.Sqlite;

namespace Ledger.Host.Backup;

/// <summary>
/// A folder that backups, or copies of the vault, are put into: each in a folder of its own, named for the backup, which has the ending <c>.partial</c> until all
/// of it is there. One process works in it at a time.
/// </summary>
sealed partial class BackupPlace : IDisposable
{
    const string Partial = ".partial", LockName = "backup.lock";

    static readonly EnumerationOptions Inside = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };

    readonly FileStream _lock;

    BackupPlace(string root, FileStream held) => (Root, _lock) = (root, held);

    public string Root { get; }

    /// <summary>Takes hold of the folder, making it where there is none (mode 0700).</summary>
    /// <exception cref="InputException">Another backup is being taken into it.</exception>
    public static BackupPlace Hold(string root)
    {
        PrivateFolder(root);
        var path = Path.Combine(root, LockName);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            return new(root, new(path, options));
        }
        catch (IOException) when (File.Exists(path))
        {
            throw new InputException($"Another backup is being taken into {root}.");
        }
    }

    /// <summary>Whether a text is a backup's name: when it was taken, and 16 random hexadecimal digits.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>Makes a folder for its owner alone, and durable.</summary>
    public static void PrivateFolder(string path)
    {
        if (Directory.Exists(path)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } parent) DurableFile.SyncFolder(parent);
    }

    /// <summary>The folder of a backup that is being taken; new and empty.</summary>
    public string Begin(string backup)
    {
        var folder = Path.Combine(Root, backup + Partial);
        PrivateFolder(folder);
        return folder;
    }

    /// <summary>All of it is there and durable: from now on it is a backup. Answers where it is.</summary>
    public string Finish(string backup)
    {
        var folder = Path.Combine(Root, backup);
        DurableFile.SyncFolder(folder + Partial);
        Directory.Move(folder + Partial, folder);
        DurableFile.SyncFolder(Root);
        return folder;
    }

    /// <summary>What is here under a backup's name, finished or not.</summary>
    public IEnumerable<(string Backup, string Folder, bool Finished)> All() =>
        from folder in Directory.EnumerateDirectories(Root).Order(StringComparer.Ordinal)
        let name = Path.GetFileName(folder)
        let finished = !name.EndsWith(Partial, StringComparison.Ordinal)
        let backup = finished ? name : name[..^Partial.Length]
        where IsName(backup)
        select (backup, folder, finished);

    /// <summary>
    /// Removes a folder and what is in it, each file overwritten first. On a disk that writes elsewhere than it is told (flash, snapshots, copy on write) the old
    /// bytes may live on: there only the medium's own erasure helps.
    /// </summary>
    public static void Destroy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", Inside))
        {
            Overwrite(file);
            File.Delete(file);
        }
        Directory.Delete(folder, recursive: true);
        if (Path.GetDirectoryName(Path.GetFullPath(folder)) is { } parent) DurableFile.SyncFolder(parent);
    }

    /// <summary>Overwrites a file with zeros, durably.</summary>
    public static void Overwrite(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None);
        var zeros = new byte[1 << 16];
        for (var left = file.Length; left > 0; left -= zeros.Length) file.Write(zeros.AsSpan(0, (int)Math.Min(left, zeros.Length)));
        file.Flush(flushToDisk: true);
    }

    public void Dispose() => _lock.Dispose();

    [GeneratedRegex("^[0-9]{8}T[0-9]{6}Z-[0-9a-f]{16}$")]
    private static partial Regex Name();
}
