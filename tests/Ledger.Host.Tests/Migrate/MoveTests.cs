using Ledger.Access;
using Ledger.Host.Check;
using Ledger.Host.Migrate;
using Ledger.Host.Tests.Continuing;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Migration;
using Ledger.Proofs;
using Ledger.Sealing;
using Ledger.Sqlite;
using Ledger.Storage.Tests.Postgres;

namespace Ledger.Host.Tests.Migrate;

/// <summary>A ledger that moves to another engine and back is the same ledger, and what was given out before verifies.</summary>
public sealed class MoveTests
{
    MovedPlace _place = null!;

    [OneTimeSetUp]
    public async Task Told()
    {
        _place = new();
        await _place.Tell();
    }

    [OneTimeTearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public async Task To_PostgreSQL_and_back_it_stays_what_it_was()
    {
        var (source, database, back) = (_place.Embedded(MovedPlace.Source), await _place.Database("answers"), _place.Embedded("back"));
        await File.WriteAllTextAsync(_place.At(MovedPlace.Source, "answers", "of-no-event.answer"), "left by a crash: it is swept away there, and keeps nothing from moving");
        var before = Untouched();
        var there = await MovedPlace.Move(source, database);
        Assert.That(Untouched(), Is.EqualTo(before), "the source was touched");
        Assert.That(async () => await MovedPlace.Open(source), Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.Moved));
        Assert.That((await MovedPlace.Try(source, _place.Embedded("elsewhere"))).Refusal?.Code, Is.EqualTo(MigrationRefusals.Done));
        Assert.That(Directory.Exists(_place.At("elsewhere")), Is.False, "nothing of its name is left where it did not go");
        var nowhere = await _place.Database("nowhere");
        Assert.That((await MovedPlace.Try(source, nowhere)).Refusal?.Code, Is.EqualTo(MigrationRefusals.Done));
        await using (var named = await MovedPlace.Open(nowhere with { Origin = "another.example/log" })) Assert.That(named.Get<IJournal>().Origin, Is.EqualTo("another.example/log"));
        await LedgerMove.Undo(source, TimeProvider.System, Randomness.System, default);   // other tests move it again
        Assert.That((there.Origin, there.Key?.Fingerprint, there.Answers, there.Rows > 1), Is.EqualTo((ContinuedPlace.New, _place.Key.Fingerprint, 3L, true)));
        Assert.That((there.Vault.Destroyed > 1, there.Vault.Contacts, there.Checkpoints > 1), Is.EqualTo((true, 2L, true)));

        var again = await MovedPlace.Move(database, back);
        Assert.That(again.Answers, Is.EqualTo(2));
        Assert.That((again.Events, Convert.ToHexString(again.Root), again.Checkpoints, again.Vault.Equals(there.Vault)), Is.EqualTo((there.Events, Convert.ToHexString(there.Root), there.Checkpoints, true)));
        await LedgerMove.Undo(database, TimeProvider.System, Randomness.System, default);
        foreach (var moved in new[] { database, back }) await IsTheSame(moved);

        string[] Untouched() => [.. _place.Fingerprint(MovedPlace.Source).Where(file => !file.Contains("service.db", StringComparison.Ordinal))];
    }

    [Test]
    public async Task Whatever_holds_a_ledger_is_refused_and_stays_as_it_is()
    {
        _place.Copy(MovedPlace.Source, "taken");
        var before = _place.Fingerprint("taken");
        Assert.That((await MovedPlace.Try(_place.Embedded(MovedPlace.Source), _place.Embedded("taken"))).Refusal?.Code, Is.EqualTo(MigrationRefusals.TargetTaken));
        Assert.That(_place.Fingerprint("taken"), Is.EqualTo(before));
    }

