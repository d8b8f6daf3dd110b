using Ledger.Access;
using Ledger.Host.Tests.Server;
using Ledger.Host.Web.Cases;
using Ledger.Journal;
using Ledger.Reports;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Shredding;

/// <summary>An inquiry of somebody who was forgotten since.</summary>
public sealed class ToldAfterForgettingTests
{
    /// <summary>After a start nothing but the vault knows of the forgetting.</summary>
    [Test]
    public async Task Opening_it_records_nothing_of_the_person_and_makes_no_key([Values] bool restarted)
    {
        await using var served = await Served.Start();
        await served.Publish(Lines.Event("i-1", "u-1", "ledger.inquiry.received.v1",
            """{"inquiry":"7","from":"person","channel":"web","form":"electronic","cases":["information"],"admissible":true,"question":"Что обо мне известно?"}"""));
        var token = served.Ledger.Get<IKeyVault>().FindToken("u-1")!;
        await served.Publish(Published.Shredded("s-1", "u-1"));
        await served.Publish(Published.Forgotten("f-1", "u-1"));
        if (restarted) await served.Restart();
        var keys = served.Ledger.Get<IKeyVault>().KeysOf(token);
        var told = await served.Ledger.Mediator.Send(new TellEvents(Streams.OfInquiry("7"), [], ReportLanguage.En, new("officer-9", Role.Officer)) { Reason = "an audit" });
        Assert.That(told.Refusal, Is.Null);
        Assert.That(told.Value, Has.Count.EqualTo(1));
        Assert.That(served.Ledger.Get<IKeyVault>().KeysOf(token), Is.EqualTo(keys));
        Assert.That((await served.Recorded()).Select(one => one.Data), Has.None.InstanceOf<RecordViewed>());
    }
}
