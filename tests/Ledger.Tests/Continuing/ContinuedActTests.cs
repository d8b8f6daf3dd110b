using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Registers;
using Ledger.Tests.Intake;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Continuing;

/// <summary>What was sealed under the log's earlier name is opened under that name.</summary>
public sealed class ContinuedActTests
{
    const string Issued = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", Other = "0f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Test]
    public async Task A_signature_is_held_against_the_act_that_was_issued_under_an_earlier_name()
    {
        await using var ledger = new TestLedger();
        var issued = Event("i", "act.issued", null, $$"""{"act":"A-1","sha256":"{{Issued}}","mediaType":"application/pdf","known":1,"reports":1,"persons":1,"lastDestroyedOn":"2025-05-30"}""");
        Assert.That((await ledger.Publish(Officer, issued)).Refusal, Is.Null);
        var prepared = ledger.Preparer.Write("continued", new LogContinued(ledger.Journal.Origin, "note"), null, ledger.Clock.Now, "officer");
        var first = new Entry(await ledger.Journal.Count(default), Streams.Registers, 0, prepared.Publication, RecordedCodec.Write(prepared, ledger.Clock.Now, 0)!);
        Assert.That(await ledger.Journal.Continue("ledger.test/y", first, default), Is.EqualTo(Appended.Yes));
        Assert.That((await ledger.Publish(Officer, Signed("other", Other))).Refusal?.Code, Is.EqualTo(ActRefusals.ActDiffers));
        Assert.That((await ledger.Publish(Officer, Signed("same", Issued))).Refusal, Is.Null);
    }

    static string Signed(string id, string hash) => Event(id, "act.signed", null,
        $$"""{"act":"A-1","signer":{"person":"staff-8","fullName":"Иванов","position":"инженер"},"sha256":"{{hash}}","format":"paper"}""");
}
