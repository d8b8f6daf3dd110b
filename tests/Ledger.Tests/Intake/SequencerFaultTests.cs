using Ledger.Journal;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>
/// Faults between the vault's commit, the journal's append and the destruction of keys. Each is followed by a start on the same stores and a full
/// check: no acknowledged event lost, no half batch, no gap, no key left that an event destroyed.
/// </summary>
public sealed class SequencerFaultTests
{
    MemoryJournal _journal = null!;
    MemoryKeyVault _vault = null!;

    [SetUp]
    public void NewStores() => (_journal, _vault) = (new("ledger.test/x"), new(Randomness.Seeded(1)));

    [TearDown]
    public async Task Close()
    {
        await _journal.DisposeAsync();
        await _vault.DisposeAsync();
    }

    [Test]
    public async Task A_broken_append_is_not_acknowledged_and_a_restart_goes_on(
        [Values(Break.BeforePersisting, Break.AfterPersisting)] Break at, [Values(1, 2, 3)] int append)
    {
        var error = new IOException("The disk broke.");
        var acknowledged = new List<Receipt>();
        await using (var broken = new TestLedger(new FaultyJournal(_journal, at, append) { Error = error }, new FaultyVault(_vault)))
        {
            for (var batch = 1; batch < append; batch++) acknowledged.AddRange((await broken.Publish(Service, Batch(batch))).Value);
            Assert.That(async () => await broken.Publish(Service, Batch(append)), Throws.TypeOf<LedgerStoppedException>().With.InnerException.SameAs(error));
            Assert.That(async () => await broken.Publish(Service, Batch(99)), Throws.TypeOf<LedgerStoppedException>(), "nothing is taken any more");
            Assert.That(broken.Sequencer.Failure, Is.Not.Null);
        }
        await using var again = new TestLedger(_journal, _vault);
        var repeated = (await again.Publish(Service, Batch(append))).Value;
        Assert.That(repeated.Select(r => r.Duplicate), Is.All.EqualTo(at == Break.AfterPersisting));
        await Check(again, [.. acknowledged, .. repeated], batches: append);
    }

    [Test]
    public async Task Memory_running_out_leaves_no_caller_waiting()
    {
        await using var ledger = new TestLedger(new FaultyJournal(_journal, Break.BeforePersisting, 1) { Error = new InsufficientMemoryException() }, _vault);
        var publishing = ledger.Publish(Service, Batch(1));
        Assert.That(await Task.WhenAny(publishing, Task.Delay(TimeSpan.FromSeconds(5))), Is.SameAs(publishing));
        Assert.That(async () => await publishing, Throws.TypeOf<LedgerStoppedException>());
    }

