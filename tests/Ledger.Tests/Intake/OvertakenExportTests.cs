using Ledger.Journal;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>What was read before keys went is not recorded after it, however many keys it rests on.</summary>
public sealed class OvertakenExportTests
{
    [Test]
    public async Task Any_destruction_since_it_began_stands_in_the_way()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"), OptIn("b", "u-2"));
        var begun = await ledger.Journal.Count(default);
        await ledger.Publish(Service, OptIn("c", "u-3"));
        Assert.That((await ledger.Sequencer.Submit([Export(ledger, "x", begun)], default)).Receipts, Is.Not.Null, "others may publish");
        await ledger.Publish(Officer, Event("s", "person.shredded", "u-1", """{"reason":"withdrawal","categories":[]}"""));
        Assert.That(await ledger.Sequencer.Submit([Export(ledger, "y", begun)], default), Is.SameAs(Submitted.Conflict));
        Assert.That((await ledger.Sequencer.Submit([Export(ledger, "z", await ledger.Journal.Count(default))], default)).Receipts, Is.Not.Null);
    }

    [Test]
    public async Task What_is_published_upon_what_was_read_is_refused_as_busy_where_somebody_went_since()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"), OptIn("b", "u-2"));
        var read = await ledger.Journal.Count(default);
        await ledger.Publish(Officer, Event("s", "person.shredded", "u-1", """{"reason":"withdrawal","categories":[]}"""));
        var before = await ledger.Journal.Count(default);
        Assert.That((await Since(ledger, "c", read)).Refusal?.Code, Is.EqualTo(Refusals.Busy));
        Assert.That(await ledger.Journal.Count(default), Is.EqualTo(before));
        Assert.That((await Since(ledger, "c", before)).Refusal, Is.Null);
    }

    static ValueTask<Outcome<IReadOnlyList<Receipt>>> Since(TestLedger ledger, string id, long read) =>
        ledger.Publisher.Publish([System.Text.Encoding.UTF8.GetBytes(OptIn(id, "u-3"))], Service, null, default, read);

    static Proposal Export(TestLedger ledger, string id, long begun) =>
        new(ledger.Preparer.Write(id, new Access.ReportExported("bundle", "zip", 1, 1, new string('0', 64)), null, ledger.Clock.Now, "officer")) { NothingDestroyedSince = begun };
}