    [Test]
    public async Task Who_loses_the_target_to_another_ends_and_puts_nothing_more_into_it()
    {
        _place.Copy(MovedPlace.Source, "overtaken");
        var login = await TestPostgres.NewDatabase();
        var move = new LedgerMove(_place.Embedded("overtaken"), await _place.Database("overtaken-answers", login), TimeProvider.System, Randomness.System, what =>
        {
            if (what == "Keys copied")
            {
                TestPostgres.Execute(login, "UPDATE ledger.serving SET holder = gen_random_uuid(), until = clock_timestamp() + interval '20 seconds', turns = turns + 1").Wait();
                Thread.Sleep(TimeSpan.FromSeconds(6));   // it asks each second, and gives up by itself after five
            }
            return new Terminal.Progress(what, visible: false);
        });
        Assert.That(async () => await move.Run(default), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen).And.Message.Contains("target"));
        Assert.That(await TestPostgres.Ask<long>(login, "SELECT count(*) FROM ledger_vault.tokens"), Is.Zero);
    }

    /// <summary>Two moves of one ledger that both came to their end would be two ledgers of one name.</summary>
    [Test]
    public async Task A_move_that_was_given_up_goes_on_no_more_once_another_came_to_its_end()
    {
        _place.Copy(MovedPlace.Source, "twice");
        await GivenUp("half");
        await MovedPlace.Move(_place.Embedded("twice"), _place.Embedded("whole"));
        Assert.That((await MovedPlace.Try(_place.Embedded("twice"), _place.Embedded("half"))).Refusal?.Code, Is.EqualTo(MigrationRefusals.Done));
        await LedgerMove.Undo(_place.Embedded("twice"), TimeProvider.System, Randomness.System, default);
        Assert.That((await MovedPlace.Try(_place.Embedded("twice"), _place.Embedded("half"))).Refusal, Is.Null);

        async Task GivenUp(string to)
        {
            using var stop = new CancellationTokenSource();
            var move = new LedgerMove(_place.Embedded("twice"), _place.Embedded(to), TimeProvider.System, Randomness.System, what =>
            {
                if (what == "Keys copied") stop.Cancel();
                return new Terminal.Progress(what, visible: false);
            });
            Assert.That(async () => await move.Run(stop.Token), Throws.InstanceOf<OperationCanceledException>());
        }
    }

    [Test]
    public async Task What_lies_half_done_is_not_served_and_takes_no_other_ledger()
    {
        await using (var other = await MovedPlace.Open(_place.Embedded("other"))) await ContinuedPlace.Publish(other, Lines.Registered("o-1", "olga"));
        await using (var service = SqliteServiceTables.Open(_place.At("other", "service.db")))
            await service.Commit([new(typeof(UnfinishedRow), UnfinishedRow.Only, new UnfinishedRow(UnfinishedRow.Only, ContinuedPlace.Old))], default);
        Assert.That((await MovedPlace.Try(_place.Embedded(MovedPlace.Source), _place.Embedded("other"))).Refusal?.Code, Is.EqualTo(MigrationRefusals.TargetDiffers));
        Assert.That(async () => await MovedPlace.Open(_place.Embedded("other")), Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.MoveUnfinished));
    }

    [Test]
    public async Task A_destruction_that_a_crash_left_undone_is_carried_out_there()
    {
        await using (var ledger = await MovedPlace.Open(_place.Embedded("late"))) await ContinuedPlace.Publish(ledger, Lines.OptedIn("l-1", "lena", "lena@example.com"));
        File.Copy(_place.At("late", "vault.db"), _place.At("vault-before.db"));
        string token;
        await using (var ledger = await MovedPlace.Open(_place.Embedded("late")))
        {
            token = ledger.Get<IKeyVault>().FindToken("lena")!;
            await ContinuedPlace.Publish(ledger, Server.Published.Shredded("l-2", "lena"));
        }
        File.Copy(_place.At("vault-before.db"), _place.At("late", "vault.db"), overwrite: true);
        var moved = await MovedPlace.Move(_place.Embedded("late"), _place.Embedded("late-moved"));
        Assert.That(moved.Vault.Destroyed, Is.Zero, "the vault of before knew nothing of it");
        await using var there = await MovedPlace.Open(_place.Embedded("late-moved"));
        Assert.That(there.Get<IKeyVault>().KeysOf(token).Where(key => key.Class == KeyClass.Content), Is.Empty);
        Assert.That(await ContinuedPlace.Values(there, "lena"), Has.None.EqualTo("lena@example.com"));
    }

    async Task IsTheSame(Settings moved)
    {
        await using var ledger = await MovedPlace.Open(moved);
        Assert.That(ContinuedPlace.KeyOf(ledger).Fingerprint, Is.EqualTo(_place.Key.Fingerprint));
        Assert.That(ContinuedPlace.Verify(_place.Bundle, ContinuedPlace.KeyOf(ledger)).Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(ContinuedPlace.Verify(_place.OldBundle, _place.OldKey).Outcome, Is.EqualTo(BundleOutcome.Genuine));
        Assert.That(_place.Proof.Verify(_place.Receipt.LeafHash, ContinuedPlace.KeyOf(ledger)), Is.Not.Null);
        var entry = await ledger.Get<IJournal>().At(_place.Receipt.Index, default);
        Assert.That(MerkleTree.LeafHash(entry!.Bytes.Span), Is.EqualTo(_place.Receipt.LeafHash));
        Assert.That((await ContinuedPlace.Publish(ledger, Lines.OptedIn("a-2", "anna", "anna@new.example")))[0], Has.Property("Index").EqualTo(_place.Receipt.Index).And.Property("Duplicate").True);

        Assert.That(await ContinuedPlace.Values(ledger, "anna"), Is.SupersetOf(new[] { "anna", "anna@example.com", "anna@new.example" }), "under both origins");
        var vault = ledger.Get<IKeyVault>();
        Assert.That((vault.FindToken("vera"), vault.FindByContact("boris@example.com"), vault.FindByContact("Anna@example.com")), Is.EqualTo(((string?)null, Array.Empty<string>(), new[] { vault.FindToken("anna") })));
        Assert.That(await ContinuedPlace.Values(ledger, "boris"), Has.None.EqualTo("boris@example.com"));
        Assert.That(vault.CurrentKey(vault.FindToken("boris")!, KeyClass.Content, KeyName.ContactCategory).Name.Generation, Is.EqualTo(2), "a destroyed key's name is never used again");

        Assert.That((await ledger.Get<ApiKeys>().Identify(_place.ApiKey, default))?.Actor.Name, Is.EqualTo("panel"));
        Assert.That(await ledger.Get<Subscribers>().AddressOf(_place.Webhook, default), Is.EqualTo("https://hooks.example/ledger"));
        Assert.That(await MovedPlace.Fetched(ledger), Is.EqualTo(_place.Answer));
        var report = await ledger.Get<StoreCheck>().Run((_, _) => { }, null, default);
        Assert.That(report.Faults.Select(fault => fault.Code), Is.EqualTo(new[] { "timestamp-wrong" }), "the made-up timestamp came along, and nothing else is wrong");
    }
}
