using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using Ledger.Reports;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Acts;

/// <summary>Printing leaves no page behind, however the browser ends, and the ledger does without a browser.</summary>
[Platform(Exclude = "Win"), UnsupportedOSPlatform("windows")]
[NonParallelizable]
public sealed class PrintingTests
{
    const string Marked = "Меченое Имя Субъекта";

    static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    Workspace _place = null!;

    [SetUp]
    public void Make() => _place = new();

    [TearDown]
    public void Remove()
    {
        _place.Dispose();
        Assert.That(Left(), Is.Empty);
    }

    [Test]
    public async Task What_is_printed_can_be_read_and_nothing_of_it_stays_in_temporary_folders()
    {
        Printing.Needed();
        var file = _place.At("out.pdf");
        await using (var output = File.Create(file)) Assert.That(await Print(null, output), Is.EqualTo(Printed.Yes).Or.EqualTo(Printed.WithoutSandbox));
        Assert.That(Printing.TextOf(file), Does.Contain(Marked));
    }

    [Test]
    public async Task A_browser_that_is_killed_leaves_nothing()
    {
        var printing = Print(Fake("echo $$ > \"$HOME/pid\"; exec sleep 300"), Stream.Null);
        await Killed(await Started());
        Assert.That(await printing, Is.EqualTo(Printed.Failed));
    }

    [Test]
    public async Task A_browser_that_hangs_is_ended_with_all_it_started()
    {
        var printing = Print(Fake("sleep 300 & echo $! > \"$HOME/pid\"; wait"), Stream.Null, TimeSpan.FromSeconds(5));
        var child = await Started();
        Assert.That(await printing, Is.EqualTo(Printed.Failed));
        for (var waited = 0; Directory.Exists($"/proc/{child}") && !IsZombie(child); waited++)
        {
            Assert.That(waited, Is.LessThan(100));
            await Task.Delay(50);
        }
    }

    [Test]
    public async Task A_printing_that_is_cancelled_leaves_nothing()
    {
        using var stop = new CancellationTokenSource();
        var printing = new PdfPrinter(Fake("echo $$ > \"$HOME/pid\"; exec sleep 300"), Limit, Randomness.System).Print(Page, Stream.Null, stop.Token);
        await Started();
        await stop.CancelAsync();
        Assert.That(async () => await printing, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task The_browser_is_told_nothing_of_the_ledgers_settings()
    {
        var seen = _place.At("seen");
        File.WriteAllText(seen, "");
        File.SetUnixFileMode(seen, (UnixFileMode)0b110_110_110);
        Environment.SetEnvironmentVariable("LEDGER_MASTER_KEY_OF_A_TEST", "secret");
        try
        {
            Assert.That(await Print(Fake($"env > {seen}"), Stream.Null), Is.EqualTo(Printed.Failed));
        }
        finally
        {
            Environment.SetEnvironmentVariable("LEDGER_MASTER_KEY_OF_A_TEST", null);
        }
        Assert.That(File.ReadAllText(seen), Does.Contain("HOME=").And.Not.Contain("LEDGER"));
    }

    [Test]
    public void Without_a_browser_the_act_is_refused_as_pdf_and_made_as_html()
    {
        _place.Environment["LEDGER_CHROMIUM"] = _place.At("nowhere");
        _place.Publish(TwoSystems.Published);
        _place.Run("report", "destruction-act", TwoSystems.Act, "--out", _place.At("act.pdf")).Fails(2, "browser-missing", "HTML");
        Assert.That(File.Exists(_place.At("act.pdf")), Is.False);
        Assert.That(_place.Run("acts", "--json").Exits(0).Documents.Single().TryGetProperty("issuedAt", out _), Is.False, "nothing was issued");
        _place.Run("report", "destruction-act", TwoSystems.Act, "--out", _place.At("act.html")).Exits(0);
    }

    static Task<Printed> Print(string? browser, Stream output, TimeSpan? limit = null) => new PdfPrinter(browser, limit ?? Limit, Randomness.System).Print(Page, output, default);

    static Task Page(Stream page) => page.WriteAsync(Encoding.UTF8.GetBytes($"<!DOCTYPE html><html lang=ru><meta charset=utf-8><p>{Marked}</p></html>")).AsTask();

    /// <summary>Something in the browser's place, which anybody may run.</summary>
    string Fake(string script)
    {
        var path = _place.At("browser");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        const UnixFileMode all = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(path, all);
        File.SetUnixFileMode(_place.Root, all | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Waits for what the browser's stand-in says of itself.</summary>
    static async Task<int> Started()
    {
        for (var waited = 0; waited < 2000; waited++)
        {
            foreach (var folder in Left())
                if (File.Exists(Path.Combine(folder, "pid")) && int.TryParse(await File.ReadAllTextAsync(Path.Combine(folder, "pid")), out var process)) return process;
            await Task.Delay(50);
        }
        Assert.Fail("The stand-in never started.");
        return 0;
    }

    static async Task Killed(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        await process.WaitForExitAsync();
    }

    static bool IsZombie(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/stat").Split(' ')[2] == "Z";
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <summary>Private folders of this process that are there.</summary>
    static List<string> Left() =>
    [
        .. ((string[])["/dev/shm", Path.GetTempPath()]).Where(Directory.Exists).Distinct()
            .SelectMany(parent => Directory.EnumerateDirectories(parent, $"ledger-print-{Environment.ProcessId}-*")),
    ];
}
