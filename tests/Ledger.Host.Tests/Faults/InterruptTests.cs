using System.Diagnostics;
using Ledger.Host.Generate;

namespace Ledger.Host.Tests.Faults;

/// <summary>Ctrl-C: whatever a command was doing, it says so and leaves nothing half done, least of all values in the clear.</summary>
public sealed class InterruptTests
{
    [Test]
    public void An_interrupted_export_leaves_no_file_and_no_record()
    {
        using var place = new Workspace();
        var traffic = TrafficGenerator.Events(6_000, 1, TrafficGenerator.From, TrafficGenerator.To).SelectMany(l => (byte[])[.. l.Span, (byte)'\n']).ToArray();
        place.RunWith(traffic, "publish", "-").Exits(0);
        var count = ExportedCount(place);

        using var export = place.Start("export", "--open", "--out", place.At("open.zip"));
        var partial = place.At("open.zip.partial");
        for (var waited = Stopwatch.StartNew(); !File.Exists(partial) && waited.Elapsed < Workspace.Patience;) Thread.Sleep(1);
        using (var kill = Process.Start("kill", ["-INT", $"{export.Id}"])) kill.WaitForExit();

        var ran = export.Wait().Exits(1);
        Assert.That(ran.Errors, Does.Contain("[cancelled]"));
        Assert.That(Directory.GetFiles(place.Root, "open*"), Is.Empty);
        Assert.That(ExportedCount(place), Is.EqualTo(count + 1), "only the count's own export came between");
    }

    /// <summary>The index an export of nothing is recorded at: how many entries there are.</summary>
    static long ExportedCount(Workspace place)
    {
        var file = place.At($"count-{Directory.GetFiles(place.Root).Length}.zip");
        return place.Run("export", "--type", "log.continued", "--out", file, "--json").Exits(0).Documents.Single().GetProperty("exportIndex").GetInt64();
    }
}
