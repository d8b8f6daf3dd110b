using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>Immutable and erasable at once: the event stays, the key goes, a crash between them is finished at start-up.</summary>
public sealed class ShreddingTests
{
    const string Shred = """{"reason":"withdrawal","categories":[]}""";

    [Test]
    public async Task Shredding_destroys_the_content_keys_and_leaves_the_evidence()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var token = ledger.Vault.FindToken("u-1")!;
        var shredded = await ledger.Publish(Officer, Event("s", "person.shredded", "u-1", Shred));
        Assert.That(shredded.Refusal, Is.Null);
        Assert.That(ledger.Vault.KeysOf(token).Select(k => k.Class), Is.All.EqualTo(KeyClass.Evidence));
        var field = ((MessagingOptedIn)(await ledger.Recorded())[1].Data).Contact!.Sealed!;
        Assert.That(ledger.Vault.Find(KeyName.Parse(field.KeyName)!), Is.Null);
    }

    [Test]
    public async Task After_shredding_a_repeat_returns_the_first_receipt_uncompared()
    {
        await using var ledger = new TestLedger();
        var first = (await ledger.Publish(Service, OptIn("a", "u-1"))).Value.Single();
        await ledger.Publish(Officer, Event("s", "person.shredded", "u-1", Shred));
        var repeat = await ledger.Publish(Service, OptIn("a", "u-1", "changed@example.org"));
        Assert.That(repeat.Value.Single().Index, Is.EqualTo(first.Index));
    }

    [TestCase("2025-03-01T00:00:00Z", null), TestCase("2025-01-01T00:00:00Z", Destruction.PersonErasure.StillHeld)]
    public async Task A_report_up_to_a_moment_takes_what_was_gathered_until_then(string upTo, string? refusal)
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        await ledger.Publish(Service, Event("c", "data.collected", "u-1",
            """{"origin":"provided","service":"panel","purposes":["contact"],"categories":["contact"],"system":"crm"}""", "2025-02-01T00:00:00Z"));
        await ledger.Publish(Service, Event("d", "data.destroyed", "u-1",
            $$"""{"system":"crm","categories":["contact"],"automated":true,"method":"erasure","reason":"purpose-achieved","destroyedOn":"2025-05-01","gatheredUpTo":"{{upTo}}"}"""));
        Assert.That((await ledger.Publish(Officer, Event("s", "person.shredded", "u-1", Shred))).Refusal?.Code, Is.EqualTo(refusal));
    }

    [Test]
    public async Task A_person_who_goes_on_after_shredding_opens_a_new_generation()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        await ledger.Publish(Officer, Event("s", "person.shredded", "u-1", Shred));
        await ledger.Publish(Service, OptIn("b", "u-1"));
        var field = ((MessagingOptedIn)(await ledger.Recorded())[^1].Data).Contact!.Sealed!;
        Assert.That(field.KeyName, Does.EndWith("/content/contact/2"));
    }

    [Test]
    public async Task What_was_sealed_before_a_shredding_is_not_recorded_after_it()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var token = ledger.Vault.FindToken("u-1")!;
        var key = ledger.Vault.CurrentKey(token, KeyClass.Content, "contact").Name;
        await ledger.Vault.Destroy([new(5, [key])], default);
        var stale = new PreparedEvent("x", "/t", EventCatalogue.Of(typeof(MessagingOptedIn)), token, ledger.Clock.Now, token, "svc", null, "{}"u8.ToArray(), [key]);
        Assert.That(await ledger.Sequencer.Submit([new(stale)], default), Is.SameAs(Submitted.Conflict));
    }

    [Test]
    public async Task Start_up_finishes_a_destruction_that_a_crash_left()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var token = ledger.Vault.FindToken("u-1")!;
        var key = ledger.Vault.CurrentKey(token, KeyClass.Content, "contact").Name;
        await AppendShredding(ledger, token, key);   // durable in the journal; the vault never heard of it
        Assert.That(ledger.Vault.Find(key), Is.Not.Null);
        await DestructionRecovery.Run(ledger.Journal, ledger.Vault, default);
        Assert.That(ledger.Vault.Find(key), Is.Null);
        Assert.That(ledger.Vault.DestroyedUpTo, Is.EqualTo(await ledger.Journal.Count(default)));
    }

    [Test]
    public async Task Start_up_does_not_pass_over_a_destruction_of_a_newer_version()
    {
        await using var ledger = new TestLedger();
        await ledger.Publish(Service, OptIn("a", "u-1"));
        var token = ledger.Vault.FindToken("u-1")!;
        var newer = System.Text.Encoding.UTF8.GetString((await Lines(ledger))[^1].Bytes.Span)
            .Replace("ledger.messaging.opted-in.v1", "ledger.person.shredded.v9", StringComparison.Ordinal);
        var entry = new Entry(2, token, 2, PublicationKey.Of("/t", "s"), System.Text.Encoding.UTF8.GetBytes(newer));
        await ledger.Journal.Append([entry], default);
        Assert.That(await DestructionRecovery.Run(ledger.Journal, ledger.Vault, default), Is.False);
        Assert.That(ledger.Vault.DestroyedUpTo, Is.EqualTo(2));
    }

    static async Task<List<Entry>> Lines(TestLedger ledger)
    {
        List<Entry> entries = [];
        await foreach (var entry in ledger.Journal.ReadAll(0, default)) entries.Add(entry);
        return entries;
    }

    static async Task AppendShredding(TestLedger ledger, string token, KeyName key)
    {
        var data = new Destruction.PersonShredded(Destruction.DestructionReason.Withdrawal, [], null, null, [key.ToString()]);
        var prepared = new PreparedEvent("s", "/t", EventCatalogue.Of(data.GetType()), token, ledger.Clock.Now, token, "officer", null, RecordedCodec.WriteData(data), []);
        var length = await ledger.Journal.Length(token, default);
        var entry = new Entry(await ledger.Journal.Count(default), token, length, prepared.Publication, RecordedCodec.Write(prepared, ledger.Clock.Now, length));
        Assert.That(await ledger.Journal.Append([entry], default), Is.EqualTo(Appended.Yes));
    }
}
