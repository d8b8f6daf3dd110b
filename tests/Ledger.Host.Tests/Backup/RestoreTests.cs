using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Ledger.Host.Tests.Server;
using Ledger.Sqlite;

namespace Ledger.Host.Tests.Backup;

/// <summary>Yesterday's backup brings nobody back who was destroyed since, whatever is missing, cut off or forged.</summary>
public sealed class RestoreTests
{
    const string Contact = "anna.marked@example.com", NewOrigin = "restored.example/log";

    Workspace place = null!;
    TakenBackup yesterday = null!;
    int copies;

    /// <summary>Anna and Boris are backed up; then Anna is shredded and Boris forgotten; Clara stays.</summary>
    [OneTimeSetUp]
    public void Yesterdays_backup_and_todays_destructions()
    {
        place = new();
        Directory.CreateDirectory(place.Environment["LEDGER_TOMBSTONES"] = place.At("tombstones"));
        place.Run("publish", Path.Combine(Repository.Root, "deploy", "policies", "x-keeper-2025.json")).Exits(0);
        place.Publish(Lines.OptedIn("a", "u-anna", Contact), Lines.OptedIn("b", "u-boris", "boris@example.com"), Lines.OptedIn("c", "u-clara", "clara@example.com"));
        yesterday = TakenBackup.Of(place);
        place.Publish(Published.Shredded("s-a", "u-anna"));
        place.Publish(Published.Shredded("s-b", "u-boris"));
        place.Publish(Published.Forgotten("f-b", "u-boris"));
        place.Publish(Lines.OptedOut("later", "u-clara"));
        place.Environment.Remove("LEDGER_TOMBSTONES");   // what is restored begins a list of its own, which must not lie beside this one
    }

    [OneTimeTearDown]
    public void Gone() => place.Dispose();

    [Test]
    public void Who_was_shredded_since_is_unreadable_everywhere_and_who_was_forgotten_is_unknown()
    {
        var restored = place.At("restored");
        var said = yesterday.Restore(place, "restored", "--tombstones", place.At("tombstones"), "--origin", NewOrigin, "--json").Exits(0).Documents.Single();
        Assert.That((said.GetProperty("tombstones").GetInt64(), said.GetProperty("recorded").GetInt64(), said.GetProperty("continued").GetBoolean()), Is.EqualTo((3L, 3L, true)));
        place.Run("check", "--data", restored).Exits(0);
        var file = place.Run("subject", "u-anna", "--open", "--reason", "drill", "--data", restored).Exits(0).Output;
        Assert.That(file, Does.Contain("/data/contact = destroyed").And.Not.Contain(Contact));
        Assert.That(place.Run("may", "u-anna", "--purpose", "contact", "--kind", "news", "--channel", "email", "--data", restored).Exits(1).Output, Does.Contain("person-gone"));
        Assert.That(place.Run("may", "u-clara", "--purpose", "contact", "--kind", "news", "--channel", "email", "--data", restored).Output, Does.Not.Contain("person-gone"), "whoever was not destroyed is there");
        foreach (var gone in new[] { Contact, "boris@example.com" })
            place.Run("subject", "find", gone, "--reason", "drill", "--data", restored).Exits(1);
        Assert.That(place.Run("subject", "find", "Clara@example.com", "--reason", "drill", "--data", restored).Exits(0).Output, Does.StartWith("u-clara"));
        place.Run("subject", "u-boris", "--reason", "drill", "--data", restored).Fails(2, "[person-unknown]");
        Assert.That(Exported(restored), Does.Not.Contain(Contact).And.Not.Contain("boris@example.com").And.Contain("clara@example.com"));
    }

