namespace Ledger.Host.Commands;

/// <summary>Files that may hold opened personal values: readable by their owner alone (mode 0600).</summary>
static class PrivateFile
{
    /// <summary>Makes the file anew; one that a crash left is removed first, since it may have another mode.</summary>
    public static FileStream Create(string path)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(path, options);
    }
}
