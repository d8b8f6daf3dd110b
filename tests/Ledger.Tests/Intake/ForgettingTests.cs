using Ledger.Journal;
using Ledger.Persons;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>Forgetting leaves no key and no lookup behind, whatever else is going on, and brings none back.</summary>
public sealed class ForgettingTests
{
    const string Shred = """{"reason":"withdrawal","categories":[]}""", Forget = """{"reason":"ordered"}""";

    [Test]
    public async Task Forgetting_destroys_every_key_also_the_one_that_compares_the_forgetting_itself()
    {
        await using var ledger = new TestLedger();
        var token = await Known(ledger);
        await Accepted(ledger, Event("s", "person.shredded", "u-1", Shred));
        await Accepted(ledger, Event("f", "person.forgotten", "u-1", Forget));
        Assert.That(ledger.Vault.KeysOf(token), Is.Empty);
        Assert.That(ledger.Vault.FindToken("u-1"), Is.Null);
    }

    [Test]
    public async Task Somebody_known_only_from_others_events_is_forgotten_with_the_introduction()
    {
        await using var ledger = new TestLedger();
        var token = ledger.Vault.TokenFor("staff-7");
        await Accepted(ledger, Event("f", "person.forgotten", "staff-7", Forget));
        Assert.That((await ledger.Recorded())[0].Data, Is.TypeOf<SubjectRegistered>());
        Assert.That(ledger.Vault.KeysOf(token), Is.Empty);
    }

    [Test]
    public async Task A_forgetting_asked_for_again_gets_the_first_receipt_and_brings_no_lookup_back()
    {
        await using var ledger = new TestLedger();
        await Known(ledger);
        await Accepted(ledger, Event("s", "person.shredded", "u-1", Shred));
        var first = await Accepted(ledger, Event("f", "person.forgotten", "u-1", Forget));
        var again = await Accepted(ledger, Event("f", "person.forgotten", "u-1", Forget));
        Assert.That((again.Index, again.Duplicate), Is.EqualTo((first.Index, true)));
        Assert.That(ledger.Vault.FindToken("u-1"), Is.Null);
    }

    [Test]
    public async Task A_fact_sent_again_after_the_forgetting_brings_no_lookup_back()
    {
        await using var ledger = new TestLedger();
        await Known(ledger);
        await Accepted(ledger, Event("s", "person.shredded", "u-1", Shred));
        await Accepted(ledger, Event("f", "person.forgotten", "u-1", Forget));
        var again = await ledger.Publish(Service, OptIn("a", "u-1"));
        Assert.That(again.Refusal?.Code, Is.EqualTo(Refusals.PublicationNamesAnother));
        Assert.That(ledger.Vault.FindToken("u-1"), Is.Null);
    }

    [TestCase("data.destroyed", "u-1", """{"system":"crm","categories":["email"],"automated":true,"method":"one","reason":"withdrawal","destroyedOn":"2025-05-30","performedBy":[{"person":"staff-7","fullName":"Петров","position":"инженер"}]}""")]
    [TestCase("act.signed", null, """{"act":"A-1","signer":{"person":"staff-7","fullName":"Петров","position":"инженер"},"sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","format":"one"}""")]
    public async Task A_fact_sent_again_brings_back_nobody_it_names_who_was_forgotten(string type, string? subject, string data)
    {
        await using var ledger = new TestLedger();
        await Accepted(ledger, Event("i", "act.issued", null, """{"act":"A-1","sha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","mediaType":"application/pdf","known":1,"reports":1,"persons":1,"lastDestroyedOn":"2025-05-30"}"""));
        var first = await Accepted(ledger, Event("d", type, subject, data));
        await Accepted(ledger, Event("f", "person.forgotten", "staff-7", Forget));
        var again = await Accepted(ledger, Event("d", type, subject, data));
        Assert.That((again.Index, again.Duplicate), Is.EqualTo((first.Index, true)));
        Assert.That(ledger.Vault.FindToken("staff-7"), Is.Null);
        var other = await ledger.Publish(Officer, Event("d", type, subject, data.Replace("\"one\"", "\"other\"", StringComparison.Ordinal)));
        Assert.That(other.Refusal?.Code, Is.EqualTo(Refusals.PublicationDiffers));
    }

