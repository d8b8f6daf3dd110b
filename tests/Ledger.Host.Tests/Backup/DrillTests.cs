using Ledger.Host.Drill;
using Ledger.Host.Terminal;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Backup;

/// <summary>The drill shows on a copy that nobody comes back, says so when somebody would, and leaves nothing behind.</summary>
public sealed class DrillTests
{
    Workspace place = null!;

    [SetUp]
    public void A_ledger()
    {
        place = new();
        place.Publish(Lines.OptedIn("a", "u-anna", "anna.marked@example.com"));
    }

    [TearDown]
    public void Gone() => place.Dispose();

    [TestCase("made up"), TestCase("u-anna")]
    public void It_holds_and_touches_nothing_of_the_ledger_and_leaves_nothing(string subject)
    {
        var before = place.Fingerprint();
        var report = place.Run(["drill", "resurrection", "--json", .. subject == "made up" ? Array.Empty<string>() : ["--subject", subject]]).Exits(0).Documents.Single();
        Assert.That(report.GetProperty("checks").EnumerateArray().Select(c => (c.GetProperty("name").GetString(), c.GetProperty("holds").GetBoolean())), Is.EqualTo(new[]
        {
            ("backup-holds-keys", true), ("refused-without", true), ("restored", true), ("values-closed", true), ("may-no", true), ("keys-gone", true),
        }));
        if (subject == "made up") Assert.That(place.Fingerprint().Where(f => !f.Contains("-shm", StringComparison.Ordinal) && !f.Contains("-wal", StringComparison.Ordinal)), Is.EqualTo(before));
        Assert.That(Directory.EnumerateFileSystemEntries(place.Temp), Is.Empty);
        Assert.That(Viewed("after.jsonl"), Has.Count.EqualTo(subject == "made up" ? 0 : 1));
    }

    [Test]
    public void A_killed_drill_is_swept_up_by_the_next_one_and_a_living_one_is_not()
    {
        using var killed = place.Start("drill", "resurrection");
        string[] Left() => [.. Parents().SelectMany(parent => Directory.EnumerateDirectories(parent, $"ledger-drill-{killed.Id}-*"))];
        while (!Left().Any(folder => File.Exists(Path.Combine(folder, "copy", "vault.db"))) && !killed.HasExited) Thread.Sleep(1);
        killed.Kill();
        killed.Wait();
        Assert.That(Left(), Has.Length.EqualTo(1), "it was not killed under way");
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(Left()[0]), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        using var living = DrillFolder.Make(place.Data, Randomness.System);
        place.Run("drill", "resurrection").Exits(0);
        Assert.That(Left(), Is.Empty);
        Assert.That(Directory.Exists(living.Path));
    }

    IEnumerable<string> Parents() => new[] { place.Temp, "/dev/shm" }.Where(Directory.Exists);

    List<string> Viewed(string name)
    {
        place.Run("export", "--type", "ledger.record.viewed", "--format", "jsonl", "--out", place.At(name)).Exits(0);
        return [.. File.ReadLines(place.At(name))];
    }

    [Test]
    public void It_works_beside_a_server_and_in_russian()
    {
        using var server = Serve.ServingProcess.Start(place);
        Assert.That(place.Run("drill", "resurrection", "--lang", "ru").Exits(0).Output, Does.Contain("никого не возвращает"));
        server.Stop().Exits(0);
    }

    [Test]
    public async Task It_fails_where_the_tombstones_were_tampered_with()
    {
        var drill = new ResurrectionDrill(Settings.Read(place.Data), null, TimeProvider.System, Randomness.System, what => new Progress(what, false))
        {
            Between = folder =>
            {
                var path = Directory.EnumerateFiles(folder, "*.tombstones").Single();
                File.WriteAllText(path, File.ReadAllText(path).Replace("/content/", "/c0ntent/", StringComparison.Ordinal));
            },
        };
        var report = (await drill.Run(default)).Value;
        Assert.That(report.Holds, Is.False);
        Assert.That(report.Checks.Single(check => !check.Holds).Seen, Is.EqualTo("tombstones-forged"));
    }

    [Test]
    public void A_person_nobody_knows_is_told_and_nothing_is_left()
    {
        place.Run("drill", "resurrection", "--subject", "u-nobody").Fails(2, "[person-unknown]");
        Assert.That(Directory.EnumerateFileSystemEntries(place.Temp), Is.Empty);
    }

    [Test]
    public void Ctrl_C_leaves_nothing()
    {
        using var process = place.Start("drill", "resurrection");
        IEnumerable<string> Folders() => Parents().SelectMany(parent => Directory.EnumerateDirectories(parent, $"ledger-drill-{process.Id}-*"));
        while (!Folders().Any(folder => File.Exists(Path.Combine(folder, "copy", "vault.db"))) && !process.HasExited) Thread.Sleep(1);   // the drill is under way
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();
        Assert.That(process.Wait().ExitCode, Is.EqualTo(1));
        Assert.That(Directory.EnumerateFileSystemEntries(place.Temp).Concat(Folders()), Is.Empty);
    }
}
