using Ledger.Continuing;
using Ledger.Host.Check;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Reading;
using Ledger.Sealing;
using Ledger.Sqlite;
using Microsoft.Data.Sqlite;
using static Ledger.Host.Tests.Continuing.ContinuedPlace;

namespace Ledger.Host.Tests.Continuing;

/// <summary>Data folders before, during and after a log goes on under a new origin: none opens where an index would be signed twice under one origin.</summary>
public sealed class ContinuedFolderTests
{
    ContinuedPlace _place = null!;
    string _note = null!;
    long _copied;

    [SetUp]
    public async Task A_copy_and_a_source_that_signed_more()
    {
        _place = new();
        await using (var ledger = await _place.Open("source"))
        {
            await Publish(ledger, Lines.Registered("a-1", "anna"), Lines.OptedIn("a-2", "anna", "anna@example.com"));
            await Signed(ledger);
            _copied = await ledger.Get<IJournal>().Count(default);
        }
        _place.Copy("source", "copy");
        await using (var ledger = await _place.Open("source"))
        {
            await Publish(ledger, Lines.Registered("b-1", "boris"), Lines.Registered("c-1", "clara"));
            _note = (await Signed(ledger)).Note;
        }
    }

    [TearDown]
    public void Gone() => _place.Dispose();

