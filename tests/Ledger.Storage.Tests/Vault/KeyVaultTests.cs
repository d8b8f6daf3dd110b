using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Storage.Tests;

[TestFixture]
sealed class MemoryKeyVaultTests : KeyVaultContract
{
    protected override IKeyVault NewVault() => new MemoryKeyVault(Randomness.System);
}

[TestFixture]
sealed class SqliteKeyVaultTests : DurableKeyVaultContract
{
    TempFolder _folder = null!;

    [OneTimeSetUp]
    public void MakeFolder() => _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    protected override IKeyVault NewVault()
    {
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
        return OpenAgain();
    }

    protected override IKeyVault OpenAgain() =>
        SqliteKeyVault.Open(_folder.File("vault.db"), _folder.File("master.key"), masterKey: null, Randomness.System);

    [Test]
    public async Task What_was_not_committed_is_not_there_after_opening_again()
    {
        var token = Vault.TokenFor("user-1");
        var key = Vault.CurrentKey(token, KeyClass.Content, "contact");
        await Reopen();

        Assert.That(Vault.FindToken("user-1"), Is.Null);
        Assert.That(Vault.Find(key.Name), Is.Null);
        Assert.That(Vault.IsDestroyed(key.Name), Is.False);
        Assert.That(Vault.CurrentKey(token, KeyClass.Content, "contact").Bytes, Is.Not.EqualTo(key.Bytes));
    }
}
