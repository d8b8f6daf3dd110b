using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Ledger.Host.Tests.Serve;
using Ledger.Proofs;
using Ledger.Sqlite;

namespace Ledger.Host.Tests.Backup;

/// <summary>Backups are whole, apart, on record, and taken while others publish.</summary>
public sealed class BackupTests
{
    const int Clients = 16;

    [Test]
    public async Task Taken_while_publishers_publish_at_full_speed_it_holds_every_event_acknowledged_before_its_size()
    {
        using var place = new Workspace();
        place.Environment["LEDGER_RATE"] = "0";
        Directory.CreateDirectory(place.Environment["LEDGER_TOMBSTONES"] = place.At("tombstones"));
        using var server = ServingProcess.Start(place);
        var clients = Enumerable.Range(0, Clients).Select(n => new LoadingClient(server.Http, n, batches: true)).ToArray();
        using var enough = new CancellationTokenSource();
        var load = Task.WhenAll(clients.Select(c => Task.Run(() => c.Run(retry: false, enough.Token))));
        Assert.That(() => clients.Sum(c => c.Acknowledged.Count), Is.GreaterThan(1000).After((int)Workspace.Patience.TotalMilliseconds, 5), "no load");
        var before = clients.Sum(c => c.Acknowledged.Count);
        var backup = TakenBackup.Of(place);
        Assert.That(clients.Sum(c => c.Acknowledged.Count), Is.GreaterThan(before), "publishing stood still while the backup was taken");
        await enough.CancelAsync();
        await load;
        server.Stop().Exits(0);

        var lines = Copied(backup);
        Assert.That(lines, Has.Count.EqualTo(backup.Size).And.Count.GreaterThan(before));
        var acknowledged = clients.SelectMany(c => c.Acknowledged).Where(a => a.Receipt.Index < backup.Size).ToList();
        Assert.That(acknowledged, Has.Count.GreaterThan(before - 1));
        Assert.That(acknowledged.Where(a => a.Receipt.LeafHash != LeafHash(lines[(int)a.Receipt.Index])), Is.Empty);
        place.Run("export", "--format", "jsonl", "--out", place.At("all.jsonl")).Exits(0);
        Assert.That(File.ReadLines(place.At("all.jsonl")).Take(lines.Count), Is.EqualTo(lines), "it is no prefix");
        Assert.That(lines.Count(l => l.Contains("\"ledger.backup.taken.v1\"") && l.Contains($"\"{backup.Name}\"")), Is.EqualTo(1), "it holds its own record");
        backup.Restore(place, "restored", "--tombstones", place.At("tombstones"), "--origin", "restored.example/log").Exits(0);
        place.Run("check", "--data", place.At("restored")).Exits(0);
    }

