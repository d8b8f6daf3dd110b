using Ledger.Journal;
using Ledger.Migration;
using Ledger.Sealing;

namespace Ledger.Storage.Tests.Postgres;

[TestFixture]
sealed class PostgresKeyVaultTests : DurableKeyVaultContract
{
    VaultStage _stage = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase() => _stage = await VaultStage.New();

    [OneTimeTearDown]
    public async Task CloseDatabase() => await _stage.DisposeAsync();

    protected override IKeyVault NewVault()
    {
        _stage.Empty();
        return OpenAgain();
    }

    protected override IKeyVault OpenAgain() => _stage.Open();

    [Test]
    public async Task What_was_made_is_seen_by_another_replica_at_once()
    {
        var token = Vault.TokenFor("user-1");
        var key = Vault.CurrentKey(token, KeyClass.Content, "contact");
        await using var other = _stage.Open();
        Assert.That(other.FindToken("user-1"), Is.EqualTo(token));
        Assert.That(other.TokenFor("user-1"), Is.EqualTo(token));
        Assert.That(other.CurrentKey(token, KeyClass.Content, "contact").Bytes, Is.EqualTo(key.Bytes));
        Assert.That(other.KeysOf(token), Is.EqualTo(new[] { key.Name }));
    }

    /// <summary>The turn to copy may be in another database: so the vault itself knows whose newest attempt it has seen.</summary>
    [Test]
    public async Task Who_is_overtaken_while_he_copies_neither_adds_to_the_vault_nor_empties_it()
    {
        await using var stopped = _stage.Open();
        await using var next = _stage.Open();
        await using var another = _stage.Open();
        stopped.Claim("m1", 5);
        next.Claim("m1", 6);
        another.Claim("m2", 7);
        await stopped.Empty(None);
        await stopped.Add(Page(1), None);
        await next.Empty(None);
        await next.Add(Page(2), None);
        await next.Add(Page(3), None);
        foreach (var late in new[] { stopped, another })
        {
            Assert.That(async () => await late.Add(Page(4), None), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
            Assert.That(async () => await late.Empty(None), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
        }
        Assert.That(_stage.Text("SELECT string_agg(encode(token, 'hex'), ' ' ORDER BY token) FROM tokens"), Is.EqualTo($"{new string('0', 31)}2 {new string('0', 31)}3"));

        static VaultPage Page(byte person) => VaultPage.None with
        {
            Tokens = [new(Lookup.Of($"user-{person}", new byte[32]), string.Create(System.Globalization.CultureInfo.InvariantCulture, $"s-{person:x32}"))],
        };
    }

    [Test]
    public async Task What_is_new_is_on_the_disk_once_it_is_committed()
    {
        Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        var made = _stage.Text("SELECT pg_current_wal_insert_lsn()::text");
        await Vault.Commit(None);
        Assert.That(_stage.Text($"SELECT (pg_current_wal_flush_lsn() >= '{made}')::text"), Is.EqualTo("true"));
    }

    [TestCase(true), TestCase(false)]
    public async Task What_another_replica_made_is_made_durable_where_it_is_used_for_the_first_time(bool committed)
    {
        Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        var (other, connections) = await _stage.OpenAlone();
        other.CurrentKey(Owner, KeyClass.Content, "contact");
        if (committed) await other.Commit(None);
        other.CurrentKey(Owner, KeyClass.Content, "contact");
        await connections.DisposeAsync();
        Assert.That(async () => await other.Commit(None), committed ? Throws.Nothing : Throws.InstanceOf<ObjectDisposedException>(), "nothing is left to be done, or something is");
        await other.DisposeAsync();
    }

    [Test]
    public async Task Of_two_replicas_that_race_both_get_the_same_tokens_and_keys()
    {
        await using var other = _stage.Open();
        IKeyVault[] replicas = [Vault, other];
        var seen = await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(async () =>
        {
            var vault = replicas[thread % 2];
            var mine = new List<string>();
            for (var person = 0; person < 60; person++)
            {
                var token = vault.TokenFor($"user-{person}");
                mine.Add(token + Convert.ToHexString(vault.CurrentKey(token, KeyClass.Content, "contact").Bytes));
                if (person % 20 == 0) await vault.Commit(None);
            }
            return mine;
        })));
        Assert.That(seen, Is.All.EqualTo(seen[0]));
        Assert.That(_stage.Text("SELECT (SELECT count(*) FROM tokens) || ' ' || (SELECT count(*) FROM keys) || ' ' || (SELECT count(*) FROM wrapped)"), Is.EqualTo("60 60 60"));
    }

