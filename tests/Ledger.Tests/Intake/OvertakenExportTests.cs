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

    static Proposal Export(TestLedger ledger, string id, long begun) =>
        new(ledger.Preparer.Write(id, new Access.ReportExported("bundle", "zip", 1, 1, new string('0', 64)), null, ledger.Clock.Now, "officer")) { NothingDestroyedSince = begun };
}
