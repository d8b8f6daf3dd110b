using System.Text;
using Ledger.Journal;
using Ledger.Sealing;
using Ledger.Sqlite;
using NUnit.Framework.Constraints;

namespace Ledger.Storage.Tests;

/// <summary>What lies on the disk: destroyed bytes do not, and the master key does what it should.</summary>
sealed class SqliteVaultBytesTests
{
    static readonly CancellationToken None = CancellationToken.None;

    TempFolder _folder = null!;

    string VaultPath => _folder.File("vault.db");

    string MasterPath => _folder.File("master.key");

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task Destroyed_keys_and_forgotten_tokens_leave_the_file_and_its_wal()
    {
        await using var vault = Open();
        for (var person = 0; person < 2000; person++)
        {
            var token = vault.TokenFor($"user-{person}");
            vault.CurrentKey(token, KeyClass.Content, "contact");
            vault.CurrentKey(token, KeyClass.Evidence, "identity");
            if (person % 100 == 0) await vault.Commit(None);
        }
        await vault.Commit(None);
        var wrapped = VaultBytes.Column(VaultPath, "SELECT wrapped FROM keys ORDER BY id");
        var names = VaultBytes.Column(VaultPath, """
            SELECT CAST(owner || iif(class = 0, '/content/', '/evidence/') || category || '/' || generation AS BLOB) FROM keys ORDER BY id
            """).Select(name => KeyName.Parse(Encoding.ASCII.GetString(name))!).ToList();
        var tokens = VaultBytes.Column(VaultPath, "SELECT token FROM tokens ORDER BY id");
        var lookups = VaultBytes.Column(VaultPath, "SELECT lookup FROM tokens ORDER BY id");
        Assert.That(VaultBytes.Found(_folder.Path, wrapped), Is.EqualTo(wrapped.Count), "the search must find what is there");

        var gone = names.Where((_, place) => place % 3 != 0).ToList();
        foreach (var some in gone.Chunk(500)) await vault.Destroy([.. some.Select((name, n) => new DueDestruction(n, [name]))], None);
        await vault.Destroy([.. tokens.Where((_, place) => place % 10 != 5).Select(token => new DueDestruction(1, [], "s-" + Convert.ToHexStringLower(token)))], None);

        Assert.That(VaultBytes.Found(_folder.Path, [.. wrapped.Where((_, place) => place % 3 != 0)]), Is.Zero);
        Assert.That(VaultBytes.Found(_folder.Path, [.. wrapped.Where((_, place) => place % 3 == 0)]), Is.EqualTo(wrapped.Count - gone.Count));
        Assert.That(VaultBytes.Found(_folder.Path, [.. tokens.Where((_, place) => place % 10 != 5)]), Is.Zero);
        Assert.That(VaultBytes.Found(_folder.Path, [.. lookups.Where((_, place) => place % 10 != 5)]), Is.Zero);
        Assert.That(VaultBytes.Found(_folder.Path, [.. lookups.Where((_, place) => place % 10 == 5)]), Is.EqualTo(200));
    }

    [Test]
    public async Task A_removed_secret_leaves_the_file_and_its_wal()
    {
        await using var vault = Open();
        for (var n = 0; n < 300; n++) await vault.Secret($"webhook/wh-{n:D4}/secret/1", () => Enumerable.Repeat((byte)(n % 251), 20 + n).ToArray(), None);
        var wrapped = VaultBytes.Column(VaultPath, "SELECT wrapped FROM secrets WHERE name GLOB 'webhook/*' ORDER BY id");
        Assert.That(VaultBytes.Found(_folder.Path, wrapped), Is.EqualTo(300));
        for (var n = 0; n < 300; n += 2) await vault.RemoveSecret($"webhook/wh-{n:D4}/secret/1", None);
        Assert.That(VaultBytes.Found(_folder.Path, [.. wrapped.Where((_, n) => n % 2 == 0)]), Is.Zero);
        Assert.That(VaultBytes.Found(_folder.Path, [.. wrapped.Where((_, n) => n % 2 == 1)]), Is.EqualTo(150));
        Assert.That(VaultBytes.Column(VaultPath, "SELECT CAST(name AS BLOB) FROM secrets").Select(Encoding.UTF8.GetString).Count(name => name.StartsWith("webhook/", StringComparison.Ordinal)), Is.EqualTo(150));
    }

    [Test]
    public async Task A_key_counts_as_destroyed_before_its_bytes_go()
    {
        KeyName? going = null;
        SqliteKeyVault vault = null!;
        bool? destroyed = null;
        vault = SqliteKeyVault.Open(VaultPath, MasterPath, null, destination =>
        {
            if (going is not null) destroyed = vault.IsDestroyed(going);   // drawn while the transaction runs: the noise over the lookup
            Randomness.System(destination);
        });
        var token = vault.TokenFor("u-1");
        var key = vault.CurrentKey(token, KeyClass.Evidence, "identity").Name;
        await vault.Commit(None);
        going = key;
        await vault.Destroy([new(1, [key], token)], None);
        await vault.DisposeAsync();
        Assert.That(destroyed, Is.True);
    }

