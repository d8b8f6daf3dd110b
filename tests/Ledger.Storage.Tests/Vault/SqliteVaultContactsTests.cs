using System.Text;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Storage.Tests;

/// <summary>What is left on the disk of contacts: nothing once their key is destroyed, nothing in a copy, and a vault from before them is brought up.</summary>
sealed class SqliteVaultContactsTests
{
    static readonly CancellationToken None = CancellationToken.None;

    TempFolder _folder = null!;

    string VaultPath => _folder.File("vault.db");

    [SetUp]
    public void MakeFolder() => _folder = new();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public async Task The_hash_of_a_contact_leaves_the_file_and_its_wal_with_the_key()
    {
        await using var vault = Open(VaultPath);
        List<KeyName> keys = [];
        for (var person = 0; person < 1500; person++)
        {
            keys.Add(vault.CurrentKey(vault.TokenFor($"user-{person}"), KeyClass.Content, KeyName.ContactCategory).Name);
            vault.NoteContact(keys[person], Contact(person));
            if (person % 5 == 0) vault.NoteContact(keys[person / 2], Contact(person));
            if (person % 100 == 0) await vault.Commit(None);
        }
        await vault.Commit(None);
        var hashes = VaultBytes.Column(VaultPath, "SELECT lookup FROM contacts ORDER BY id");
        var owners = VaultBytes.Column(VaultPath, "SELECT CAST(owner AS BLOB) FROM contacts JOIN keys ON keys.id = contacts.key ORDER BY contacts.id").Select(Encoding.ASCII.GetString).ToList();
        Assert.That((hashes.Count, VaultBytes.Found(_folder.Path, hashes)), Is.EqualTo((1799, 1799)), "the search must find what is there");

        var gone = keys.Where((_, place) => place % 3 != 0).Select(key => key.Owner).ToHashSet();
        foreach (var some in keys.Where(key => gone.Contains(key.Owner)).Chunk(400)) await vault.Destroy([.. some.Select((key, n) => new DueDestruction(n, [key]))], None);

        var kept = hashes.Where((_, place) => !gone.Contains(owners[place])).ToHashSet(Bytes);
        var lost = hashes.Where(hash => !kept.Contains(hash)).Distinct(Bytes).ToList();
        Assert.That(lost, Has.Count.GreaterThan(700));
        Assert.That(VaultBytes.Found(_folder.Path, lost), Is.Zero);
        Assert.That(VaultBytes.Found(_folder.Path, [.. kept]), Is.EqualTo(kept.Count));
        Assert.That(VaultBytes.Found(_folder.Path, [.. lost.Select(hash => hash[..8])]), Is.Zero, "nor most of one");
        Assert.That(vault.FindByContact(Contact(1)), Is.Empty);
        Assert.That(vault.FindByContact(Contact(3)), Is.EqualTo(new[] { keys[3].Owner }));
    }

    [Test]
    public async Task No_contact_lies_in_the_file_itself_nor_under_the_hash_of_a_user_id()
    {
        await using var vault = Open(VaultPath);
        var token = vault.TokenFor("anna@example.org");
        vault.NoteContact(vault.CurrentKey(token, KeyClass.Content, KeyName.ContactCategory).Name, "anna@example.org");
        await vault.Commit(None);
        Assert.That(VaultBytes.Found(_folder.Path, [.. new[] { "anna@example.org", "anna" }.Select(Encoding.UTF8.GetBytes)]), Is.Zero);
        Assert.That(VaultBytes.Column(VaultPath, "SELECT lookup FROM contacts").Single(), Is.Not.EqualTo(VaultBytes.Column(VaultPath, "SELECT lookup FROM tokens").Single()));
    }

    [Test]
    public async Task A_copy_has_no_contacts_and_says_that_they_are_to_be_noted_anew()
    {
        await using var vault = Open(VaultPath);
        var token = vault.TokenFor("u-1");
        var key = vault.CurrentKey(token, KeyClass.Content, KeyName.ContactCategory);
        vault.NoteContact(key.Name, "anna@example.org");
        await vault.AdvanceDestroyedUpTo(3, None);
        await vault.Commit(None);
        using (var other = new TempFolder())
        {
            new FolderCopies(_folder.Path).Vault(other.File("vault.db"), (_, _) => { }, None);
            Assert.That(VaultBytes.Column(other.File("vault.db"), "SELECT lookup FROM contacts"), Is.Empty);
            File.Copy(_folder.File("master.key"), other.File("master.key"));
            await using var copy = Open(other.File("vault.db"));
            Assert.That((copy.FindToken("u-1"), copy.DestroyedUpTo, copy.ContactsNoted), Is.EqualTo((token, 3L, false)));
            Assert.That(copy.FindByContact("anna@example.org"), Is.Empty);
            copy.NoteContact(key.Name, "anna@example.org");
            await copy.Commit(None);
            await copy.SetContactsNoted(None);
            Assert.That((copy.FindByContact("anna@example.org").Single(), copy.ContactsNoted), Is.EqualTo((token, true)));
        }
    }

    [Test]
    public async Task A_vault_from_before_contacts_gets_their_table_and_keeps_the_rest()
    {
        string token;
        VaultKey key;
        await using (var vault = Open(VaultPath))
        {
            token = vault.TokenFor("u-1");
            key = vault.CurrentKey(token, KeyClass.Content, KeyName.ContactCategory);
            await vault.Commit(None);
        }
        VaultBytes.Column(VaultPath, "DROP TABLE contacts; DELETE FROM meta WHERE name = 'contacts-noted'; PRAGMA user_version=1; SELECT zeroblob(1)", write: true);
        await using (var vault = Open(VaultPath))
        {
            Assert.That((vault.FindToken("u-1"), vault.ContactsNoted), Is.EqualTo((token, false)));
            Assert.That(vault.Find(key.Name), Is.EqualTo(key.Bytes));
            vault.NoteContact(key.Name, "anna@example.org");
            await vault.Commit(None);
            await vault.SetContactsNoted(None);
        }
        await using var again = Open(VaultPath);
        Assert.That((again.FindByContact("anna@example.org").Single(), again.ContactsNoted), Is.EqualTo((token, true)));
        Assert.That((await File.ReadAllBytesAsync(VaultPath)).AsSpan(60, 4).ToArray(), Is.EqualTo(new byte[] { 0, 0, 0, 2 }), "an older version tells it by its header");
    }

    static readonly IEqualityComparer<byte[]> Bytes = EqualityComparer<byte[]>.Create((one, other) => one!.AsSpan().SequenceEqual(other), hash => hash[0] << 8 | hash[1]);

    static string Contact(int person) => $"person{person}@example.org";

    static SqliteKeyVault Open(string path) => SqliteKeyVault.Open(path, Path.Combine(Path.GetDirectoryName(path)!, "master.key"), null, Randomness.System);
}
