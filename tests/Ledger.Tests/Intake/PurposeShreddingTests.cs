using Ledger.Destruction;
using Ledger.Sealing;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>A person who withdraws one purpose loses only what served it.</summary>
public sealed class PurposeShreddingTests
{
    const string Policy = """
        {"edition":"1","title":{"ru":"Политика","en":"Policy"},"documentSha256":"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","lastUpdated":"2025-01-01","effectiveFrom":"2025-06-01T12:00:00+03:00",
        "terms":{"services":["panel"],"purposes":[
          {"id":"offers","clause":"2.2.2","name":{"ru":"о","en":"o"},"categories":["contact","device"],"bases":["consent"]},
          {"id":"service","clause":"2.2.3","name":{"ru":"с","en":"s"},"categories":["email","device"],"bases":["consent","contract"]},
          {"id":"support","clause":"7","name":{"ru":"п","en":"p"},"categories":["contact","email"],"bases":["contract"]}],
        "categories":[{"id":"contact","clause":"1.1.1","name":{"ru":"к","en":"c"},"origin":"provided"},{"id":"email","clause":"1.1.1","name":{"ru":"п","en":"e"},"origin":"provided"},
          {"id":"device","clause":"1.1.2","name":{"ru":"у","en":"d"},"origin":"automatic"}],
        "disclosureGrounds":[],"messageKinds":["news"],"channels":["email"],"storageCountries":["RU"]}}
        """;

    const string ByPurpose = """{"reason":"withdrawal","categories":[],"purposes":["offers"],"answers":["WDR-01"]}""";

    TestLedger _ledger = null!;
    int _events;

    [SetUp]
    public async Task Open()
    {
        (_ledger, _events) = (new(), 0);
        await Published(("policy.published", null, Policy));
    }

    [TearDown]
    public async Task Close() => await _ledger.DisposeAsync();

    [Test]
    public async Task A_person_who_withdraws_one_purpose_loses_only_what_served_it()
    {
        await Published(Consent("c-1", """["offers"]""", """["contact","device"]"""), Consent("c-2", """["service"]""", """["email","device"]"""),
            OptedIn, OptedOut, MadePublic("email"), Withdrawn("offers"), Destroyed("""["contact","device"]""", """["offers"]"""));
        await Published(("person.shredded", "u-1", ByPurpose));
        Assert.That(ContentCategories(), Is.EqualTo(["public-resource"]), "the contact went, where the address was made public stays with the address");

        var shredded = (PersonShredded)(await _ledger.Recorded())[^1].Data;
        Assert.That(shredded.Keys!.Select(key => KeyName.Parse(key)!.Category), Is.EquivalentTo(["contact", KeyName.PublishedCategory]));
        Assert.That(shredded.IsWhole, Is.False);
        await Published(("messaging.opted-in", "u-1", """{"kind":"news","channels":["email"],"contact":"new@example.org"}"""));
        Assert.That(ContentCategories(), Is.EqualTo(["contact", "public-resource"]), "and life goes on");
    }

    [Test]
    public async Task What_a_consent_for_another_purpose_needs_stays()
    {
        await Published(Consent("c-1", """["offers","support"]""", """["contact"]"""), OptedIn, Withdrawn("offers"));
        await Refused(ByPurpose, PersonErasure.NothingToShred);
        await Published(Withdrawn("support"), Destroyed("""["contact"]"""));
        await Published(("person.shredded", "u-1", ByPurpose));
        Assert.That(ContentCategories(), Is.Empty);
    }

    [Test]
    public async Task What_a_consent_names_though_the_policy_does_not_declare_it_for_that_purpose_does_not_stay()
    {
        await Published(Consent("c-1", """["offers","service"]""", """["contact","email"]"""), OptedIn, OptedOut, Withdrawn("offers"), Destroyed("""["contact","email"]""", """["offers"]"""));
        await Published(("person.shredded", "u-1", ByPurpose));
        Assert.That(ContentCategories(), Is.Empty);
    }

    [Test]
    public async Task What_a_system_holds_for_another_purpose_stays()
    {
        await Published(Consent("c-1", """["offers"]""", """["contact"]"""), Collected("""["offers","support"]""", """["contact"]"""), OptedIn, OptedOut, Withdrawn("offers"));
        await Refused(ByPurpose, PersonErasure.NothingToShred);
    }

    [Test]
    public async Task A_contract_alone_keeps_nothing_but_messages_asked_for_under_it_do()
    {
        await Published(("subject.registered", "u-1", "{}"), Consent("c-1", """["offers"]""", """["contact"]"""), OptedIn, Withdrawn("offers"), Destroyed("""["contact"]"""));
        await Refused(ByPurpose, PersonErasure.NothingToShred);
        await Published(OptedOut);
        await Published(("person.shredded", "u-1", ByPurpose));
        Assert.That(ContentCategories(), Is.Empty);
    }