    [Test]
    public async Task What_was_prepared_for_a_person_who_was_forgotten_meanwhile_is_not_recorded()
    {
        await using var ledger = new TestLedger();
        var token = await Known(ledger);
        await Accepted(ledger, Event("s", "person.shredded", "u-1", Shred));
        await Accepted(ledger, Event("f", "person.forgotten", "u-1", Forget));
        var late = ledger.Vault.CurrentKey(token, KeyClass.Content, "contact").Name;   // made after the forgetting was decided: it does not name it
        Assert.That(await ledger.Sequencer.Submit([new(Fact(ledger, token, late))], default), Is.SameAs(Submitted.Conflict));
    }

    [Test]
    public async Task What_is_sealed_under_a_key_that_goes_in_the_same_group_is_not_recorded_after_it()
    {
        await using var ledger = new TestLedger();
        var token = await Known(ledger);
        var key = ledger.Vault.CurrentKey(token, KeyClass.Content, "contact").Name;
        var shredded = new Destruction.PersonShredded(Destruction.DestructionReason.Withdrawal, [], null, null, [key.ToString()]);
        var shred = new PreparedEvent("s", "/t", EventCatalogue.Of(shredded.GetType()), token, ledger.Clock.Now, token, "officer", null, RecordedCodec.WriteData(shredded), [])
        {
            Destroys = new([key], null),
        };
        var before = await ledger.Journal.Count(default);
        Assert.That(await ledger.Sequencer.Submit([new(shred), new(Fact(ledger, token, key))], default), Is.SameAs(Submitted.Conflict));
        Assert.That(await ledger.Journal.Count(default), Is.EqualTo(before), "the batch is all or nothing");
        Assert.That((await ledger.Sequencer.Submit([new(Fact(ledger, token, key))], default)).Receipts, Is.Not.Null, "and nothing of it stays behind");
    }

    [Test]
    public async Task A_batch_that_goes_on_about_a_person_it_shreds_is_refused_by_place()
    {
        await using var ledger = new TestLedger();
        await Known(ledger);
        var outcome = await ledger.Publish(Officer, Event("s", "person.shredded", "u-1", Shred), OptIn("b", "u-2"), OptIn("c", "u-1"));
        Assert.That((outcome.Refusal?.Code, outcome.Refusal?.Item), Is.EqualTo((Refusals.AfterDestruction, 2)));
        Assert.That(await ledger.Journal.Count(default), Is.EqualTo(2));
    }

    [Test]
    public async Task A_command_about_somebody_the_same_batch_makes_known_is_decided_after_the_introduction()
    {
        await using var ledger = new TestLedger();
        var outcome = await ledger.Publish(Officer, OptIn("a", "u-1"), Event("h", "hold.placed", "u-1", """{"hold":"h-1","ground":"court","categories":[]}"""));
        Assert.That(outcome.Refusal, Is.Null);
        Assert.That((await ledger.Recorded()).Select(e => e.Sequence), Is.EqualTo([0L, 1, 2]));
    }

    [Test]
    public async Task Nobody_publishes_in_the_ledgers_own_name()
    {
        await using var ledger = new TestLedger();
        var outcome = await ledger.Publish(Service, OptIn("introduction-s-0", "u-1").Replace("/services/test", Preparer.LedgerSource, StringComparison.Ordinal));
        Assert.That(outcome.Refusal?.Path, Is.EqualTo("$.source"));
    }

    static PreparedEvent Fact(TestLedger ledger, string token, KeyName key) =>
        new("x", "/t", EventCatalogue.Of(typeof(Messaging.MessagingOptedIn)), token, ledger.Clock.Now, token, "svc", null,
            """{"kind":"news","channels":["email"]}"""u8.ToArray(), [key]);

    static async Task<string> Known(TestLedger ledger)
    {
        await ledger.Publish(Service, OptIn("a", "u-1"));
        return ledger.Vault.FindToken("u-1")!;
    }

    static async Task<Receipt> Accepted(TestLedger ledger, string command)
    {
        var outcome = await ledger.Publish(Officer, command);
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value.Single();
    }
}
