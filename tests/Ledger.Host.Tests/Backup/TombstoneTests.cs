using System.Diagnostics;
using System.Text.Json;
using Ledger.Backups;
using Ledger.Host.Tests.Serve;
using Ledger.Host.Tests.Server;
using Ledger.Proofs;

namespace Ledger.Host.Tests.Backup;

/// <summary>Destructions are exported as they happen, whole and proven; a folder out of reach stops nothing and is caught up with.</summary>
public sealed class TombstoneTests
{
    Workspace place = null!;
    string folder = null!;
    VerifierKey? key;

    [SetUp]
    public void A_folder_for_them()
    {
        place = new();
        (folder, key) = (place.At("tombstones"), null);
        Directory.CreateDirectory(folder);
        place.Environment["LEDGER_TOMBSTONES"] = folder;
    }

    [TearDown]
    public void Gone() => place.Dispose();

    [Test]
    public void A_command_that_destroys_exports_the_event_with_its_proof_before_it_ends()
    {
        Shred("a");
        Shred("b");
        var (list, head) = List();
        List<Tombstone> read = [];
        Assert.That(list.Read(head, read.Add, default), Is.Null);
        Assert.That(read.Select(t => t.Previous), Is.EqualTo(new[] { -1, read[0].Index }));
        Assert.That(read.Select(t => JsonDocument.Parse(t.Event).RootElement.GetProperty("id").GetString()), Is.EqualTo(["shred-a", "shred-b"]));
        Assert.That(Checkpoint.Open(head.Checkpoint, Key())!.Size, Is.EqualTo(head.UpTo).And.GreaterThan(read[1].Index));
        Assert.That(File.ReadAllText(list.LinesPath), Does.Not.Contain("user-a").And.Not.Contain("someone@example.com"));
    }

    [Test]
    public async Task A_server_exports_within_seconds_of_the_destruction_and_its_head_follows_the_checkpoints()
    {
        using var server = ServingProcess.Start(place);
        (await Sent.Batch(server.Http, [Lines.OptedIn("in-a", "user-a", "someone@example.com"), Published.Shredded("shred-a", "user-a")])).Taken();
        Assert.That(() => Written(), Has.Length.EqualTo(1).After(10_000, 20));
        (await Sent.Structured(server.Http, Lines.OptedIn("in-b", "user-b", "someone@example.com"))).Taken();
        key = VerifierKey.Parse((await server.Http.GetStringAsync("/key")).Trim());
        var size = (await server.Http.GetStringAsync("/checkpoint")).Split('\n')[1];
        Assert.That(() => List().Head.UpTo, Is.GreaterThanOrEqualTo(long.Parse(size, null)).After(10_000, 20));
        using var ready = JsonDocument.Parse(await server.Http.GetStringAsync("/health/ready"));
        Assert.That(Check(ready), Is.EqualTo("ok"));
        server.Stop().Exits(0);
    }

    [Test]
    public async Task A_folder_out_of_reach_stops_nothing_is_told_and_is_caught_up_with()
    {
        Directory.Delete(folder);
        using var server = ServingProcess.Start(place);
        (await Sent.Batch(server.Http, [Lines.OptedIn("in-a", "user-a", "someone@example.com"), Published.Shredded("shred-a", "user-a")])).Taken();
        using (var ready = JsonDocument.Parse(await Degraded(server))) Assert.That(ready.RootElement.GetProperty("status").GetString(), Is.EqualTo("degraded"));
        Directory.CreateDirectory(folder);
        Assert.That(() => Written(), Has.Length.EqualTo(1).After(15_000, 20));
        Assert.That(server.Stop().Exits(0).Errors, Does.Contain("Tombstones are not exported"));
    }

    [Test]
    public void A_torn_last_line_is_cut_off_and_written_again()
    {
        Shred("a");
        var before = File.ReadAllBytes(List().List.LinesPath);
        File.AppendAllText(List().List.LinesPath, """{"index":99,"previous":1,"ev""");
        Shred("b");
        var (list, head) = List();
        Assert.That(list.Read(head, static _ => { }, default), Is.Null);
        Assert.That(File.ReadAllBytes(list.LinesPath).AsSpan().StartsWith(before), "what was there is there");
        Assert.That(Written(), Has.Length.EqualTo(2));
    }

    [Test]
    public void Lines_that_a_crash_left_without_a_head_are_taken_over_if_they_are_right()
    {
        Shred("a");
        var (list, head) = (List().List, File.ReadAllBytes(List().List.HeadPath));
        Shred("b");
        var lines = File.ReadAllBytes(list.LinesPath);
        File.WriteAllBytes(list.HeadPath, head);
        Shred("c");
        Assert.That(File.ReadAllBytes(list.LinesPath).AsSpan().StartsWith(lines));
        Assert.That(list.Read(List().Head, static _ => { }, default), Is.Null);
    }

    [TestCase("another line"), TestCase("a line less")]
    public void A_list_that_somebody_changed_is_left_alone_and_told(string change)
    {
        Shred("a");
        Shred("b");
        var path = List().List.LinesPath;
        var lines = File.ReadAllLines(path);
        File.WriteAllText(path, change == "a line less" ? lines[0] + "\n" : $"{lines[0]}\n{lines[1].Replace("shred-b", "shred-x", StringComparison.Ordinal)}\n");
        var changed = File.ReadAllBytes(path);
        Assert.That(Shred("c").Errors, Does.Contain("warning").And.Contain("tombstones"));
        Assert.That(File.ReadAllBytes(path), Is.EqualTo(changed));
    }

    Ran Shred(string name) => place.Publish(
        Lines.OptedIn($"in-{name}", $"user-{name}", "someone@example.com"), Published.Shredded($"shred-{name}", $"user-{name}"));

    (TombstoneList List, TombstoneHead Head) List()
    {
        var list = new TombstoneList(folder, Key());
        return (list, list.Head()!);
    }

    VerifierKey Key()
    {
        var head = Directory.EnumerateFiles(folder, "*.head").Single();
        key ??= VerifierKey.Parse(KeyText())!;
        Assert.That(Path.GetFileName(head), Is.EqualTo(key.Fingerprint[..16] + ".head"));
        return key;
    }

    string KeyText() => place.Run("key").Exits(0).Output.Trim();

    string[] Written() => [.. Directory.EnumerateFiles(folder, "*.tombstones").SelectMany(File.ReadLines)];

    static string Check(JsonDocument ready) =>
        ready.RootElement.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "tombstones").GetProperty("status").GetString()!;

    static async Task<string> Degraded(ServingProcess server)
    {
        for (var watch = Stopwatch.StartNew(); ; await Task.Delay(50))
        {
            var text = await server.Http.GetStringAsync("/health/ready");
            using var ready = JsonDocument.Parse(text);
            if (Check(ready) == "degraded") return text;
            Assert.That(watch.Elapsed, Is.LessThan(Workspace.Patience));
        }
    }
}
