using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Proofs;

namespace Ledger.Reports;

/// <summary>How printing ended.</summary>
public enum Printed
{
    /// <summary>The document was written.</summary>
    Yes,

    /// <summary>The document was written, by a browser without its sandbox: this machine lets it have none.</summary>
    WithoutSandbox,

    /// <summary>There is no browser.</summary>
    NoBrowser,

    /// <summary>The browser did not print in time, or not at all.</summary>
    Failed,
}

/// <summary>
/// Prints HTML as PDF by a Chromium without a window: as an unprivileged user of its own where this process is root, in its own sandbox where the system
/// lets it, without a network, and within a time. Page and document lie in a private folder that is gone afterwards, however the browser ended.
/// </summary>
/// <param name="set">The browser's file, or null to look on PATH.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="random">Names the folder.</param>
public sealed class PdfPrinter(string? set, TimeSpan limit, FillRandom random)
{
    /// <summary>Numbers for users nobody has an account under (those that systemd gives to dynamic users).</summary>
    const int UserMin = 61_184, UserMax = 65_519;

    /// <summary>What the browser says of where it has no sandbox.</summary>
    const string LacksSandbox = "sandbox";

    /// <summary>Whether there is a browser to print with.</summary>
    public bool IsThere => Browser.Find(set) is not null;

    /// <summary>Prints what <paramref name="page"/> writes; nothing is written to the output unless it was printed.</summary>
    public async Task<Printed> Print(Func<Stream, Task> page, Stream output, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(output);
        if (Browser.Find(set) is not { } browser) return Printed.NoBrowser;
        using var folder = PrintFolder.Make(random);
        await using (var file = folder.CreatePage()) await page(file);
        var user = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() && Browser.OnPath("setpriv") is not null ? await Own(folder, cancel) : (int?)null;
        var sandbox = user is not null || !Environment.IsPrivilegedProcess;   // Chromium has none for root
        var run = sandbox ? await Run(Browser.Run(browser, folder, user, sandbox: true), folder, cancel) : new(false, LacksSandbox);
        if (run.Printed) return await Take(folder, output, Printed.Yes, cancel);
        if (!run.Said.Contains(LacksSandbox, StringComparison.OrdinalIgnoreCase)) return Printed.Failed;
        run = await Run(Browser.Run(browser, folder, user, sandbox: false), folder, cancel);
        return run.Printed ? await Take(folder, output, Printed.WithoutSandbox, cancel) : Printed.Failed;
    }

    static async Task<Printed> Take(PrintFolder folder, Stream output, Printed printed, CancellationToken cancel)
    {
        await using var document = File.OpenRead(folder.Document);
        await document.CopyToAsync(output, cancel);
        return printed;
    }

    /// <summary>Gives the folder to a user of this printing alone.</summary>
    async Task<int> Own(PrintFolder folder, CancellationToken cancel)
    {
        var bytes = new byte[4];
        random(bytes);
        var user = UserMin + (int)(BitConverter.ToUInt32(bytes) % (UserMax - UserMin + 1));
        var owner = string.Create(CultureInfo.InvariantCulture, $"{user}:{user}");
        using var chown = Process.Start(new ProcessStartInfo("chown", ["-R", owner, folder.Path]))!;
        await chown.WaitForExitAsync(cancel);
        return user;
    }

    /// <summary>Whether it printed. What it says is read, since it would wait otherwise, and looked at only for why it did not start.</summary>
    async Task<(bool Printed, string Said)> Run(ProcessStartInfo start, PrintFolder folder, CancellationToken cancel)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        ending.CancelAfter(limit);
        using var process = Started(start);
        if (process is null) return (false, "");
        var said = "";
        try
        {
            process.StandardInput.Close();
            var saying = Task.WhenAll(Said(process.StandardError), Said(process.StandardOutput));
            await process.WaitForExitAsync(ending.Token);
            said = (await saying.WaitAsync(ending.Token))[0];
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (false, "");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        return (process.ExitCode == 0 && IsDocument(folder.Document), said);
    }

    /// <summary>Null where the file that is set is no program.</summary>
    static Process? Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    static async Task<string> Said(StreamReader from)
    {
        const int keep = 16_384;
        var said = new StringBuilder();
        var buffer = new char[4096];
        for (int read; (read = await from.ReadAsync(buffer)) > 0;)
            if (said.Length < keep) said.Append(buffer, 0, read);
        return said.ToString();
    }

    static bool IsDocument(string path)
    {
        if (!File.Exists(path)) return false;
        Span<byte> head = stackalloc byte[5];
        using var file = File.OpenRead(path);
        return file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual("%PDF-"u8);
    }
}
