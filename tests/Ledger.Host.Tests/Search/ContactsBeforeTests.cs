using System.Text;
using Ledger.Access;
using Ledger.Host.Search;
using Ledger.Intake;
using Ledger.Law;
using Ledger.Sealing;
using Microsoft.Data.Sqlite;

namespace Ledger.Host.Tests.Search;

/// <summary>A data folder from before contacts could be found: opening it notes them, as far as they can still be read.</summary>
public sealed class ContactsBeforeTests
{
    static readonly Actor Officer = new("officer-1", Role.Officer);

    string _folder = null!;

    [SetUp]
    public void Folder() => _folder = Directory.CreateTempSubdirectory("ledger-before-").FullName;

    [TearDown]
    public void Gone() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task What_was_recorded_before_is_found_after_and_what_was_shredded_is_not()
    {
        await using (var ledger = await Open())
        {
            var recorded = await ledger.Mediator.Send(new PublishEvents([.. new[]
            {
                Lines.OptedIn("o-1", "u-1", "anna@example.org"), Lines.OptedIn("o-2", "u-2", "boris@example.org"), Lines.Registered("r-3", "u-3"),
            }.Select(Bytes)], Officer));
            Assert.That(recorded.Refusal, Is.Null);
            Assert.That((await ledger.Mediator.Send(new PublishEvents([Bytes(Lines.Event("s-2", "u-2", "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}"""))], Officer))).Refusal, Is.Null);
        }
        MakeOlder();
        for (var opened = 0; opened < 2; opened++)
        {
            await using var ledger = await Open();
            Assert.That(ledger.Get<IKeyVault>().ContactsNoted, Is.True);
            Assert.That((await Find(ledger, "Anna@example.org")).Select(p => (p.Id, p.By)), Is.EqualTo(new[] { ("u-1", FoundBy.Contact) }));
            Assert.That(await Find(ledger, "boris@example.org"), Is.Empty);
            Assert.That(Rows(), Is.EqualTo(1), "each once");
        }
    }

    Task<EmbeddedLedger> Open() =>
        EmbeddedLedger.Open(new Settings(_folder, "ledger.test/before", Officer, LegalClock.Moscow, PublishingRules.Default), TimeProvider.System, Randomness.System, default);

    static async Task<IReadOnlyList<FoundPerson>> Find(EmbeddedLedger ledger, string text) => (await ledger.Mediator.Send(new FindPerson(text, "call", Officer))).Value.Persons;

    static ReadOnlyMemory<byte> Bytes(string line) => Encoding.UTF8.GetBytes(line);

    void MakeOlder() => Vault("DROP TABLE contacts; DELETE FROM meta WHERE name = 'contacts-noted'; PRAGMA user_version=1");

    long Rows() => (long)Vault("SELECT count(*) FROM contacts")!;

    object? Vault(string sql)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "vault.db"), Pooling = false };
        using var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