    [Test]
    public async Task All_who_wait_are_told_when_the_ledger_stops()
    {
        await using var ledger = new TestLedger(new FaultyJournal(_journal, Break.BeforePersisting, 1, forEver: true), _vault);
        var publishing = Enumerable.Range(1, 50).Select(n => ledger.Publish(Service, Batch(n))).ToArray();
        var all = Task.WhenAll(publishing);
        Assert.That(await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(5))), Is.SameAs(all));
        Assert.That(publishing.Select(p => p.Exception?.InnerException), Is.All.TypeOf<LedgerStoppedException>());
        Assert.That(await _journal.Count(default), Is.Zero);
    }

    [Test]
    public async Task A_lost_race_is_decided_again()
    {
        await using var ledger = new TestLedger(new FaultyJournal(_journal, Break.Conflict, 1), _vault);
        var receipts = (await ledger.Publish(Service, Batch(1))).Value;
        await Check(ledger, receipts, batches: 1);
    }

    [Test]
    public async Task A_journal_that_never_agrees_stops_the_ledger_instead_of_hanging_it()
    {
        await using var ledger = new TestLedger(new FaultyJournal(_journal, Break.Conflict, 1, forEver: true), _vault);
        var publishing = ledger.Publish(Service, Batch(1));
        Assert.That(await Task.WhenAny(publishing, Task.Delay(TimeSpan.FromSeconds(5))), Is.SameAs(publishing));
        Assert.That(async () => await publishing, Throws.TypeOf<LedgerStoppedException>());
    }

    [Test]
    public async Task Nothing_is_recorded_whose_keys_are_not_durable()
    {
        await using (var broken = new TestLedger(new FaultyJournal(_journal, Break.Nowhere, 0), new FaultyVault(_vault, commits: false)))
        {
            Assert.That(async () => await broken.Publish(Service, Batch(1)), Throws.TypeOf<LedgerStoppedException>());
        }
        Assert.That(await _journal.Count(default), Is.Zero);
        await using var again = new TestLedger(_journal, _vault);
        await Check(again, (await again.Publish(Service, Batch(1))).Value, batches: 1);
    }

    [Test]
    public async Task A_destruction_that_failed_is_not_acknowledged_and_start_up_carries_it_out()
    {
        KeyName[] content;
        await using (var broken = new TestLedger(new FaultyJournal(_journal, Break.Nowhere, 0), new FaultyVault(_vault, destroys: false)))
        {
            await broken.Publish(Service, OptIn("a", "u-1"));
            content = [.. _vault.KeysOf(_vault.FindToken("u-1")!).Where(k => k.Class == KeyClass.Content)];
            Assert.That(async () => await broken.Publish(Officer, Event("s", "person.shredded", "u-1", """{"reason":"withdrawal","categories":[]}""")),
                Throws.TypeOf<LedgerStoppedException>());
            Assert.That(broken.Sequencer.Failure, Is.Not.Null);
            Assert.That(broken.Sequencer.CarriedOutUpTo, Is.EqualTo(await _journal.Count(default) - 1), "all but the destroying event");
            await _vault.AdvanceDestroyedUpTo(broken.Sequencer.CarriedOutUpTo, default);
        }
        Assert.That(content.Select(_vault.IsDestroyed), Is.All.False);
        await DestructionRecovery.Run(_journal, _vault, default);
        Assert.That(content, Is.Not.Empty.And.All.Matches<KeyName>(_vault.IsDestroyed));
    }

    [Test]
    public async Task A_closed_sequencer_says_so()
    {
        var ledger = new TestLedger(_journal, _vault);
        await ledger.Sequencer.DisposeAsync();
        Assert.That(async () => await ledger.Publish(Service, Batch(1)), Throws.TypeOf<ObjectDisposedException>());
        Assert.That(ledger.Sequencer.Failure, Is.Null);
    }

    [Test]
    public async Task Recorded_time_does_not_fall_over_a_restart_with_the_clock_set_back()
    {
        var first = new TestLedger(new FaultyJournal(_journal, Break.Nowhere, 0), new FaultyVault(_vault));
        await first.Publish(Service, Batch(1));
        await first.DisposeAsync();
        await using var again = new TestLedger(_journal, _vault);
        again.Clock.Now -= TimeSpan.FromHours(1);
        await again.Publish(Service, Batch(2));
        Assert.That((await again.Recorded()).Select(e => e.RecordedTime), Is.Ordered);
    }

    static string[] Batch(int number) => [OptIn($"a{number}", $"u-{number}"), OptIn($"b{number}", $"u-{number}"), OptIn($"c{number}", "u-everybody")];

    static async Task Check(TestLedger ledger, IReadOnlyList<Receipt> acknowledged, int batches)
    {
        var recorded = await ledger.Recorded();
        Assert.Multiple(() =>
        {
            Assert.That(recorded.Select(e => e.Index), Is.EqualTo(Enumerable.Range(0, recorded.Count).Select(i => (long)i)));
            Assert.That(recorded.GroupBy(e => e.Stream).Select(s => s.Select(e => e.Sequence)),
                Is.All.Matches<IEnumerable<long>>(s => s.SequenceEqual(Enumerable.Range(0, s.Count()).Select(i => (long)i))));
            Assert.That(recorded.Count(e => e.Source == "/services/test"), Is.EqualTo(3 * batches), "each batch whole");
            Assert.That(acknowledged.Select(r => (r.Stream, r.Sequence)), Is.SubsetOf(recorded.Select(e => (e.Stream, e.Sequence))));
            Assert.That(acknowledged, Has.Count.EqualTo(3 * batches));
        });
    }
}
