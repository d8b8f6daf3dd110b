using Ledger.Sealing;

namespace Ledger.Storage.Tests;

/// <content>Finding persons by a contact.</content>
abstract partial class KeyVaultContract
{
    protected const string Other = "s-fedcba9876543210fedcba9876543210";

    [Test]
    public async Task A_contact_finds_whoever_named_it_before_and_after_it_is_committed()
    {
        var key = ContactKey(Owner);
        Vault.NoteContact(key, " Anna@Example.org");
        Assert.That(Vault.FindByContact("anna@example.ORG "), Is.EqualTo(new[] { Owner }));
        await Vault.Commit(None);
        Vault.NoteContact(key, "anna@example.org");
        await Vault.Commit(None);
        Assert.That(Vault.FindByContact("anna@example.org"), Is.EqualTo(new[] { Owner }));
        Assert.That(Vault.FindByContact("anna@example.or"), Is.Empty);
        Assert.That(Vault.FindByContact(""), Is.Empty);
    }

    [Test]
    public async Task One_contact_can_be_that_of_several_and_one_person_can_have_several()
    {
        Vault.NoteContact(ContactKey(Other), "+7 916 123-45-67");
        await Vault.Commit(None);
        Vault.NoteContact(ContactKey(Owner), "8 (916) 1234567");
        Vault.NoteContact(ContactKey(Owner), "anna@example.org");
        Assert.That(Vault.FindByContact("79161234567"), Is.EqualTo(new[] { Owner, Other }), "in ordinal order, written or not");
        await Vault.Commit(None);
        Assert.That(Vault.FindByContact("79161234567"), Is.EqualTo(new[] { Owner, Other }));
        Assert.That(Vault.FindByContact("anna@example.org"), Is.EqualTo(new[] { Owner }));
    }

    [Test]
    public async Task A_contact_goes_with_its_key_and_with_no_other()
    {
        var (key, other) = (ContactKey(Owner), ContactKey(Other));
        var device = Vault.CurrentKey(Owner, KeyClass.Content, "device").Name;
        foreach (var one in new[] { key, other }) Vault.NoteContact(one, "family@example.org");
        await Vault.Commit(None);

        await Vault.Destroy([new(7, [device])], None);
        Assert.That(Vault.FindByContact("family@example.org"), Is.EqualTo(new[] { Owner, Other }));
        await Vault.Destroy([new(8, [key])], None);
        Assert.That(Vault.FindByContact("family@example.org"), Is.EqualTo(new[] { Other }));
        await Vault.Destroy([new(8, [key]), new(9, [other])], None);
        Assert.That(Vault.FindByContact("family@example.org"), Is.Empty);
    }

    [Test]
    public async Task Of_a_destroyed_key_no_contact_is_noted_and_the_next_generation_has_its_own()
    {
        var first = ContactKey(Owner);
        Vault.NoteContact(first, "anna@example.org");
        await Vault.Destroy([new(7, [first])], None);   // never committed
        Vault.NoteContact(first, "anna@example.org");
        await Vault.Commit(None);
        Assert.That(Vault.FindByContact("anna@example.org"), Is.Empty);

        Vault.NoteContact(ContactKey(Owner), "back@example.org");
        await Vault.Commit(None);
        await Vault.Destroy([new(7, [first])], None);
        Assert.That(Vault.FindByContact("back@example.org"), Is.EqualTo(new[] { Owner }));
    }

    [Test]
    public async Task Another_master_key_changes_no_contact()
    {
        Vault.NoteContact(ContactKey(Owner), "anna@example.org");
        await Vault.Commit(None);
        Vault.NoteContact(ContactKey(Other), "anna@example.org");
        await Vault.RotateMaster([.. Enumerable.Repeat((byte)7, 32)], None);
        Assert.That(Vault.FindByContact("anna@example.org"), Is.EqualTo(new[] { Owner, Other }));
    }

    [Test]
    public async Task Nobody_is_found_by_halves_while_others_write_and_destroy()
    {
        var keys = Enumerable.Range(0, 200).Select(n => ContactKey($"s-{n:x32}")).ToArray();
        await Vault.Commit(None);
        await Task.WhenAll(keys.Chunk(50).Select(some => Task.Run(async () =>
        {
            foreach (var (key, place) in some.Select((key, place) => (key, place)))
            {
                Vault.NoteContact(key, "shared@example.org");
                if (place % 10 == 0) await Vault.Commit(None);
                if (place % 2 == 0) await Vault.Destroy([new(place, [key])], None);
            }
        })));
        await Vault.Commit(None);
        var living = keys.Where((_, place) => place % 2 == 1).Select(key => key.Owner).Order(StringComparer.Ordinal);
        Assert.That(Vault.FindByContact("shared@example.org"), Is.EqualTo(living));
    }

    [Test]
    public void A_new_vault_has_every_contact_noted() => Assert.That(Vault.ContactsNoted, Is.True);

    KeyName ContactKey(string owner) => Vault.CurrentKey(owner, KeyClass.Content, KeyName.ContactCategory).Name;
}