    [Test]
    public void What_was_destroyed_is_in_no_byte_of_the_restored_vault()
    {
        string[] keys = [.. Keys(Path.Combine(yesterday.Vault!, "vault.db"), Path.Combine(place.Data, "vault.db"))];
        Assert.That(keys, Has.Length.GreaterThanOrEqualTo(4), "the backup holds what was destroyed since");
        yesterday.Restore(place, "bytes", "--tombstones", place.At("tombstones"), "--origin", NewOrigin).Exits(0);
        foreach (var file in Directory.EnumerateFiles(place.At("bytes")))
        {
            var bytes = Convert.ToHexString(File.ReadAllBytes(file));
            Assert.That(keys.Where(key => bytes.Contains(key, StringComparison.Ordinal)), Is.Empty, file);
        }
    }

    [Test]
    public void It_goes_on_under_a_new_name_that_cites_the_newest_checkpoint()
    {
        yesterday.Restore(place, "cited", "--tombstones", place.At("tombstones"), "--origin", NewOrigin).Exits(0);
        place.Run("export", "--type", "ledger.log.continued", "--format", "jsonl", "--out", place.At("continued.jsonl"), "--data", place.At("cited")).Exits(0);
        using var continued = JsonDocument.Parse(File.ReadLines(place.At("continued.jsonl")).Single());
        var note = continued.RootElement.GetProperty("data").GetProperty("checkpoint").GetString()!;
        Assert.That(note.Split('\n')[1], Is.EqualTo(UpTo(place.At("tombstones"))));
        Assert.That(place.Run("key", "--data", place.At("cited")).Exits(0).Output, Does.StartWith(NewOrigin + "+"));
    }

    [Test]
    public void Without_tombstones_it_is_refused()
    {
        yesterday.Restore(place, "none").Fails(2, "[tombstones-needed]");
        yesterday.Restore(place, "none", "--checkpoints", Path.Combine(place.Data, "checkpoints.db"), "--origin", NewOrigin).Fails(2, "[tombstones-needed]");
        Assert.That(Directory.Exists(place.At("none")), Is.False);
    }

    [Test]
    public void What_was_signed_before_the_backup_does_not_show_that_it_is_the_newest_state()
    {
        using var older = new Workspace();
        older.Publish(Lines.OptedIn("o", "u-olga", Contact));
        older.Run("export", "--out", older.At("older.zip")).Exits(0);
        ZipFile.ExtractToDirectory(older.At("older.zip"), older.At("older"));
        File.Copy(Path.Combine(older.Data, "checkpoints.db"), older.At("older.db"));
        older.Publish(Lines.OptedOut("p", "u-olga"));
        var backup = TakenBackup.Of(older);
        older.Publish(Published.Shredded("s-o", "u-olga"));
        backup.Restore(older, "restored", "--checkpoints", older.At("older.db")).Fails(2, "[restore-list-older]");
        backup.Restore(older, "restored", "--checkpoint", older.At("older", "checkpoint"), "--origin", NewOrigin).Fails(2, "[tombstones-needed]");
        Assert.That(Directory.Exists(older.At("restored")), Is.False);
    }

    [Test]
    public void Under_its_old_name_it_is_refused() => Refused(place.At("tombstones"), "[restore-origin-needed]", named: false);

    [TestCase(0, "[tombstones-gap]"), TestCase(1, "[tombstones-gap]"), TestCase(2, "[tombstones-gap]")]
    public void A_tombstone_that_is_missing_is_missed(int missing, string code)
    {
        var folder = Changed(lines => lines.RemoveAt(missing));
        Refused(folder, code);
    }

    [Test]
    public void A_line_that_is_missing_is_missed_although_the_next_one_was_made_to_follow()
    {
        var first = JsonDocument.Parse(Tombstones()[0]).RootElement.GetProperty("index").GetInt64();
        var second = JsonDocument.Parse(Tombstones()[1]).RootElement.GetProperty("index").GetInt64();
        Refused(Changed(lines =>
        {
            lines[2] = lines[2].Replace($"\"previous\":{second},", $"\"previous\":{first},", StringComparison.Ordinal);
            lines.RemoveAt(1);
        }), "[tombstones-gap]");
    }

