using Ledger.Journal;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>Several processes may append to one journal: each takes in what the others recorded, and decides again where one was faster.</summary>
public sealed class TwoWritersTests
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
    public async Task Two_who_race_leave_no_gap_no_fork_and_introduce_nobody_twice()
    {
        await using var one = Writer();
        await using var other = Writer();
        var publishing = Enumerable.Range(0, 200).Select(n => Task.Run(() => (n % 2 == 0 ? one : other).Publish(Service, OptIn($"a{n}", $"u-{n % 7}"), OptIn($"b{n}", "u-everybody"))));
        var receipts = (await Task.WhenAll(publishing)).SelectMany(outcome => outcome.Value).ToList();
        var recorded = await one.Recorded();
        Assert.Multiple(() =>
        {
            Assert.That(recorded.Select(e => e.Index), Is.EqualTo(Enumerable.Range(0, recorded.Count).Select(i => (long)i)));
            Assert.That(recorded.GroupBy(e => e.Stream).Select(s => s.Select(e => e.Sequence)), Is.All.Matches<IEnumerable<long>>(s => s.SequenceEqual(Enumerable.Range(0, s.Count()).Select(i => (long)i))));
            Assert.That(receipts.Select(r => r.Index).Distinct().Count(), Is.EqualTo(400));
            Assert.That(recorded.Count(e => e.Source == Preparer.LedgerSource), Is.EqualTo(8), "one introduction each");
            Assert.That(recorded.Select(e => e.RecordedTime), Is.Ordered);
        });
    }

    [Test]
    public async Task What_one_recorded_the_other_takes_for_a_repeat()
    {
        await using var one = Writer();
        await using var other = Writer();
        var first = (await one.Publish(Service, OptIn("a", "u-1"))).Value[0];
        var second = (await other.Publish(Service, OptIn("a", "u-1"))).Value[0];
        Assert.That((second.Duplicate, second.Index), Is.EqualTo((true, first.Index)));
    }

    [Test]
    public async Task A_destruction_one_could_not_carry_out_is_carried_out_by_the_other_before_it_records()
    {
        await using var lasting = Writer();
        await lasting.Publish(Service, OptIn("a", "u-1"));
        KeyName[] content = [.. _vault.KeysOf(_vault.FindToken("u-1")!).Where(k => k.Class == KeyClass.Content)];
        await using (var dying = new TestLedger(new FaultyJournal(_journal, Break.Nowhere, 0), new FaultyVault(_vault, destroys: false)))
            Assert.That(async () => await dying.Publish(Officer, Event("s", "person.shredded", "u-1", """{"reason":"withdrawal","categories":[]}""")), Throws.TypeOf<LedgerStoppedException>());
        Assert.That(content.Select(_vault.IsDestroyed), Is.All.False);
        Assert.That((await lasting.Publish(Service, OptIn("b", "u-2"))).Refusal, Is.Null);
        Assert.That(content, Is.Not.Empty.And.All.Matches<KeyName>(_vault.IsDestroyed));
        Assert.That(lasting.Sequencer.MayHaveDestroyed(1), "an export that began before it is to be made again");
    }

    [Test]
    public async Task A_journal_that_lost_what_was_acknowledged_is_written_to_no_more()
    {
        var journal = new FaultyJournal(_journal, Break.Nowhere, 0);
        await using var ledger = new TestLedger(journal, new FaultyVault(_vault));
        await ledger.Publish(Service, OptIn("a", "u-1"));
        journal.Missing = 1;
        Assert.That(async () => await ledger.Publish(Service, OptIn("b", "u-1")),
            Throws.TypeOf<LedgerStoppedException>().With.InnerException.InstanceOf<StoreFailedException>().And.InnerException.Property("Code").EqualTo(StoreFailedException.Damaged));
    }

    [Test]
    public async Task What_a_newer_version_recorded_and_may_destroy_keys_counts_as_destroying()
    {
        await using var ledger = Writer();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var shown = await _journal.Count(default);
        var (token, id) = (_vault.FindToken("u-1")!, "newer");
        var line = $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"/tests","type":"ledger.person.levitated.v3","subject":"{{{token}}}","time":"2026-02-03T09:00:00Z","recordedtime":"2026-02-03T09:00:01Z","stream":"{{{token}}}","sequence":{{{await _journal.Length(token, default)}}},"actor":"tests","data":{}}""";
        await _journal.Append([new(shown, token, await _journal.Length(token, default), PublicationKey.Of("/tests", id), System.Text.Encoding.UTF8.GetBytes(line))], default);
        await ledger.Publish(Service, OptIn("b", "u-2"));
        Assert.That(ledger.Sequencer.MayHaveDestroyed(shown));
    }

    /// <summary>A process of its own over the same stores, which outlive it.</summary>
    TestLedger Writer() => new(new FaultyJournal(_journal, Break.Nowhere, 0), new FaultyVault(_vault));
}
