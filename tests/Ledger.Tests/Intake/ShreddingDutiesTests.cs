using Ledger.Destruction;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>Keys go only once the duties of destruction they answer are closed (issue of destruction, item 3).</summary>
public sealed class ShreddingDutiesTests
{
    const string Shred = """{"reason":"withdrawal","categories":[]}""";

    TestLedger _ledger = null!;

    [SetUp]
    public async Task Known()
    {
        _ledger = new();
        await Published(OptIn("o", "u-1"), Consent("c", "c-1", "contact", "email"));
    }

    [TearDown]
    public async Task Close() => await _ledger.DisposeAsync();

    [Test]
    public async Task A_withdrawal_that_no_system_answered_keeps_the_keys()
    {
        await Published(Withdrawn("w"));
        await Refused(Event("s", "person.shredded", "u-1", Shred), PersonErasure.DutyOpen, "$.data.categories");
        await Published(Destroyed("d", "email"));
        await Published(Event("s", "person.shredded", "u-1", Shred));
    }

    [Test]
    public async Task The_same_batch_does_not_get_round_it()
    {
        var refusal = (await _ledger.Publish(Officer, Withdrawn("w"), Event("s", "person.shredded", "u-1", Shred))).Refusal;
        Assert.That((refusal?.Code, refusal?.Item), Is.EqualTo((PersonErasure.DutyOpen, 1)));
        await Published(Withdrawn("w"), Destroyed("d", "email"), Event("s", "person.shredded", "u-1", """{"reason":"withdrawal","categories":[],"answers":["WDR-01"]}"""));
    }

    [Test]
    public async Task Without_answers_every_duty_about_the_categories_must_be_closed_and_no_other()
    {
        await Published(Withdrawn("w"));
        await Refused(Event("t", "person.shredded", "u-1", """{"reason":"withdrawal","categories":["email","contact"]}"""), PersonErasure.DutyOpen, "$.data.categories");
        await Published(Event("s", "person.shredded", "u-1", """{"reason":"withdrawal","categories":["contact"]}"""));
    }

    [Test]
    public async Task A_rule_that_is_answered_must_have_no_open_duty_whatever_it_waits_for()
    {
        await Published(Withdrawn("w"));
        const string answered = """{"reason":"withdrawal","categories":["contact"],"answers":["WDR-01"]}""";
        await Refused(Event("s", "person.shredded", "u-1", answered), PersonErasure.DutyOpen, "$.data.answers");
        await Published(Destroyed("d", "email"));
        await Published(Event("s", "person.shredded", "u-1", answered));
    }

    [Test]
    public async Task What_goes_on_under_another_ground_is_not_waited_for()
    {
        await Published(Withdrawn("w"));
        await Published(Event("k", "processing.continued", "u-1", """{"continued":[{"category":"email","basis":"law","document":"НК 23","decidedBy":"dpo"}]}"""));
        await Published(Event("s", "person.shredded", "u-1", """{"reason":"withdrawal","categories":["contact"]}"""));
    }

    [Test]
    public async Task Telling_recipients_is_no_destruction()
    {
        await Published(Event("x", "disclosure.made", "u-1", """{"recipient":"sms","purpose":"contact","ground":"consent","mode":"provision","country":"RU","categories":["email"]}"""), Withdrawn("w"), Destroyed("d", "email"));
        await Published(Event("s", "person.shredded", "u-1", Shred));
    }

    [Test]
    public async Task A_hold_still_forbids_it()
    {
        await Published(Withdrawn("w"), Destroyed("d", "email"));
        await Published(Event("h", "hold.placed", "u-1", """{"hold":"h-1","ground":"court","categories":["contact"]}"""));
        await Refused(Event("s", "person.shredded", "u-1", Shred), PersonErasure.HoldInPlace, "$.data.categories");
    }

    static string Consent(string id, string consent, string purpose, string category) => Event(id, "consent.given", "u-1",
        $$"""{"consent":"{{consent}}","purposes":["{{purpose}}"],"categories":["{{category}}"],"edition":"1","form":"checkbox","separateDocument":true,"channel":"web","language":"ru"}""");

    static string Withdrawn(string id) => Event(id, "consent.withdrawn", "u-1", """{"purposes":[],"channel":"web"}""");

    static string Destroyed(string id, string category) => Event(id, "data.destroyed", "u-1",
        $$"""{"system":"crm","categories":["{{category}}"],"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"2025-06-01"}""");

    async Task Published(params string[] events)
    {
        var outcome = await _ledger.Publish(Officer, events);
        Assert.That(outcome.Refusal, Is.Null);
    }

    async Task Refused(string command, string code, string path)
    {
        var refusal = (await _ledger.Publish(Officer, command)).Refusal;
        Assert.That((refusal?.Code, refusal?.Path), Is.EqualTo((code, path)));
    }
}
