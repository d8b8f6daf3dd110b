using Ledger.Sealing;

namespace Ledger.Storage.Tests;

/// <summary>What every key vault must do.</summary>
abstract partial class KeyVaultContract
{
    protected const string Owner = "s-0123456789abcdef0123456789abcdef";

    protected IKeyVault Vault { get; set; } = null!;

    protected abstract IKeyVault NewVault();

    protected static CancellationToken None => CancellationToken.None;

    [SetUp]
    public void Open() => Vault = NewVault();

    [TearDown]
    public async Task Close() => await Vault.DisposeAsync();

    [Test]
    public void A_person_has_one_token_that_tells_nothing()
    {
        Assert.That(Vault.FindToken("user-1"), Is.Null);
        var token = Vault.TokenFor("user-1");
        Assert.That(token, Does.Match("^s-[0-9a-f]{32}$"));
        Assert.That(Vault.TokenFor("user-1"), Is.EqualTo(token));
        Assert.That(Vault.FindToken("user-1"), Is.EqualTo(token));
        Assert.That(Vault.TokenFor("user-2"), Is.Not.EqualTo(token));
        Assert.That(Vault.TokenFor("USER-1"), Is.Not.EqualTo(token));
        Assert.That(Vault.TokenFor(new string('ж', 5000)), Does.Match("^s-[0-9a-f]{32}$"));
    }

    [Test]
    public void A_key_is_made_once_for_its_owner_class_and_category()
    {
        var key = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        Assert.That(key.Name, Is.EqualTo(new KeyName(Owner, KeyClass.Content, "contact", 1)));
        Assert.That(key.Bytes, Has.Length.EqualTo(32));
        Assert.That(Vault.CurrentKey(Owner, KeyClass.Content, "contact").Bytes, Is.EqualTo(key.Bytes));
        Assert.That(Vault.CurrentKey(Owner, KeyClass.Evidence, "contact").Bytes, Is.Not.EqualTo(key.Bytes));
        Assert.That(Vault.CurrentKey(Owner, KeyClass.Content, "device").Bytes, Is.Not.EqualTo(key.Bytes));
        Assert.That(Vault.CurrentKey("q-2026/1", KeyClass.Content, "contact").Bytes, Is.Not.EqualTo(key.Bytes));
    }

    [Test]
    public void A_key_is_found_by_its_name()
    {
        var key = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        Assert.That(Vault.Find(key.Name), Is.EqualTo(key.Bytes));
        Assert.That(Vault.Find(key.Name with { Generation = 2 }), Is.Null);
        Assert.That(Vault.Find(key.Name with { Class = KeyClass.Evidence }), Is.Null);
        Assert.That(Vault.IsDestroyed(key.Name), Is.False);
        Assert.That(Vault.IsDestroyed(key.Name with { Generation = 2 }), Is.False);
    }

    [Test]
    public async Task A_destroyed_key_is_gone_and_its_category_goes_on_with_the_next_generation()
    {
        var first = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        var other = Vault.CurrentKey(Owner, KeyClass.Content, "device");
        await Vault.Commit(None);

        await Vault.Destroy([new(7, [first.Name])], None);

        Assert.That(Vault.Find(first.Name), Is.Null);
        Assert.That(Vault.IsDestroyed(first.Name), Is.True);
        Assert.That(Vault.Find(other.Name), Is.EqualTo(other.Bytes));
        var second = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        Assert.That(second.Name, Is.EqualTo(first.Name with { Generation = 2 }));
        Assert.That(second.Bytes, Is.Not.EqualTo(first.Bytes));
        Assert.That(Vault.IsDestroyed(second.Name), Is.False);
    }

    [Test]
    public async Task Destroying_twice_changes_nothing()
    {
        var first = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        await Vault.Commit(None);
        await Vault.Destroy([new(7, [first.Name])], None);
        var second = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        await Vault.Commit(None);

        await Vault.Destroy([new(7, [first.Name])], None);

        Assert.That(Vault.CurrentKey(Owner, KeyClass.Content, "contact").Bytes, Is.EqualTo(second.Bytes));
        Assert.That(Vault.IsDestroyed(first.Name), Is.True);
    }

