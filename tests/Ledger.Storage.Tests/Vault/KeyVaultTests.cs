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
}
