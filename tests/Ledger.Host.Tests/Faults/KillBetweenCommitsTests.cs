using System.Text.RegularExpressions;
using Ledger.Tests;

namespace Ledger.Host.Tests.Faults;

/// <summary>
/// SIGKILL exactly at the system calls with which the vault and the journal reach the disk: strace delivers it before the N-th of them is carried out,
/// for every N. The vault's commit comes first, then the journal's, then a destroyed key goes, then it is acknowledged; each gap is hit.
/// </summary>
[Platform("Linux", Reason = "strace is a program of Linux.")]
public sealed partial class KillBetweenCommitsTests
{
    const string Calls = "write,pwrite64,fsync,fdatasync,ftruncate";

    /// <summary>More writes than one small publication makes to one file; the sweep ends earlier, at the first run that nothing killed.</summary>
    const int SweepMax = 40;

    [TestCase("vault.db-wal")]
    [TestCase("journal.db-wal")]
    public void Killed_at_each_write_it_starts_again_and_holds_what_it_acknowledged(string file)
    {
        Needs.Command("strace");
        using var place = new Workspace();
        place.Publish(Lines.Registered("f-1", "first"), Lines.OptedIn("f-2", "first", "first@example.com"));
        List<string> sent = [];
        List<PrintedReceipt> acknowledged = [];
        for (var killed = true; killed; )
        {
            var n = (sent.Count / 2) + 1;
            string[] lines = [Lines.Registered($"new-{n}", $"person{n}x"), Lines.OptedIn($"then-{n}", $"person{n}x", "then@example.com")];
            var ran = Killed(place, file, n, lines);
            killed = ran.ExitCode != 0;
            acknowledged.AddRange(PrintedReceipt.In(Whole(ran.Output)));
            sent.AddRange(lines);
            place.Check();
        }
        Assert.That(sent, Has.Count.GreaterThan(4), $"nothing was killed at {file}");
        acknowledged.AddRange(PrintedReceipt.In(Whole(place.Publish(sent).Output)));
        var journal = ExportedJournal.Of(place);
        journal.Holds(acknowledged);
        Assert.That(journal.Ids, Is.Unique.And.SupersetOf(Enumerable.Range(1, sent.Count / 2).Select(n => $"then-{n}")));
        place.Check();
    }

    [TestCase("vault.db-wal")]
    [TestCase("vault.db")]
    public void Killed_at_each_write_of_a_shredding_the_key_is_gone_once_the_event_is_there(string file)
    {
        Needs.Command("strace");
        using var place = new Workspace();
        place.Publish(Enumerable.Range(1, SweepMax).Select(n => Lines.OptedIn($"in-{n}", $"person{n}x", $"contact{n}@example.com")));
        var killed = new List<bool>();
        List<PrintedReceipt> acknowledged = [];
        while (killed.LastOrDefault(true))
        {
            var n = killed.Count + 1;
            var ran = Killed(place, file, n, Lines.Event($"shred-{n}", $"person{n}x", "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":["contact"]}"""));
            killed.Add(ran.ExitCode != 0);
            acknowledged.AddRange(PrintedReceipt.In(Whole(ran.Output)));
            place.Check();
        }
        Assert.That(killed, Has.Count.GreaterThan(2), $"nothing was killed at {file}");
        var journal = ExportedJournal.Of(place);
        journal.Holds(acknowledged);
        var recorded = Enumerable.Range(1, killed.Count).Select(n => journal.Ids.Contains($"shred-{n}")).ToArray();
        Assert.That(recorded[^1], Is.True, "the run that nothing killed");
        Assert.That(Living(place, killed.Count), Is.EqualTo(recorded.Select(r => !r)), "the key is gone where the event is there, and only there");
        if (file == "vault.db-wal") Assert.That(killed.Zip(recorded), Does.Contain((true, true)), "no start had to finish what a kill had left");
    }

    [Test]
    public void The_kill_does_come_between_the_vaults_commit_and_the_journals()
    {
        Needs.Command("strace");
        using var place = new Workspace();
        place.Publish(Lines.Registered("f-1", "first"));
        var lines = place.Write("lines.jsonl", Lines.OptedIn("then-1", "second", "second@example.com"));
        var log = place.At("strace.log");
        var order = new List<string>();
        using (var process = place.StartUnder(["strace", "-f", "-qq", "--seccomp-bpf", "-y", "-o", log, "-e", $"trace={Calls}"], "publish", lines)) process.Wait().Exits(0);
        order.AddRange(File.ReadLines(log).Select(l => Synced().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value));
        Assert.That(order.IndexOf("vault.db-wal"), Is.GreaterThanOrEqualTo(0).And.LessThan(order.IndexOf("journal.db-wal")), string.Join(' ', order));
    }

    /// <summary>Runs it, killed at the N-th such call to that file of any one thread.</summary>
    static Ran Killed(Workspace place, string file, int n, params string[] lines)
    {
        Assert.That(n, Is.LessThanOrEqualTo(SweepMax), "the sweep never ended");
        string[] under =   // with --seccomp-bpf, which would be faster, strace 6.1 injects nothing
        [
            "strace", "-f", "-qq", "-o", "/dev/null", "-P", Path.Combine(place.Data, file), "-e", $"trace={Calls}",
            "-e", $"inject={Calls}:signal=SIGKILL:when={n}",
        ];
        using var process = place.StartUnder(under, "publish", place.Write("lines.jsonl", lines), "--receipts", "--json");
        process.CloseInput();
        return process.Wait();
    }

    /// <summary>For each person whether the contact can still be opened: whether its key lives.</summary>
    static IEnumerable<bool> Living(Workspace place, int persons)
    {
        var file = place.At("opened.csv");
        place.Run("export", "--open", "--format", "csv", "--out", file).Exits(0);
        var text = File.ReadAllText(file);
        return Enumerable.Range(1, persons).Select(n => text.Contains($"contact{n}@example.com", StringComparison.Ordinal));
    }

    static string[] Whole(string output) => output[..(output.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"f(?:data)?sync\(\d+<[^>]*/([^/>]+)>")]
    private static partial Regex Synced();
}