    [Test]
    public async Task A_journal_that_was_brought_without_its_checkpoints_opens_in_no_other_way()
    {
        _place.Copy("source", "brought", "journal.db", "vault.db", "master.key");
        for (var time = 0; time < 2; time++) Assert.That(async () => await _place.Open("brought"), Refused("ledger restore"));
        Assert.That((await _place.Continue("brought")).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointMissing));
        Assert.That(async () => await _place.Open("brought"), Refused("ledger restore"), "a refusal changes nothing");
        Assert.That((await _place.Continue("brought", _note)).Refusal, Is.Null);
        await using var ledger = await _place.Open("brought");
        await Publish(ledger, Lines.OptedIn("a-3", "anna", "anna@new.example"));
        await Signed(ledger);
        await IsWhole(ledger);
    }

    [Test]
    public async Task A_journal_that_was_brought_with_its_checkpoints_and_holds_them_goes_on_as_it_was()
    {
        _place.Copy("source", "brought", "journal.db", "vault.db", "master.key", "checkpoints.db");
        await using var ledger = await _place.Open("brought");
        await Publish(ledger, Lines.OptedIn("a-3", "anna", "anna@new.example"));
        Assert.That((await Signed(ledger)).Note, Does.StartWith(Old + "\n"));
    }

    /// <summary>A process that ended after each of its steps: it is as it was before, and what was begun can be begun again.</summary>
    [Test]
    public async Task What_a_crash_left_before_the_journals_step_is_as_before_and_is_done_again([Values(1, 2)] int steps)
    {
        _place.Copy("source", "copy", "checkpoints.db");
        await using (var store = await SqliteLedgerStore.OpenRestored(_place.At("copy"), Projections.ProjectionTables.All, Randomness.System, default))
            await store.ReadModels.Swap(await store.ReadModels.Beside(default), default);
        if (steps == 2) await SqliteCheckpoints.Open(Path.Combine(_place.At("copy"), "checkpoints-2.db")).DisposeAsync();
        Assert.That(async () => await _place.Open("copy"), Throws.InstanceOf<Projections.LogContradictedException>());
        Assert.That((await _place.Continue("copy")).Value.Index, Is.EqualTo(_copied));
        await using var ledger = await _place.Open("copy");
        await IsWhole(ledger);
    }

    [Test]
    public async Task What_a_crash_left_after_the_journals_step_is_ended_by_doing_it_again()
    {
        _place.Copy("copy", "brought", "journal.db", "vault.db", "master.key");
        var first = await _place.Continue("brought", _note);
        File.Delete(Path.Combine(_place.At("brought"), "format"));
        Assert.That(async () => await _place.Open("brought"), Refused("ledger restore"));
        Assert.That((await _place.Continue("brought", _note)).Value, Is.EqualTo(first.Value));
        await using var ledger = await _place.Open("brought");
        Assert.That(await ledger.Get<IJournal>().Count(default), Is.EqualTo(_copied + 1));
    }

    [Test]
    public async Task Continuing_twice_under_one_name_is_continuing_once_and_no_name_is_taken_again()
    {
        var first = (await _place.Continue("copy", _note)).Value;
        Assert.That((await _place.Continue("copy", _note)).Value, Is.EqualTo(first));
        Assert.That((await _place.Continue("copy", _note, origin: Old)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.OriginUsed));
        await using var ledger = await _place.Open("copy");
        Assert.That(ledger.Get<IJournal>().Origins.All, Is.EqualTo(new LogOrigin[] { new(0, Old), new(_copied, New) }));
    }

    [Test]
    public async Task An_older_journal_in_a_folder_that_went_on_is_refused()
    {
        var older = await File.ReadAllBytesAsync(Path.Combine(_place.At("copy"), "journal.db"));
        await _place.Continue("copy", _note);
        await using (var ledger = await _place.Open("copy")) await Signed(ledger);
        await File.WriteAllBytesAsync(Path.Combine(_place.At("copy"), "journal.db"), older);
        Assert.That(async () => await _place.Open("copy"), Refused("ledger restore"));
        Assert.That(async () => await _place.Continue("copy", _note, "ledger.test/third"), Refused("ledger restore"));
    }

    [Test]
    public async Task A_later_origins_list_that_was_lost_is_missed()
    {
        await _place.Continue("copy", _note);
        await using (var ledger = await _place.Open("copy")) await Signed(ledger);
        File.Delete(Path.Combine(_place.At("copy"), "checkpoints-2.db"));
        Assert.That(async () => await _place.Open("copy"), Refused("checkpoints-2.db is missing"));
    }

    [Test]
    public async Task A_note_the_old_key_did_not_sign_is_not_cited()
    {
        var other = await _place.Open("other");
        await Publish(other, Lines.Registered("x-1", "xenia"), Lines.Registered("x-2", "yana"), Lines.Registered("x-3", "zoya"));
        var forged = (await Signed(other)).Note;
        await other.DisposeAsync();
        Assert.That((await _place.Continue("copy", forged)).Refusal?.Code, Is.EqualTo(ContinuationRefusals.CheckpointUnsigned));
        Assert.That((await _place.Continue("copy", _note)).Refusal, Is.Null);
    }

    [Test]
    public async Task What_ran_ahead_of_the_journal_is_taken_back()
    {
        await using (var ledger = await _place.Open("copy"))
        {
            await ledger.Get<IKeyVault>().AdvanceDestroyedUpTo(_copied + 5, default);
            await ledger.Get<IServiceTables>().Commit(
            [
                Row(new SubscriberRow("wh-1", "crm", "", "", 0, _copied + 4, true, 1, null)), Row(new SubscriberProgressRow("wh-1", _copied + 5, false, 1, null, null, null)),
                Row(new SubscriberProgressRow("wh-2", 1, false, 0, null, null, null)),
                Row(new DeliveryRow("wh-1", _copied, 1, 0, null, false)), Row(new DeliveryRow("wh-2", 0, 1, 0, null, true)),
            ], default);
        }
        await _place.Continue("copy", _note);
        await using var store = await SqliteLedgerStore.Open(_place.At("copy"), Old, Projections.ProjectionTables.All, Randomness.System, default);
        Assert.That(store.Vault.DestroyedUpTo, Is.EqualTo(_copied));
        Assert.That((await store.Service.Query<SubscriberRow>(rows => rows, default)).Select(row => row.From), Is.EqualTo(new[] { _copied }));
        Assert.That((await store.Service.Query<SubscriberProgressRow>(rows => rows.OrderBy(row => row.Id), default)).Select(row => row.Position), Is.EqualTo(new[] { _copied, 1 }));
        Assert.That((await store.Service.Query<DeliveryRow>(rows => rows, default)).Select(row => row.Index), Is.EqualTo(new[] { 0L }));
    }

    [TestCase("UPDATE origins SET idx = idx - 1")]
    [TestCase("UPDATE origins SET idx = idx + 1")]
    [TestCase("UPDATE meta SET value = 'ledger.test/other'")]
    [TestCase("DELETE FROM origins")]
    public async Task A_check_misses_nothing_that_was_done_to_the_list_of_origins(string change)
    {
        await _place.Continue("copy", _note);
        await using (var ledger = await _place.Open("copy")) await Publish(ledger, Lines.OptedIn("a-3", "anna", "anna@new.example"));
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(_place.At("copy"), "journal.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = change;
            Assert.That(command.ExecuteNonQuery(), Is.EqualTo(1));
        }
        await using var store = await SqliteLedgerStore.Open(_place.At("copy"), Old, Projections.ProjectionTables.All, Randomness.System, default);
        List<StoreFault> faults = [];
        var check = new JournalCheck(store.Journal.Origins, store.Vault, faults);
        await foreach (var entry in store.Journal.ReadAll(0, default)) check.Take(entry);
        check.End();
        Assert.That(faults.Select(fault => fault.Code), Does.Contain("origin-wrong"));
    }

    static RowChange Row<TRow>(TRow row) where TRow : class, IRow => new(typeof(TRow), row.Key, row);

    static NUnit.Framework.Constraints.ContainsConstraint Refused(string says) =>
        Throws.InstanceOf<StoreRefusedException>().With.Property("Code").EqualTo(StoreRefusedException.Damaged).And.Message.Contains(says);
}
