namespace Ledger.Host.Tests.Commands;

/// <summary>The master key from a file that LEDGER_MASTER_KEY_FILE names, as secrets are mounted.</summary>
public sealed class MasterKeyFileTests
{
    [Test]
    public void A_master_key_from_a_file_is_read_and_never_written_and_a_new_one_replaces_it()
    {
        using var place = new Workspace();
        var (first, next) = (Convert.ToBase64String(new byte[32]), Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]));
        var file = place.Write("master.secret", first);
        place.Environment["LEDGER_MASTER_KEY_FILE"] = file;
        place.Run("publish", place.Write("events.jsonl", Lines.Registered("m-1", "u-1"))).Exits(0);
        Assert.That(Directory.EnumerateFiles(place.Root, "master.key", SearchOption.AllDirectories), Is.Empty);

        var refused = place.Run("key", "--rotate-master").Exits(2);
        Assert.That(refused.Said, Does.Contain("LEDGER_MASTER_KEY_FILE").And.Contain("LEDGER_NEW_MASTER_KEY"));
        place.Environment["LEDGER_NEW_MASTER_KEY"] = next;
        place.Run("key", "--rotate-master").Exits(0);
        place.Environment.Remove("LEDGER_NEW_MASTER_KEY");
        Assert.That(place.Run("check").Exits(3).Said, Does.Contain("master-key-wrong"), "the file still holds the old one");
        place.Write("master.secret", next);
        place.Run("check").Exits(0);
        Assert.That(File.ReadAllText(file).Trim(), Is.EqualTo(next));
        Assert.That(Directory.EnumerateFiles(place.Root, "master.key", SearchOption.AllDirectories), Is.Empty);

        place.Environment["LEDGER_MASTER_KEY_FILE"] = place.At("nowhere");
        Assert.That(place.Run("check").Exits(3).Said, Does.Contain("master-key-missing"));
    }
}