    [Test, Platform(Exclude = "Win"), UnsupportedOSPlatform("windows")]
    public void Its_files_are_its_owners_alone_and_are_what_the_manifest_says_and_no_master_key_is_among_them()
    {
        using var place = new Workspace();
        place.Publish(Lines.Many("m", 30));
        var backup = TakenBackup.Of(place, "--models");
        foreach (var file in backup.Manifest.GetProperty("files").EnumerateArray().Append(backup.Manifest.GetProperty("vault")))
        {
            var name = file.GetProperty("name").GetString()!;
            var bytes = File.ReadAllBytes(Path.Combine(name == "vault.db" ? backup.Vault! : backup.Folder, name));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(bytes)), Is.EqualTo(file.GetProperty("sha256").GetString()), name);
        }
        string[] files = [.. Directory.EnumerateFiles(place.At("backups"), "*", SearchOption.AllDirectories), .. Directory.EnumerateFiles(place.At("vaults"), "*", SearchOption.AllDirectories)];
        Assert.That(files.Select(Path.GetFileName).Distinct(), Is.EquivalentTo(["backup.lock", "backup.json", "journal.db", "models-1.db", "models.current", "service.db", "vault.db", "vault.json"]));
        Assert.That(files.Select(File.GetUnixFileMode), Has.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(new[] { backup.Folder, backup.Vault!, place.At("backups") }.Select(File.GetUnixFileMode), Has.All.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        var master = File.ReadAllText(Path.Combine(place.Data, "master.key")).Trim();
        Assert.That(files.Where(f => File.ReadAllBytes(f).AsSpan().IndexOf(Convert.FromBase64String(master)) >= 0), Is.Empty);
    }

    [Test]
    public void A_copy_of_the_vault_whose_term_ended_is_destroyed_by_the_next_backup_and_that_is_on_record()
    {
        using var place = new Workspace();
        place.Publish(Lines.Many("e", 9));
        var (old, kept) = (TakenBackup.Of(place), TakenBackup.Of(place));
        Expire(old.Vault!);
        Directory.CreateDirectory(place.At("vaults", "not-ours"));
        TakenBackup.Of(place);
        Assert.That(Directory.Exists(old.Vault), Is.False);
        Assert.That(Directory.Exists(kept.Vault) && Directory.Exists(place.At("vaults", "not-ours")) && Directory.Exists(old.Folder));
        place.Run("export", "--type", "ledger.backup.removed", "--format", "jsonl", "--out", place.At("removed.jsonl")).Exits(0);
        Assert.That(File.ReadLines(place.At("removed.jsonl")).Single(), Does.Contain(old.Name));
    }

    [Test]
    public void A_ledger_that_goes_on_under_another_name_destroys_copies_of_the_vault_from_before()
    {
        using var place = new Workspace();
        Directory.CreateDirectory(place.Environment["LEDGER_TOMBSTONES"] = place.At("tombstones"));
        place.Publish(Lines.Many("o", 3));
        var old = TakenBackup.Of(place);
        place.Environment.Remove("LEDGER_TOMBSTONES");
        old.Restore(place, "second", "--tombstones", place.At("tombstones"), "--origin", "restored.example/log").Exits(0);
        Expire(old.Vault!);
        place.Run("backup", place.At("later"), "--vault", place.At("vaults"), "--data", place.At("second")).Exits(0);
        Assert.That(Directory.Exists(old.Vault), Is.False);
    }

    [Test]
    public void The_three_folders_must_lie_apart()
    {
        using var place = new Workspace();
        place.Publish(Lines.Many("a", 3));
        foreach (var (backups, vaults) in new[] { (place.At("b"), place.At("b", "v")), (place.At("v", "b"), place.At("v")), (place.At("b"), place.At("b")), (place.At("data", "b"), place.At("v")) })
            place.Run("backup", backups, "--vault", vaults).Fails(2, "apart");
        Assert.That(Directory.Exists(place.At("b")) || Directory.Exists(place.At("v")) || Directory.Exists(place.At("data", "b")), Is.False);
    }

    [Test, Platform(Exclude = "Win")]
    public void A_link_puts_none_of_them_into_another()
    {
        using var place = new Workspace();
        place.Publish(Lines.Many("l", 3));
        Directory.CreateSymbolicLink(place.At("v"), "data");
        Directory.CreateSymbolicLink(place.At("w"), place.At("v"));
        Directory.CreateSymbolicLink(place.At("round"), "round");
        foreach (var vaults in new[] { place.At("v"), place.At("v", "copies"), place.At("w", "copies") }) place.Run("backup", place.At("b"), "--vault", vaults).Fails(2, "apart");
        place.Run("backup", place.At("b"), "--vault", place.At("round", "copies")).Fails(2, "links");
        Assert.That(Directory.Exists(place.At("b")) || Directory.Exists(place.At("data", "copies")), Is.False);
    }

    [Test]
    public void A_copy_of_the_vault_that_cannot_tell_its_term_is_told_of()
    {
        using var place = new Workspace();
        place.Publish(Lines.Many("t", 3));
        var damaged = TakenBackup.Of(place);
        File.WriteAllText(Path.Combine(damaged.Vault!, "vault.json"), "{");
        var ran = place.Run("backup", place.At("backups"), "--vault", place.At("vaults")).Exits(0);
        Assert.That(ran.Errors, Does.Contain(damaged.Vault!).And.Contain("by hand"));
    }

    [Test]
    public void Killed_at_any_moment_it_leaves_nothing_that_passes_as_a_backup_and_the_next_one_clears_up()
    {
        using var place = new Workspace();
        place.Publish(Lines.Many("k", 3000));
        var random = new Random(20261122);
        for (var round = 0; round < 6; round++)
        {
            using var process = place.Start("backup", place.At("backups"), "--vault", place.At("vaults"));
            Thread.Sleep(random.Next(150, 700));
            process.Kill();
            process.Wait();
            foreach (var folder in Folders(place, "backups").Where(f => !f.EndsWith(".partial", StringComparison.Ordinal)))
                Assert.That(File.Exists(Path.Combine(folder, "backup.json")) && File.Exists(Path.Combine(folder, "journal.db")), folder);
        }
        var whole = TakenBackup.Of(place);
        Assert.That(Folders(place, "backups").Concat(Folders(place, "vaults")).Where(f => f.EndsWith(".partial", StringComparison.Ordinal)), Is.Empty);
        Assert.That(Copied(whole), Has.Count.EqualTo(whole.Size));
        place.Check();
    }

    static IEnumerable<string> Folders(Workspace place, string name) => Directory.Exists(place.At(name)) ? Directory.EnumerateDirectories(place.At(name)) : [];

    static List<string> Copied(TakenBackup backup)
    {
        using var journal = JournalCopy.Open(Path.Combine(backup.Folder, "journal.db"));
        return [.. journal.Read(0).Select(entry => System.Text.Encoding.UTF8.GetString(entry.Bytes.Span))];
    }

    static string LeafHash(string line) => Convert.ToHexStringLower(MerkleTree.LeafHash(System.Text.Encoding.UTF8.GetBytes(line)));

    static void Expire(string vault)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Path.Combine(vault, "vault.json")))!;
        manifest["expiresAt"] = "2026-01-01T00:00:00Z";
        File.WriteAllText(Path.Combine(vault, "vault.json"), manifest.ToJsonString());
    }
}