    [Test]
    public async Task What_one_replica_destroys_the_other_reads_no_more()
    {
        var token = Vault.TokenFor("user-1");
        var key = Vault.CurrentKey(token, KeyClass.Content, KeyName.ContactCategory).Name;
        Vault.NoteContact(key, "anna@example.org");
        await Vault.Commit(None);
        await using var other = _stage.Open();
        Assert.That(other.Find(key), Is.Not.Null);
        Assert.That(other.CurrentKey(token, KeyClass.Content, KeyName.ContactCategory).Name, Is.EqualTo(key));

        await Vault.Destroy([new(7, [key], token)], None);

        Assert.That(other.FindToken("user-1"), Is.Null);
        Assert.That(other.FindByContact("anna@example.org"), Is.Empty);
        Assert.That(other.KeysOf(token), Is.Empty);
        Assert.That(other.Find(key), Is.Null);
        Assert.That(other.IsDestroyed(key), Is.True, "it has seen so");
        Assert.That(other.CurrentKey(token, KeyClass.Content, KeyName.ContactCategory).Name.Generation, Is.EqualTo(2));
    }

    [Test]
    public async Task A_replica_that_carries_out_what_another_destroyed_seals_under_it_no_more()
    {
        var token = Vault.TokenFor("user-1");
        var key = Vault.CurrentKey(token, KeyClass.Content, "contact").Name;
        await using var other = _stage.Open();
        Assert.That(other.TokenFor("user-1"), Is.EqualTo(token));
        Assert.That(other.CurrentKey(token, KeyClass.Content, "contact").Name, Is.EqualTo(key));
        other.NoteContact(key, "late@example.org");
        await Vault.Destroy([new(7, [key], token)], None);

        await other.Destroy([new(7, [key], token)], None);   // as its sequencer does when it reads the event

        Assert.That(other.IsDestroyed(key), Is.True);
        Assert.That(other.TokenFor("user-1"), Is.Not.EqualTo(token));
        Assert.That(other.CurrentKey(token, KeyClass.Content, "contact").Name, Is.EqualTo(key with { Generation = 2 }));
        await other.Commit(None);
        Assert.That(Vault.FindByContact("late@example.org"), Is.Empty);
    }

    [Test]
    public async Task A_replica_that_has_not_heard_of_another_master_key_is_refused()
    {
        var key = Vault.CurrentKey(Owner, KeyClass.Content, "contact");
        await Vault.Secret("log-key", () => [1, 2, 3], None);
        await using var other = _stage.Open();
        byte[] newMaster = [.. Enumerable.Repeat((byte)7, 32)];
        await Vault.RotateMaster(newMaster, None);

        Assert.That(() => other.Find(key.Name), Refused(StoreRefusedException.MasterKeyWrong));
        Assert.That(() => other.CurrentKey(Owner, KeyClass.Content, "device"), Refused(StoreRefusedException.MasterKeyWrong));
        Assert.That(async () => await other.Secret("log-key", () => [9], None), Refused(StoreRefusedException.MasterKeyWrong));
        Assert.That(async () => await other.Secret("another", () => [9], None), Refused(StoreRefusedException.MasterKeyWrong));
        Assert.That(async () => await other.RotateMaster([.. Enumerable.Repeat((byte)8, 32)], None), Refused(StoreRefusedException.MasterKeyWrong));
        Assert.That(() => _stage.Open(), Refused(StoreRefusedException.MasterKeyWrong));
        await using var again = _stage.Open(newMaster);
        Assert.That(again.Find(key.Name), Is.EqualTo(key.Bytes));
        await other.RotateMaster(newMaster, None);   // told the same key, it goes on
        Assert.That(other.Find(key.Name), Is.EqualTo(key.Bytes));
        Assert.That(Vault.KeysOf(Owner), Is.EqualTo(new[] { key.Name }));
    }

    [Test]
    public void A_master_key_that_is_none_or_another_is_refused()
    {
        Assert.That(() => _stage.Open(new byte[31]), Refused(StoreRefusedException.MasterKeyMissing));
        Assert.That(() => _stage.Open([.. Enumerable.Repeat((byte)4, 32)]), Refused(StoreRefusedException.MasterKeyWrong));
    }

    [Test]
    public async Task A_wrapped_key_that_was_changed_or_moved_is_not_used()
    {
        var (one, two) = (Vault.CurrentKey("ledger", KeyClass.Content, "one"), Vault.CurrentKey("ledger", KeyClass.Content, "two"));
        _stage.Text("UPDATE wrapped SET bytes = (SELECT bytes FROM wrapped JOIN keys USING (id) WHERE category = 'two') WHERE id = (SELECT id FROM keys WHERE category = 'one')");
        Assert.That(() => Vault.Find(one.Name), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Damaged));
        Assert.That(Vault.Find(two.Name), Is.EqualTo(two.Bytes));
        await Reopen();
        Assert.That(() => Vault.CurrentKey("ledger", KeyClass.Content, "one"), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Damaged));
    }

    [Test]
    public async Task Connections_that_were_cut_are_made_again()
    {
        var token = Vault.TokenFor("user-1");
        _stage.Text($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.That(Vault.FindToken("user-1"), Is.EqualTo(token));
        _stage.Text($"SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        await Vault.Commit(None);
        await Vault.Destroy([new(1, [], token)], None);
        Assert.That(Vault.FindToken("user-1"), Is.Null);
    }

    static NUnit.Framework.Constraints.EqualStringConstraint Refused(string code) => Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(code);
}