    [Test]
    public async Task A_key_that_was_never_committed_can_be_destroyed()
    {
        var key = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        await Vault.Destroy([new(7, [key.Name])], None);
        Assert.That(Vault.Find(key.Name), Is.Null);
        Assert.That(Vault.IsDestroyed(key.Name), Is.True);
        Assert.That(Vault.CurrentKey(Owner, KeyClass.Content, "contact").Name.Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task A_name_that_never_was_is_kept_as_destroyed()
    {
        var name = new KeyName(Owner, KeyClass.Evidence, "identity", 1);
        await Vault.Destroy([new(7, [name])], None);
        Assert.That(Vault.IsDestroyed(name), Is.True);
        Assert.That(Vault.Find(name), Is.Null);
        Assert.That(Vault.CurrentKey(Owner, KeyClass.Evidence, "identity").Name.Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task An_owners_living_keys_are_listed_in_the_order_of_their_names()
    {
        var written = Vault.CurrentKey(Owner, KeyClass.Content, "device").Name;
        var destroyed = Vault.CurrentKey(Owner, KeyClass.Content, "gone").Name;
        Vault.CurrentKey(Owner + "0", KeyClass.Content, "contact");
        await Vault.Commit(None);
        await Vault.Destroy([new(7, [destroyed])], None);
        var evidence = Vault.CurrentKey(Owner, KeyClass.Evidence, "contact").Name;
        var content = Vault.CurrentKey(Owner, KeyClass.Content, "contact").Name;

        Assert.That(Vault.KeysOf(Owner), Is.EqualTo(new[] { content, written, evidence }));
        Assert.That(Vault.KeysOf("nobody"), Is.Empty);
    }

    [Test]
    public async Task A_forgotten_person_gets_another_token()
    {
        var token = Vault.TokenFor("user-1");
        var other = Vault.TokenFor("user-2");
        await Vault.Commit(None);

        await Vault.Destroy([new(7, [], token)], None);

        Assert.That(Vault.FindToken("user-1"), Is.Null);
        Assert.That(Vault.FindToken("user-2"), Is.EqualTo(other));
        Assert.That(Vault.TokenFor("user-1"), Is.Not.EqualTo(token));
        await Vault.Destroy([new(7, [], token)], None);
        Assert.That(Vault.FindToken("user-1"), Is.Not.Null);
    }

    [Test]
    public async Task What_many_events_destroy_goes_at_once()
    {
        var persons = Enumerable.Range(0, 20).Select(n => (User: $"user-{n}", Token: Vault.TokenFor($"user-{n}"))).ToList();
        var keys = persons.Select(p => Vault.CurrentKey(p.Token, KeyClass.Content, "contact").Name).ToList();
        await Vault.Commit(None);
        var fresh = Vault.CurrentKey(persons[0].Token, KeyClass.Content, "device").Name;   // not committed yet

        await Vault.Destroy([.. keys.Take(10).Select((key, n) => new DueDestruction(n, n == 0 ? [key, fresh] : [key], n % 2 == 0 ? persons[n].Token : null))], None);

        Assert.That(keys.Select(Vault.IsDestroyed), Is.EqualTo(Enumerable.Range(0, 20).Select(n => n < 10)));
        Assert.That(Vault.IsDestroyed(fresh), Is.True);
        Assert.That(persons.Select(p => Vault.FindToken(p.User) is not null), Is.EqualTo(Enumerable.Range(0, 20).Select(n => n >= 10 || n % 2 == 1)));
        await Vault.Destroy([], None);
    }

    [Test]
    public async Task A_secret_that_was_removed_is_made_anew()
    {
        await Vault.Secret("webhook/a", () => [1, 2, 3], None);
        await Vault.Secret("webhook/b", () => [4, 5, 6], None);
        Assert.That(await Vault.RemoveSecret("webhook/a", None), Is.True);
        Assert.That(await Vault.RemoveSecret("webhook/a", None), Is.False);
        Assert.That(await Vault.RemoveSecret("never", None), Is.False);
        Assert.That(await Vault.Secret("webhook/a", () => [9], None), Is.EqualTo(new byte[] { 9 }));
        Assert.That(await Vault.Secret("webhook/b", () => [9], None), Is.EqualTo(new byte[] { 4, 5, 6 }));
        Assert.That(await Vault.RemoveSecret("webhook/a", None), Is.True);
        await Vault.RotateMaster([.. Enumerable.Repeat((byte)7, 32)], None);
        Assert.That(await Vault.Secret("webhook/b", () => [9], None), Is.EqualTo(new byte[] { 4, 5, 6 }));
    }

    [Test]
    public async Task What_has_been_carried_out_only_grows_unless_the_journal_goes_on_from_before_it()
    {
        Assert.That(Vault.DestroyedUpTo, Is.Zero);
        await Vault.AdvanceDestroyedUpTo(12, None);
        await Vault.AdvanceDestroyedUpTo(5, None);
        Assert.That(Vault.DestroyedUpTo, Is.EqualTo(12));
        await Vault.RetreatDestroyedUpTo(20, None);
        Assert.That(Vault.DestroyedUpTo, Is.EqualTo(12));
        await Vault.RetreatDestroyedUpTo(7, None);
        Assert.That(Vault.DestroyedUpTo, Is.EqualTo(7));
    }

    [Test]
    public async Task A_secret_is_made_once()
    {
        byte[] made = [1, 2, 3];
        Assert.That(await Vault.Secret("log-key", () => made, None), Is.EqualTo(made));
        Assert.That(await Vault.Secret("log-key", () => [9], None), Is.EqualTo(made));
        Assert.That(await Vault.Secret("another", () => [9], None), Is.EqualTo(new byte[] { 9 }));
    }

    [Test]
    public async Task Keys_stay_what_they_were_under_another_master_key()
    {
        var written = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        var token = Vault.TokenFor("user-1");
        await Vault.Secret("log-key", () => [1, 2, 3], None);
        await Vault.Commit(None);
        var waiting = Vault.CurrentKey(Owner, KeyClass.Content, "device");

        await Vault.RotateMaster([.. Enumerable.Repeat((byte)7, 32)], None);

        Assert.That(Vault.Find(written.Name), Is.EqualTo(written.Bytes));
        Assert.That(Vault.Find(waiting.Name), Is.EqualTo(waiting.Bytes));
        Assert.That(Vault.FindToken("user-1"), Is.EqualTo(token));
        Assert.That(await Vault.Secret("log-key", () => [9], None), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Many_threads_agree_on_tokens_and_keys()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var mine = new List<string>();
            for (var person = 0; person < 100; person++)
            {
                var token = Vault.TokenFor($"user-{person}");
                mine.Add(token + Convert.ToHexString(Vault.CurrentKey(token, KeyClass.Content, "contact").Bytes));
                if (person % 10 == 0) await Vault.Commit(None);
            }
            return mine;
        })));
        Assert.That(seen, Is.All.EqualTo(seen[0]));
    }
}
