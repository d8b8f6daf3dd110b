using Ledger.Host.Drill;
using Ledger.Host.Terminal;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Backup;

/// <summary>The drill shows on a copy that nobody comes back, says so when somebody would, and leaves nothing behind.</summary>
[NonParallelizable]
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
        Assert.That(place.Fingerprint().Where(f => !f.Contains("-shm", StringComparison.Ordinal) && !f.Contains("-wal", StringComparison.Ordinal)), Is.EqualTo(before));
        Assert.That(Directory.EnumerateFileSystemEntries(place.Temp), Is.Empty);
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
        place.Run("drill", "resurrection", "--subject", "u-nobody").Fails(2, "[nothing-to-shred]");
        Assert.That(Directory.EnumerateFileSystemEntries(place.Temp), Is.Empty);
    }

    [Test]
    public void Ctrl_C_leaves_nothing()
    {
        using var process = place.Start("drill", "resurrection");
        while (!Directory.EnumerateFiles(place.Temp, "vault.db", SearchOption.AllDirectories).Any() && !process.HasExited) Thread.Sleep(1);   // the drill is under way
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)])) kill.WaitForExit();
        Assert.That(process.Wait().ExitCode, Is.EqualTo(1));
        Assert.That(Directory.EnumerateFileSystemEntries(place.Temp), Is.Empty);
    }
}
