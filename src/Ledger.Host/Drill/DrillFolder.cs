using System.Globalization;
using Ledger.Host.Backup;
using Ledger.Proofs;

namespace Ledger.Host.Drill;

/// <summary>
/// The private folder of one drill: mode 0700, in memory where there is room for what the drill copies, gone afterwards, files that hold keys overwritten first.
/// A drill holds a lock file in it as long as it lives: what a killed one left is known by a lock that nobody holds, and removed before the next drill.
/// </summary>
sealed class DrillFolder : IDisposable
{
    const string Prefix = "ledger-drill-", LockName = "drill.lock", Memory = "/dev/shm";
    const long MemoryFreeMin = 512L << 20;
    const int CopiesMax = 4;   // of the ledger, at any one time
    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    static readonly EnumerationOptions Inside = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };   // through no link

    readonly FileStream _lock;

    DrillFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <summary>Removes what dead drills left, and makes a folder for one on this data folder.</summary>
    public static DrillFolder Make(string data, FillRandom random)
    {
        Sweep();
        Span<byte> name = stackalloc byte[8];
        random(name);
        var path = System.IO.Path.Combine(HasMemory(data) ? Memory : System.IO.Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Convert.ToHexStringLower(name)}"));
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, Owner);
        return new(path, Hold(path, FileMode.CreateNew));
    }

    public void Dispose()
    {
        Remove(Path);
        _lock.Dispose();
    }

    /// <summary>Of another user it cannot be opened, and is none of ours; a living drill holds its lock.</summary>
    static void Sweep()
    {
        string[] parents = Directory.Exists(Memory) ? [Memory, System.IO.Path.GetTempPath()] : [System.IO.Path.GetTempPath()];
        foreach (var left in parents.SelectMany(parent => Directory.EnumerateDirectories(parent, Prefix + "*")).Where(IsPrivate).ToList())
        {
            try
            {
                using var held = Hold(left, FileMode.Open);
                Remove(left);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
            }
        }
    }

    /// <summary>No link, and nobody else could have put anything into it.</summary>
    static bool IsPrivate(string path) =>
        new DirectoryInfo(path) is { LinkTarget: null } folder && (OperatingSystem.IsWindows() || folder.UnixFileMode == Owner);

    static FileStream Hold(string folder, FileMode mode) => new(System.IO.Path.Combine(folder, LockName), mode, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The lock file goes with the folder at last: a removal that is broken off is taken up by the next drill.</summary>
    static void Remove(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", Inside).Where(HoldsKeys)) BackupPlace.Overwrite(file);
        foreach (var inner in Directory.EnumerateDirectories(folder)) Directory.Delete(inner, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    static bool HoldsKeys(string path) => System.IO.Path.GetFileName(path) is var name && (name == "master.key" || name.StartsWith("vault.db", StringComparison.Ordinal) || name.StartsWith("service.db", StringComparison.Ordinal));

    static bool HasMemory(string data)
    {
        try
        {
            return OperatingSystem.IsLinux() && Directory.Exists(Memory)
                && new DriveInfo(Memory).AvailableFreeSpace > MemoryFreeMin + CopiesMax * new DirectoryInfo(data).EnumerateFiles().Sum(file => file.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
