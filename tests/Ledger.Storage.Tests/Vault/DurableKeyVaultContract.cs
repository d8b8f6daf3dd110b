using Ledger.Sealing;

namespace Ledger.Storage.Tests;

/// <summary>What a key vault that outlives the process must do besides.</summary>
abstract class DurableKeyVaultContract : KeyVaultContract
{
    /// <summary>Opens the same vault, closed before.</summary>
    protected abstract IKeyVault OpenAgain();

    [Test]
    public async Task What_was_committed_is_there_after_opening_again()
    {
        var token = Vault.TokenFor("user-1");
        var key = Vault.CurrentKey(token, KeyClass.Content, "contact");
        await Vault.Commit(None);
        await Vault.Secret("log-key", () => [1, 2, 3], None);
        await Vault.AdvanceDestroyedUpTo(3, None);
        await Reopen();

        Assert.That(Vault.FindToken("user-1"), Is.EqualTo(token));
        Assert.That(Vault.TokenFor("user-1"), Is.EqualTo(token));
        Assert.That(Vault.CurrentKey(token, KeyClass.Content, "contact").Bytes, Is.EqualTo(key.Bytes));
        Assert.That(Vault.Find(key.Name), Is.EqualTo(key.Bytes));
        Assert.That(await Vault.Secret("log-key", () => [9], None), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(Vault.DestroyedUpTo, Is.EqualTo(3));
        await Vault.RetreatDestroyedUpTo(1, None);
        await Reopen();
        Assert.That(Vault.DestroyedUpTo, Is.EqualTo(1));
    }

    [Test]
    public async Task What_was_destroyed_stays_destroyed_after_opening_again()
    {
        var token = Vault.TokenFor("user-1");
        var key = Vault.CurrentKey(token, KeyClass.Content, "contact");
        await Vault.Commit(None);
        await Vault.Destroy([new(7, [key.Name], token)], None);
        await Reopen();

        Assert.That(Vault.FindToken("user-1"), Is.Null);
        Assert.That(Vault.Find(key.Name), Is.Null);
        Assert.That(Vault.IsDestroyed(key.Name), Is.True);
        Assert.That(Vault.KeysOf(token), Is.Empty);
        Assert.That(Vault.CurrentKey(token, KeyClass.Content, "contact").Name.Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task A_contact_is_there_after_opening_again_once_it_was_committed()
    {
        var key = Vault.CurrentKey(Owner, KeyClass.Content, KeyName.ContactCategory).Name;
        Vault.NoteContact(key, "anna@example.org");
        await Vault.Commit(None);
        Vault.NoteContact(key, "late@example.org");
        await Reopen();
        Assert.That(Vault.FindByContact("anna@example.org"), Is.EqualTo(new[] { Owner }));
        Assert.That(Vault.FindByContact("late@example.org"), Is.Empty);

        Vault.NoteContact(key, "late@example.org");
        await Vault.Commit(None);
        await Vault.Destroy([new(7, [key])], None);
        await Reopen();
        foreach (var contact in new[] { "anna@example.org", "late@example.org" }) Assert.That(Vault.FindByContact(contact), Is.Empty);
        Assert.That(Vault.ContactsNoted, Is.True);
    }

    protected async Task Reopen()
    {
        await Vault.DisposeAsync();
        Vault = OpenAgain();
    }
}
