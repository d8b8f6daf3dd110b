using System.Diagnostics;
using Ledger.Tests;

namespace Ledger.Storage.Tests;

/// <summary>
/// Programs of the operating system that a test needs. One that is missing or not permitted ignores the test on a user's machine, and fails
/// it in CI.
/// </summary>
static class Tool
{
    public static Process Start(string program, params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw Missing($"{program} is not there");
        }
    }

    /// <summary>Runs a program and answers its exit code.</summary>
    public static int Run(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    public static Exception Missing(string what)
    {
        Needs.Met(false, $"{what}.");
        return new UnreachableException();
    }
}

/// <summary>A small file system of its own, in memory, to be filled up or made read-only.</summary>
sealed class SmallDisk : IDisposable
{
    readonly TempFolder _mount = new();

    public SmallDisk(int kibibytes)
    {
        if (Tool.Run("mount", "-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", _mount.Path) == 0) return;
        _mount.Dispose();
        throw Tool.Missing("mounting a file system needs to be permitted (root)");
    }

    public string Path => _mount.Path;

    public string File(string name) => _mount.File(name);

    public void MakeReadOnly() => Assert.That(Tool.Run("mount", "-o", "remount,ro", _mount.Path), Is.Zero);

    public void Dispose()
    {
        Assert.That(Tool.Run("umount", "-l", _mount.Path), Is.Zero);
        _mount.Dispose();
    }
}
