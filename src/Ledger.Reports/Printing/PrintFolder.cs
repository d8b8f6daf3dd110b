using System.Diagnostics;
using System.Globalization;
using Ledger.Proofs;

namespace Ledger.Reports;

/// <summary>
/// The private folder of one printing: mode 0700, in memory where the machine has such a place, gone afterwards. Its name tells which process made it, so
/// that what a kill of that process left is removed before the next printing.
/// </summary>
sealed class PrintFolder : IDisposable
{
    const string Prefix = "ledger-print-", Memory = "/dev/shm";
    const long MemoryFreeMin = 512L << 20;
    const int RemovingMax = 50;

    PrintFolder(string path, bool inMemory) => (Path, IsInMemory) = (path, inMemory);

    public string Path { get; }

    /// <summary>Whether it lies in memory: then nothing of it ever reached a disk.</summary>
    public bool IsInMemory { get; }

    public string Page => At("page.html");

    public string Document => At("page.pdf");

    public static PrintFolder Make(FillRandom random)
    {
        var inMemory = HasMemory();
        var parent = inMemory ? Memory : System.IO.Path.GetTempPath();
        foreach (var left in Directory.EnumerateDirectories(parent, Prefix + "*")) RemoveIfLeft(left);
        Span<byte> name = stackalloc byte[8];
        random(name);
        var path = System.IO.Path.Combine(parent, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{Convert.ToHexStringLower(name)}"));
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(path, inMemory);
    }

    public string At(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The page, to be written, readable by its owner alone.</summary>
    public FileStream CreatePage()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(Page, options);
    }

    /// <summary>Removes it. A process of the browser that is just ending may still write, so it is tried for a moment.</summary>
    public void Dispose()
    {
        for (var tried = 0; Directory.Exists(Path); tried++)
        {
            try
            {
                Directory.Delete(Path, recursive: true);
            }
            catch (IOException) when (tried < RemovingMax)
            {
                Thread.Sleep(20);
            }
        }
    }

    static bool HasMemory()
    {
        try
        {
            return OperatingSystem.IsLinux() && Directory.Exists(Memory) && new DriveInfo(Memory).AvailableFreeSpace > MemoryFreeMin;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Of another user it cannot be removed, and is none of ours.</summary>
    static void RemoveIfLeft(string path)
    {
        var parts = System.IO.Path.GetFileName(path).Split('-');
        if (!int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var maker) || maker == Environment.ProcessId || IsAlive(maker)) return;
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }

    static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
