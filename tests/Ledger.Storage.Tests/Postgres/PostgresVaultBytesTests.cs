using System.Text;
using Ledger.Postgres;
using Ledger.Sealing;
using Npgsql;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>What lies in the files of the database, and what the role the ledger works as may do.</summary>
sealed class PostgresVaultBytesTests
{
    static readonly CancellationToken None = CancellationToken.None;

    [Test]
    public async Task Destroyed_keys_tokens_contacts_and_secrets_leave_the_files_of_the_database_when_it_is_scrubbed()
    {
        await using var stage = await VaultStage.New();
        await using var vault = stage.Open();
        for (var person = 0; person < 120; person++)
        {
            var key = vault.CurrentKey(vault.TokenFor($"user-{person}"), KeyClass.Content, KeyName.ContactCategory);
            vault.NoteContact(key.Name, $"user-{person}@example.org");
            if (person % 10 == 0) await vault.Secret($"webhook/wh-{person}", () => [.. Enumerable.Repeat((byte)(person % 251), 20)], None);
        }
        await vault.Commit(None);
        var needles = stage.Column("SELECT bytes FROM wrapped ORDER BY id");
        var (tokens, contacts) = (stage.Column("SELECT token FROM tokens JOIN keys ON owner = 's-' || encode(token, 'hex') ORDER BY id"), stage.Column("SELECT lookup FROM contacts ORDER BY key"));
        var secrets = stage.Column("SELECT wrapped FROM secrets WHERE name LIKE 'webhook/%' ORDER BY substr(name, 12)::int");
        var names = stage.Column("SELECT convert_to(owner || '/content/' || category || '/' || generation, 'UTF8') FROM keys ORDER BY id").ConvertAll(name => KeyName.Parse(Encoding.ASCII.GetString(name))!);
        Assert.That(Found(stage, [.. needles, .. tokens, .. contacts, .. secrets]), Is.EqualTo(372), "the search must find what is there");

        await vault.Destroy([.. names.Where(IsGone).Select((name, n) => new DueDestruction(n, [name], name.Owner))], None);
        for (var person = 0; person < 120; person += 20) await vault.RemoveSecret($"webhook/wh-{person}", None);
        List<byte[]> gone = [.. needles.Where(IsGone), .. tokens.Where(IsGone), .. contacts.Where(IsGone), .. secrets.Where(IsGone)];
        Assert.That(gone, Has.Count.EqualTo(186));
        Assert.That(await Scrubbed(vault), Is.Positive);
        Assert.That(Found(stage, gone), Is.Zero);
        Assert.That(Found(stage, [.. needles, .. tokens, .. contacts, .. secrets]), Is.EqualTo(186));
        Assert.That(await vault.Scrub(None), Is.False, "nothing was destroyed since");
        Assert.That(names.Where((_, place) => place % 2 == 1).Select(vault.Find), Has.None.Null);

        static bool IsGone<T>(T one, int place) => place % 2 == 0;
    }

    [Test]
    public async Task What_an_older_transaction_may_still_see_is_scrubbed_when_it_has_ended()
    {
        await using var stage = await VaultStage.New();
        await using var vault = stage.Open();
        var key = vault.CurrentKey(vault.TokenFor("user-1"), KeyClass.Content, KeyName.ContactCategory);
        await vault.Commit(None);
        var gone = stage.Column("SELECT bytes FROM wrapped");
        await using var reader = await stage.Connect();
        await using (var transaction = await reader.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead))
        {
            await using (var looked = new NpgsqlCommand("SELECT 1", reader)) await looked.ExecuteScalarAsync();
            await vault.Destroy([new(1, [key.Name], key.Name.Owner)], None);
            for (var time = 0; time < 3; time++) Assert.That(await vault.Scrub(None), Is.True, "it is to be done again");
            Assert.That(Found(stage, gone), Is.EqualTo(1), "the transaction may see it");
        }
        Assert.That(await Scrubbed(vault), Is.Positive);
        Assert.That(Found(stage, gone), Is.Zero);
    }

    [Test]
    public async Task The_role_the_ledger_works_as_needs_no_more_than_it_is_given()
    {
        var owner = await TestPostgres.NewDatabase();
        var database = new NpgsqlConnectionStringBuilder(owner).Database!;
        await TestPostgres.Execute(owner, $"CREATE ROLE {database} LOGIN PASSWORD 'apart'");
        var application = new NpgsqlConnectionStringBuilder(owner) { Username = database, Password = "apart" }.ConnectionString;
        await using (var opened = await PostgresDatabase.OpenVault(new(application, owner), None))
        await using (var vault = await PostgresKeyVault.Open(opened, new byte[32], Randomness.System, None))
        {
            var token = vault.TokenFor("user-1");
            var key = vault.CurrentKey(token, KeyClass.Content, KeyName.ContactCategory);
            vault.NoteContact(key.Name, "anna@example.org");
            await vault.Commit(None);
            await vault.Secret("webhook/a", () => [1], None);
            await vault.RotateMaster([.. Enumerable.Repeat((byte)7, 32)], None);
            await vault.RemoveSecret("webhook/a", None);
            await vault.AdvanceDestroyedUpTo(5, None);
            await vault.Destroy([new(1, [key.Name], token)], None);
            Assert.That(await vault.Scrub(None), Is.True);
            Assert.That(vault.FindToken("user-1"), Is.Null);
        }
        foreach (var forbidden in new[] { "DELETE FROM ledger_vault.keys", "UPDATE ledger_vault.destroyed SET event = 0", "DROP TABLE ledger_vault.tokens", "TRUNCATE ledger_vault.wrapped" })
            Assert.That(async () => await TestPostgres.Execute(application, forbidden), Throws.InstanceOf<PostgresException>().With.Property("SqlState").EqualTo("42501"), forbidden);
        await TestPostgres.Execute(owner, $"DROP OWNED BY {database}; DROP ROLE {database}");
    }

    /// <summary>Scrubs until nothing remains, and how often it took: a statistics run of the server's own may still see rows.</summary>
    static async Task<int> Scrubbed(PostgresKeyVault vault)
    {
        var times = 0;
        for (; await vault.Scrub(None); times++) Assert.That(times, Is.LessThan(100), "something remains");
        return times;
    }

    /// <summary>How many of the byte strings are somewhere in the files of the database, as they would be found after a crash and its recovery.</summary>
    static int Found(VaultStage stage, List<byte[]> needles)
    {
        stage.Text("CHECKPOINT");
        var files = stage.Column("""
            SELECT pg_read_binary_file(folder || '/' || name, 0, 100000000, true)
            FROM (SELECT 'base/' || oid AS folder FROM pg_database WHERE datname = current_database()) AS at, LATERAL pg_ls_dir(folder) AS name
            """);
        return needles.Count(needle => files.Exists(file => file.AsSpan().IndexOf(needle) >= 0));
    }
}
