using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Sealing;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>What was made in the vault and not committed yet may be lost with its server: then a commit must say so, and nothing be recorded under it.</summary>
sealed class PostgresVaultLossTests
{
    const string Person = "user-1";

    static readonly CancellationToken None = CancellationToken.None;
    static readonly byte[] Master = [.. Enumerable.Repeat((byte)3, 32)];

    VaultStage _stage = null!;
    PostgresKeyVault _vault = null!;

    [OneTimeSetUp]
    public async Task MakeDatabase() => _stage = await VaultStage.New();

    [OneTimeTearDown]
    public async Task CloseDatabase() => await _stage.DisposeAsync();

    [SetUp]
    public void Open()
    {
        _stage.Empty();
        _vault = _stage.Open();
    }

    [TearDown]
    public async Task Close() => await _vault.DisposeAsync();

    [Test]
    public async Task Keys_that_a_killed_server_lost_are_committed_by_nobody()
    {
        // Nothing but a commit that is waited for takes its log to the disk for so long.
        await using var server = await PostgresServer.Start("-c wal_writer_delay=10s -c autovacuum=off");
        await using var database = await PostgresDatabase.OpenVault(new(server.Login()), None);
        VaultKey lost;
        for (var attempt = 0; ; attempt++)
        {
            await using var vault = await PostgresKeyVault.Open(database, Master, Randomness.System, None);
            lost = vault.CurrentKey(vault.TokenFor(Person), KeyClass.Content, "contact");
            await server.Kill();
            await server.Start();
            var isThere = vault.Find(lost.Name) is not null;   // over a new connection
            if (isThere && attempt < 5) continue;   // written in this very moment
            Assert.That(isThere, Is.False, "the test needs the loss");
            Assert.That(async () => await vault.Commit(None), Failed(StoreFailedException.Reopen));
            vault.CurrentKey("ledger", KeyClass.Content, "note");
            Assert.That(async () => await vault.Commit(None), Failed(StoreFailedException.Reopen), "until it is opened again");
            break;
        }
        await using var opened = await PostgresKeyVault.Open(database, Master, Randomness.System, None);
        var token = opened.TokenFor(Person);
        var made = opened.CurrentKey(token, KeyClass.Content, "contact");
        await opened.Commit(None);
        Assert.That((token, made.Bytes), Is.Not.EqualTo((lost.Name.Owner, lost.Bytes)));
        Assert.That(opened.Find(made.Name), Is.EqualTo(made.Bytes));
    }

    [Test]
    public void A_token_that_is_not_there_any_more_is_lost()
    {
        _vault.TokenFor(Person);
        _stage.Text("DELETE FROM tokens");
        Assert.That(async () => await _vault.Commit(None), Failed(StoreFailedException.Reopen));
    }

    [Test]
    public async Task A_key_that_was_made_anew_under_its_name_is_lost()
    {
        var lost = _vault.CurrentKey("ledger", KeyClass.Content, "note");
        _stage.Text("DELETE FROM wrapped; DELETE FROM keys");
        await using var other = _stage.Open();
        Assert.That(other.CurrentKey("ledger", KeyClass.Content, "note").Name, Is.EqualTo(lost.Name));
        await other.Commit(None);
        Assert.That(async () => await _vault.Commit(None), Failed(StoreFailedException.Reopen));
    }

    [Test]
    public async Task What_another_replica_destroyed_or_forgot_is_not_lost()
    {
        var token = _vault.TokenFor(Person);
        await _vault.Commit(None);
        await using var other = _stage.Open();
        var key = other.CurrentKey(other.TokenFor(Person), KeyClass.Content, "contact").Name;
        await _vault.Destroy([new(7, [key], token)], None);
        await other.Commit(None);
        Assert.That(other.FindToken(Person), Is.Null);
    }

    [Test]
    public async Task What_was_wrapped_anew_is_not_lost()
    {
        var key = _vault.CurrentKey(_vault.TokenFor(Person), KeyClass.Content, "contact");
        await _vault.RotateMaster([.. Enumerable.Repeat((byte)7, 32)], None);
        await _vault.Commit(None);
        Assert.That(_vault.Find(key.Name), Is.EqualTo(key.Bytes));
    }

    [Test]
    public async Task Only_what_this_replica_carried_out_counts_as_carried_out_here()
    {
        await using var other = _stage.Open();
        await other.AdvanceDestroyedUpTo(10, None);
        await _vault.AdvanceDestroyedUpTo(5, None);
        Assert.That(_vault.DestroyedUpTo, Is.EqualTo(5));
        Assert.That(_stage.Text("SELECT value FROM meta WHERE name = 'destroyed-up-to'"), Is.EqualTo("10"));
    }

    static NUnit.Framework.Constraints.EqualStringConstraint Failed(string code) => Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(code);
}