    [Test]
    public async Task What_goes_on_under_a_documented_ground_stays()
    {
        await Published(Consent("c-1", """["offers"]""", """["contact"]"""), OptedIn, OptedOut,
            ("consent.withdrawn", "u-1", """{"purposes":["offers"],"channel":"web","continued":[{"category":"contact","basis":"law","document":"ФЗ","decidedBy":"dpo"}]}"""));
        await Refused(ByPurpose, PersonErasure.NothingToShred);
    }

    [Test]
    public async Task Data_still_held_for_the_purpose_keeps_the_keys()
    {
        await Published(Consent("c-1", """["offers"]""", """["contact"]"""), Collected("""["offers"]""", """["contact"]"""), OptedIn, OptedOut, Withdrawn("offers"));
        await Refused(ByPurpose, PersonErasure.StillHeld);
        await Published(Destroyed("""["contact"]""", """["offers"]"""));
        await Published(("person.shredded", "u-1", ByPurpose));
    }

    [Test]
    public async Task A_duty_about_the_purpose_that_is_open_keeps_the_keys_whatever_it_waits_for()
    {
        await Published(Consent("c-1", """["offers"]""", """["contact","device"]"""), OptedIn, OptedOut, Withdrawn("offers"), Destroyed("""["contact"]"""));
        await Refused("""{"reason":"withdrawal","categories":[],"purposes":["offers"]}""", PersonErasure.DutyOpen);
        await Published(Destroyed("""["device"]"""));
        await Published(("person.shredded", "u-1", """{"reason":"withdrawal","categories":[],"purposes":["offers"]}"""));
    }

    [Test]
    public async Task Categories_and_purposes_may_be_named_together()
    {
        await Published(Consent("c-1", """["offers"]""", """["contact"]"""), OptedIn, OptedOut, MadePublic("email"), Withdrawn("offers"), Destroyed("""["contact"]"""));
        await Published(("person.shredded", "u-1", """{"reason":"withdrawal","categories":["public-resource"],"purposes":["offers"]}"""));
        Assert.That(ContentCategories(), Is.Empty);
    }

    [Test]
    public async Task Where_it_was_made_public_goes_with_the_last_category_made_public()
    {
        await Published(Consent("c-1", """["offers"]""", """["contact"]"""), OptedIn, OptedOut, MadePublic("contact"), Withdrawn("offers"), Destroyed("""["contact"]"""));
        await Published(("person.shredded", "u-1", ByPurpose));
        Assert.That(ContentCategories(), Is.Empty);
    }

    [Test]
    public async Task A_purpose_nobody_knows_takes_no_key()
    {
        await Published(OptedIn);
        await Refused("""{"reason":"withdrawal","categories":[],"purposes":["nonsense"]}""", PersonErasure.NothingToShred);
        Assert.That(ContentCategories(), Is.EqualTo(["contact"]));
    }

    static (string, string?, string) OptedIn => ("messaging.opted-in", "u-1", """{"kind":"news","channels":["email"],"contact":"marked@example.org"}""");

    static (string, string?, string) OptedOut => ("messaging.opted-out", "u-1", """{"kinds":[],"channels":[],"via":"settings"}""");

    static (string, string?, string) MadePublic(string category) => ("data.made-public", "u-1", $$"""{"categories":["{{category}}"],"resource":"https://example.org/marked"}""");

    static (string, string?, string) Consent(string id, string purposes, string categories) => ("consent.given", "u-1",
        $$"""{"consent":"{{id}}","purposes":{{purposes}},"categories":{{categories}},"edition":"1","form":"checkbox","separateDocument":true,"channel":"web","language":"ru"}""");

    static (string, string?, string) Withdrawn(string purpose) => ("consent.withdrawn", "u-1", $$"""{"purposes":["{{purpose}}"],"channel":"web"}""");

    static (string, string?, string) Collected(string purposes, string categories) => ("data.collected", "u-1",
        $$"""{"origin":"provided","service":"panel","purposes":{{purposes}},"categories":{{categories}},"system":"crm"}""");

    static (string, string?, string) Destroyed(string categories, string purposes = "[]") => ("data.destroyed", "u-1",
        $$"""{"system":"crm","categories":{{categories}},"purposes":{{purposes}},"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"2025-06-01"}""");

    IEnumerable<string> ContentCategories() => _ledger.Vault.KeysOf(_ledger.Vault.FindToken("u-1")!)
        .Where(key => key.Class == KeyClass.Content && key.Category != KeyName.PublishedCategory).Select(key => key.Category);

    async Task Published(params (string Type, string? Subject, string Data)[] events)
    {
        var outcome = await _ledger.Publish(Officer, [.. events.Select(e => Event($"e{_events++}", e.Type, e.Subject, e.Data.ReplaceLineEndings("")))]);
        Assert.That(outcome.Refusal, Is.Null);
    }

    async Task Refused(string shred, string code) =>
        Assert.That((await _ledger.Publish(Officer, Event($"e{_events++}", "person.shredded", "u-1", shred))).Refusal?.Code, Is.EqualTo(code));
}