    [TestCase("s-a", "s-x"), TestCase("/content/", "/evidence/"), TestCase("tlog-proof@v1", "tlog-proof@v2")]
    public void A_forged_tombstone_is_refused(string was, string made) => Refused(Changed(lines => lines[0] = lines[0].Replace(was, made, StringComparison.Ordinal)), "[tombstones-forged]");

    [Test]
    public void A_head_that_the_log_did_not_sign_is_refused()
    {
        var folder = Changed(static _ => { });
        var head = Directory.EnumerateFiles(folder, "*.head").Single();
        File.WriteAllText(head, File.ReadAllText(head).Replace($"\\n{UpTo(folder)}\\n3\\n", $"\\n{UpTo(folder)}\\n2\\n", StringComparison.Ordinal));
        Refused(folder, "[tombstones-forged]");
    }

    [Test]
    public async Task A_list_that_holds_anything_the_log_did_not_sign_is_refused_however_genuine_its_end()
    {
        var (list, genuine) = (place.At("forged.db"), CheckpointsCopy.Read(Path.Combine(place.Data, "checkpoints.db")));
        await using (var checkpoints = SqliteCheckpoints.Open(list))
        {
            await checkpoints.Add(genuine[0] with { Note = "example.com/log\n1\n" }, default);
            foreach (var signed in genuine.Skip(1)) await checkpoints.Add(signed, default);
        }
        Assert.That(genuine, Has.Count.GreaterThan(1));
        yesterday.Restore(place, "forged", "--tombstones", place.At("tombstones"), "--checkpoints", list, "--origin", NewOrigin).Fails(2, "[restore-checkpoint]");
        Assert.That(Directory.Exists(place.At("forged")), Is.False);
    }

    [Test]
    public void A_list_that_ends_before_the_newest_checkpoint_is_refused()
    {
        var folder = Changed(static _ => { });
        place.Run("export", "--out", place.At("newest.zip")).Exits(0);   // the list stays behind
        ZipFile.ExtractToDirectory(place.At("newest.zip"), place.At("newest"));
        foreach (string[] known in (string[][])[["--checkpoint", place.At("newest", "checkpoint")], ["--checkpoints", Path.Combine(place.Data, "checkpoints.db")]])
            yesterday.Restore(place, "early", ["--tombstones", folder, "--origin", NewOrigin, .. known]).Fails(2, "[tombstones-end-early]");
    }

    [Test]
    public void A_backup_from_before_the_log_had_another_name_is_refused_beside_the_list_of_its_later_life()
    {
        var folder = Changed(static _ => { });
        yesterday.Restore(place, "second-life", "--tombstones", folder, "--origin", NewOrigin).Exits(0);
        place.Environment["LEDGER_TOMBSTONES"] = folder;
        try
        {
            place.Run("check", "--data", place.At("second-life")).Exits(0);
        }
        finally
        {
            place.Environment.Remove("LEDGER_TOMBSTONES");
        }
        yesterday.Restore(place, "third-life", "--tombstones", folder, "--origin", "restored.example/third").Fails(2, "[tombstones-missing]", NewOrigin);
    }

    [Test]
    public void A_changed_byte_of_a_backup_is_found()
    {
        foreach (var (folder, file, code) in new[] { (yesterday.Folder, "journal.db", "[backup-changed]"), (yesterday.Vault!, "vault.db", "[backup-vault]") })
        {
            var whole = File.ReadAllBytes(Path.Combine(folder, file));
            var changed = whole.ToArray();
            changed[^100] ^= 1;
            File.WriteAllBytes(Path.Combine(folder, file), changed);
            yesterday.Restore(place, "changed", "--tombstones", place.At("tombstones"), "--origin", NewOrigin).Fails(2, code);
            File.WriteAllBytes(Path.Combine(folder, file), whole);
        }
    }

