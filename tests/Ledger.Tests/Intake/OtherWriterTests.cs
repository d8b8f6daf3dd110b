using Ledger.Journal;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>Whether keys were destroyed since something was shown: also where another writer of the same journal did it.</summary>
public sealed class OtherWriterTests
{
    [Test]
    public async Task What_another_writer_destroyed_is_read_from_the_journal()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"), OptIn("b", "u-2"));
        var shown = await ledger.Journal.Count(default);
        Assert.That(await ledger.Sequencer.MayHaveDestroyed(shown, default), Is.False);
        await using var other = new Sequencer(ledger.Journal, ledger.Vault, ledger.Clock);
        var token = ledger.Vault.FindToken("u-1")!;
        var keys = ledger.Vault.KeysOf(token).Where(key => key.Class == KeyClass.Content).Select(key => key.ToString()).ToArray();
        await Record(other, "x", new Access.ReportExported("bundle", "zip", 1, 1, new string('0', 64)), null);
        Assert.That(await ledger.Sequencer.MayHaveDestroyed(shown, default), Is.False, "others may record what they like");
        await Record(other, "y", new Destruction.PersonShredded(Destruction.DestructionReason.Withdrawal, []) { Keys = keys }, token);
        Assert.That(ledger.Sequencer.MayHaveDestroyed(shown), Is.False, "it did not do it itself");
        Assert.That(await ledger.Sequencer.MayHaveDestroyed(shown, default));
        Assert.That(await ledger.Sequencer.MayHaveDestroyed(await ledger.Journal.Count(default), default), Is.False, "what is shown later shows none of it");

        async Task Record(Sequencer writer, string id, IEventData data, string? about) =>
            Assert.That((await writer.Submit([new(ledger.Preparer.Write(id, data, about, ledger.Clock.Now, "officer"))], default)).Receipts, Is.Not.Null);
    }
}
