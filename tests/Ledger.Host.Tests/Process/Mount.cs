using System.Diagnostics;
using Ledger.Tests;

namespace Ledger.Host.Tests;

/// <summary>A mounted file system for one test: what only the operating system can do to a folder. Needs root on Linux.</summary>
sealed class Mount : IDisposable
{
    readonly string folder;

    Mount(string folder) => this.folder = folder;

    /// <summary>A small disk of its own at the folder.</summary>
    public static Mount Disk(string folder, string size)
    {
        Directory.CreateDirectory(folder);
        return Mounted(folder, "-t", "tmpfs", "-o", $"size={size}", "tmpfs");
    }

    /// <summary>The folder over itself, with other options.</summary>
    public static Mount Bind(string folder, string options)
    {
        var mount = Mounted(folder, "--bind", folder);
        mount.Remount($"bind,{options}");
        return mount;
    }

    /// <summary>Changes its options, its size for example.</summary>
    public void Remount(string options) => Assert.That(Run("mount", "-o", $"remount,{options}", folder), Is.Zero);

    public void Dispose() => Run("umount", "-l", folder);

    static Mount Mounted(string folder, params string[] how)
    {
        Needs.Met(OperatingSystem.IsLinux() && System.Environment.IsPrivilegedProcess, "Mounting a file system needs root on Linux.");
        Needs.Command("mount");
        Needs.Met(Run("mount", [.. how, folder]) == 0, "This machine does not let its root mount a file system.");
        return new(folder);
    }

    static int Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