    [Test]
    public void A_folder_that_holds_something_is_left_alone()
    {
        Directory.CreateDirectory(place.At("taken"));
        File.WriteAllText(place.At("taken", "mine"), "");
        yesterday.Restore(place, "taken", "--tombstones", place.At("tombstones"), "--origin", NewOrigin).Fails(2, "[restore-folder-not-empty]");
        Assert.That(Directory.EnumerateFileSystemEntries(place.At("taken")).Count(), Is.EqualTo(1));
    }

    [Test]
    public void Killed_at_any_moment_it_leaves_no_folder_that_opens_before_the_tombstones_were_carried_out()
    {
        var random = new Random(20261122);
        var (refused, whole) = (0, 0);
        for (var round = 0; round < 10; round++)
        {
            var folder = place.At($"killed-{round}");
            using (var process = place.Start(
                "restore", yesterday.Folder, "--vault", yesterday.Vault!, "--master-key", Path.Combine(place.Data, "master.key"), "--data", folder, "--tombstones", place.At("tombstones"), "--origin", NewOrigin))
            {
                while (!Directory.Exists(folder) && !process.HasExited) Thread.Sleep(1);
                Thread.Sleep(random.Next(0, 250));
                process.Kill();
                process.Wait();
            }
            var opened = place.Run("subject", "u-anna", "--open", "--reason", "drill", "--data", folder);
            if (opened.ExitCode == 3) (refused, _) = (refused + 1, opened.Fails(3, "[restore-unfinished]"));
            else (whole, _) = (whole + 1, opened.Exits(0));
            Assert.That(opened.Output, Does.Not.Contain(Contact));
        }
        Assert.That(refused, Is.GreaterThan(2), $"hardly any was cut off; {whole} came to their end");
    }

    string[] Tombstones() => [.. Directory.EnumerateFiles(place.At("tombstones"), "*.tombstones").SelectMany(File.ReadLines)];

    void Refused(string tombstones, string code, bool named = true)
    {
        yesterday.Restore(place, "refused", ["--tombstones", tombstones, .. named ? new[] { "--origin", NewOrigin } : []]).Fails(2, code);
        Assert.That(Directory.Exists(place.At("refused")), Is.False, "nothing was made");
    }

    /// <summary>A copy of the list, changed.</summary>
    string Changed(Action<List<string>> change)
    {
        var folder = Directory.CreateDirectory(place.At($"list-{copies++}")).FullName;
        foreach (var file in Directory.EnumerateFiles(place.At("tombstones"))) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        var path = Directory.EnumerateFiles(folder, "*.tombstones").Single();
        var lines = File.ReadAllLines(path).ToList();
        change(lines);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")), new UTF8Encoding(false));
        return folder;
    }

    static string UpTo(string folder)
    {
        using var head = JsonDocument.Parse(File.ReadAllBytes(Directory.EnumerateFiles(folder, "*.head").Single()));
        return head.RootElement.GetProperty("checkpoint").GetString()!.Split('\n')[1];
    }

    /// <summary>The openings and the table of everything, opened.</summary>
    string Exported(string folder)
    {
        place.Run("export", "--open", "--out", place.At("opened.zip"), "--data", folder).Exits(0);
        using var zip = ZipFile.OpenRead(place.At("opened.zip"));
        return string.Concat(zip.Entries.Where(e => e.Name is "openings.json" or "events.csv").Select(e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        }));
    }

    /// <summary>Wrapped keys that are in one vault and, under the same name, zeros in the other; in hexadecimal.</summary>
    static IEnumerable<string> Keys(string before, string after)
    {
        using var database = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={before};Mode=ReadOnly;Pooling=False");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = $"ATTACH '{after}' AS now; SELECT hex(old.wrapped) FROM main.keys old JOIN now.keys new USING (owner, class, category, generation) WHERE new.id IN (SELECT id FROM now.destroyed) AND hex(old.wrapped) <> hex(new.wrapped)";
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return reader.GetString(0);
    }
}