    [Test]
    public async Task After_a_rotation_nothing_wrapped_under_the_old_master_key_is_left_and_the_file_holds_the_new_one()
    {
        var vault = Open();
        var key = vault.CurrentKey("ledger", KeyClass.Content, "contact");
        await vault.Secret("log-key", () => new byte[121], None);
        await vault.Commit(None);
        var before = VaultBytes.Column(VaultPath, "SELECT wrapped FROM keys UNION ALL SELECT wrapped FROM secrets");
        var oldMaster = Convert.FromBase64String(File.ReadAllText(MasterPath));

        byte[] newMaster = [.. Enumerable.Repeat((byte)7, 32)];
        await vault.RotateMaster(newMaster, None);
        await vault.DisposeAsync();

        Assert.That(before, Has.Count.EqualTo(3));
        Assert.That(VaultBytes.Found(_folder.Path, before), Is.Zero);
        Assert.That(Convert.FromBase64String(File.ReadAllText(MasterPath)), Is.EqualTo(newMaster));
        Assert.That(File.Exists(MasterPath + ".new"), Is.False);
        await using (var again = Open()) Assert.That(again.Find(key.Name), Is.EqualTo(key.Bytes));
        Assert.That(() => Open(oldMaster), Refused(StoreRefusedException.MasterKeyWrong));
    }

    [TestCase(true, TestName = "A_rotation_cut_off_before_the_vault_changed_is_undone")]
    [TestCase(false, TestName = "A_rotation_cut_off_after_the_vault_changed_is_completed")]
    public async Task A_rotation_cut_off(bool before)
    {
        var vault = Open();
        var key = vault.CurrentKey("ledger", KeyClass.Content, "contact");
        await vault.Commit(None);
        var oldText = await File.ReadAllTextAsync(MasterPath);
        byte[] newMaster = [.. Enumerable.Repeat((byte)7, 32)];
        var newText = Convert.ToBase64String(newMaster) + "\n";
        if (!before) await vault.RotateMaster(newMaster, None);
        await vault.DisposeAsync();
        await File.WriteAllTextAsync(MasterPath, oldText);
        await File.WriteAllTextAsync(MasterPath + ".new", newText);

        await using var again = Open();

        Assert.That(again.Find(key.Name), Is.EqualTo(key.Bytes));
        Assert.That(await File.ReadAllTextAsync(MasterPath), Is.EqualTo(before ? oldText : newText));
        Assert.That(File.Exists(MasterPath + ".new"), Is.False);
    }

    [Test]
    public async Task The_master_key_is_made_once_and_only_its_owner_may_read_it()
    {
        await Open().DisposeAsync();
        var key = await File.ReadAllTextAsync(MasterPath);
        Assert.That(MasterKey.Decode(key), Has.Length.EqualTo(32));
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (!OperatingSystem.IsWindows()) Assert.That(File.GetUnixFileMode(MasterPath), Is.EqualTo(ownerOnly));
        await Open().DisposeAsync();
        Assert.That(await File.ReadAllTextAsync(MasterPath), Is.EqualTo(key));
    }

    [Test]
    public async Task A_master_key_that_is_given_makes_no_file()
    {
        byte[] master = [.. Enumerable.Repeat((byte)3, 32)];
        await Open(master).DisposeAsync();
        Assert.That(File.Exists(MasterPath), Is.False);
        Assert.That(() => Open(), Refused(StoreRefusedException.MasterKeyMissing));
        Assert.That(() => Open([.. Enumerable.Repeat((byte)4, 32)]), Refused(StoreRefusedException.MasterKeyWrong));
        Assert.That(() => Open(new byte[31]), Refused(StoreRefusedException.MasterKeyMissing));
        await Open(master).DisposeAsync();
    }

    [Test]
    public void A_master_key_that_is_no_key_is_refused_without_being_repeated([Values("", "c2hvcnQ=", "not base64")] string text) =>
        Assert.That(() => MasterKey.Decode(text), Refused(StoreRefusedException.MasterKeyMissing).And.Message.EqualTo(
            "The master key is not 32 bytes in base64."));

    [Test]
    public async Task A_wrapped_key_that_was_changed_or_moved_is_not_used()
    {
        var vault = Open();
        var (one, two) = (vault.CurrentKey("ledger", KeyClass.Content, "one"), vault.CurrentKey("ledger", KeyClass.Content, "two"));
        await vault.Commit(None);
        await vault.DisposeAsync();
        VaultBytes.Column(VaultPath, """
            UPDATE keys SET wrapped = two.wrapped FROM keys AS two WHERE two.category = 'two' AND keys.category = 'one' RETURNING zeroblob(1)
            """, write: true);
        await using var again = Open();
        Assert.That(() => again.Find(one.Name),
            Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Damaged));
        Assert.That(again.Find(two.Name), Is.EqualTo(two.Bytes));
    }

    [Test]
    public async Task A_full_disk_keeps_what_is_new_in_memory_until_there_is_room()
    {
        using var disk = new SmallDisk(3072);
        await File.WriteAllBytesAsync(disk.File("ballast"), new byte[1_500_000]);
        var vault = SqliteKeyVault.Open(disk.File("vault.db"), disk.File("master.key"), null, Randomness.System);
        var keys = new List<VaultKey>();
        Assert.That(async () =>
        {
            for (; ; await vault.Commit(None))
            {
                for (var key = 0; key < 100; key++)
                    keys.Add(vault.CurrentKey(vault.TokenFor($"user-{keys.Count}"), KeyClass.Content, "contact"));
            }
        }, Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Full));
        Assert.That(keys, Has.Count.GreaterThan(500));

        File.Delete(disk.File("ballast"));
        await vault.Commit(None);
        await vault.DisposeAsync();

        await using var again = SqliteKeyVault.Open(disk.File("vault.db"), disk.File("master.key"), null, Randomness.System);
        Assert.That(keys.Select(key => again.Find(key.Name)), Is.EqualTo(keys.Select(key => key.Bytes)));
    }

    static EqualStringConstraint Refused(string code) =>
        Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(code);

    SqliteKeyVault Open(byte[]? master = null) => SqliteKeyVault.Open(VaultPath, MasterPath, master, Randomness.System);
}
