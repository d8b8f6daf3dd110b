using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using Ledger.Sealing;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>A yes that the law or the policy forbids is the worst answer: each way to one, and the no that stands there.</summary>
public sealed class WrongYesTests
{
    static readonly DateTimeOffset Now = Story.Day(6, 1);

    [Test]
    public void A_yes_is_for_every_category_it_was_asked_about()
    {
        Assert.That(Ask(Known().Person(Consent()), "improvement"), Is.EqualTo("no: consent-narrower"));
        Assert.That(Ask(Known().Person(Consent()), "improvement", "location"), Is.EqualTo("yes: consent"));
        Assert.That(Ask(Known().Person(Consent() with { Categories = ["location", "traces"] }), "improvement"), Is.EqualTo("yes: consent"));
    }

    [Test]
    public void The_ledgers_own_introduction_is_no_contract()
    {
        var story = Story.Begin().Person(new SubjectRegistered());
        var introduced = story.Last with { Source = Preparer.LedgerSource };
        var person = PersonFold.Evolve(PersonState.New(Story.Anna), introduced, OperatorRegisters.Empty);
        var answer = Permissions.Decide(person, story.OperatorState(), new("service", Now));
        Assert.That((answer.Allowed, answer.Reason), Is.EqualTo((false, "no-consent")));
    }

    [Test]
    public void A_consent_to_one_category_does_not_bring_the_others_back()
    {
        var story = Known().Person(Withdrawn()).On(Story.Day(3, 3)).Person(Consent() with { Purposes = ["service"], Categories = ["location"] });
        Assert.That(Ask(story, "service", "location"), Is.EqualTo("yes: consent"));
        Assert.That(Ask(story, "service", "email"), Is.EqualTo("no: consent-withdrawn"));
    }

    [Test]
    public void A_demand_stands_again_when_the_consent_that_overtook_it_has_run_out()
    {
        var later = Consent() with { Purposes = ["service"], Categories = ["email"], ValidUntil = Story.Day(4, 1) };
        var story = Known().Person(new ProcessingStopDemanded([], "web")).On(Story.Day(3, 3)).Person(later);
        Assert.That(Ask(story, "service", "email"), Is.EqualTo("no: stop-demanded"));
    }

    [Test]
    public void A_withdrawal_after_a_demand_that_let_something_go_on_is_heard()
    {
        var story = Known().Person(new ProcessingStopDemanded([], "web", Continued: [Continues("email")])).Person(Withdrawn());
        Assert.That(Ask(story, "service", "email"), Is.EqualTo("no: consent-withdrawn"));
    }

    [Test]
    public void A_withdrawal_of_a_consent_nobody_recorded_is_a_no() =>
        Assert.That(Ask(Known().Person(Withdrawn("service") with { Consent = "c-unknown" }), "service"), Is.EqualTo("no: consent-withdrawn"));

    [TestCase(LegalBasis.Statistics)]
    [TestCase(LegalBasis.Consent)]
    public void Nothing_goes_on_on_a_ground_that_is_none(LegalBasis basis)
    {
        var story = Known().Person(Collected()).Person(Withdrawn() with { Continued = [Continues("email") with { Basis = basis }] });
        Assert.That(Ask(story, "service", "email"), Is.EqualTo("no: consent-withdrawn"));
        Assert.That(story.State().Duties.Single().IsOpen, Is.True, "and it must still be destroyed");
    }

    [Test]
    public void A_bundled_consent_counts_only_if_it_was_given_before_the_law()
    {
        var bundled = Consent() with { SeparateDocument = false };
        Assert.That(Ask(Known().Person(bundled), "improvement", "location"), Is.EqualTo("no: consent-bundled"));
        var before = Story.Begin().On(new(2025, 8, 31, 20, 59, 0, TimeSpan.Zero)).Person(bundled);
        Assert.That(Ask(before, "improvement", "location"), Is.EqualTo("yes: consent"), "23:59 in Moscow");
    }

    [Test]
    public void The_day_is_that_of_the_operators_own_zone()
    {
        var east = new LegalClock(TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(12), "east", "east"), ProductionCalendar.Russia);
        var story = Story.Begin().On(new(2025, 8, 31, 20, 59, 0, TimeSpan.Zero)).Person(Consent() with { SeparateDocument = false });
        var registers = story.Events.Where(e => e.Stream == Streams.Registers).Aggregate(OperatorRegisters.By(east), (so, e) => so.Evolve(e));
        var answer = Permissions.Decide(story.State(), registers, new("improvement", Now) { Categories = ["location"] });
        Assert.That(answer.Reason, Is.EqualTo("consent-bundled"), "there it was the first of September");
        Assert.That(PersonFold.Fold(PersonState.New(Story.Anna), story.Last, registers).Findings.Select(f => f.Code), Is.EqualTo(["consent-bundled"]));
    }

    [Test]
    public void A_representatives_consent_counts_once_the_authority_was_verified()
    {
        var given = Consent() with { Representative = new(PersonRef.Of(Story.Boris), Capacity.Attorney, Story.Sealed, "lawyer", Story.Day(7, 1)) };
        Assert.That(Ask(Known().Person(given), "improvement", "location"), Is.EqualTo("no: no-consent"));
        Assert.That(Ask(Known().Person(given with { Representative = given.Representative! with { VerifiedAt = Story.Day(3, 1) } }), "improvement", "location"),
            Is.EqualTo("yes: consent"));
    }

    [Test]
    public void A_consent_from_before_the_purpose_was_achieved_that_arrives_late_brings_nothing_back()
    {
        var story = Known().On(Story.Day(4, 1)).Person(new PurposeAchieved("improvement", [])).On(Story.Day(3, 15)).Person(Consent());
        Assert.That(Ask(story, "improvement", "location"), Is.EqualTo("no: purpose-achieved"));
    }

    [Test]
    public void To_anybody_only_by_a_consent_of_its_own_that_allows_the_category()
    {
        var service = Consent() with { Purposes = ["service"], Categories = ["email"], Recipients = ["anybody"] };
        Assert.That(Ask(Known().Person(service), "service", "email", "anybody"), Is.EqualTo("no: no-consent-for-recipient"));
        var banned = service with { Dissemination = [new("email", false)] };
        Assert.That(Ask(Known().Person(banned), "service", "email", "anybody"), Is.EqualTo("no: no-consent-for-recipient"));
        var allowed = service with { Dissemination = [new("email", true)] };
        Assert.That(Ask(Known().Person(allowed), "service", "email", "anybody"), Is.EqualTo("yes: consent"));
        Assert.That(Ask(Known().Person(allowed).Person(new ProcessingStopDemanded([], "web", Dissemination: true)), "service", "email", "anybody"),
            Is.EqualTo("no: stop-demanded"));
        Assert.That(Ask(Known().Person(allowed with { Purposes = ["improvement"], Categories = ["location"] }), "improvement", "location"),
            Is.EqualTo("no: no-consent"), "a consent to dissemination stands for no other");
    }

    [Test]
    public void Not_abroad_and_not_to_a_processor_without_an_instruction()
    {
        Assert.That(Ask(Known(), "service", "email", "cloud"), Is.EqualTo("no: recipient-abroad"));
        Assert.That(Ask(Known(), "service", "email", "mailer"), Is.EqualTo("no: instruction-missing"));
        Assert.That(Ask(Known().Registers(new RecipientRegistered("mailer", "Mailer", RecipientKind.Processor, "RU", Instruction: "dpa-1")), "service", "email", "mailer"),
            Is.EqualTo("yes: service"));
    }

    [Test]
    public void What_a_law_orders_to_keep_is_not_passed_on_for_a_service()
    {
        var kept = Known().Person(Withdrawn() with { Continued = [Continues("email") with { Basis = LegalBasis.Law }] });
        Assert.That(Ask(kept, "service", "email"), Is.EqualTo("yes: continued"));
        Assert.That(Ask(kept, "service", "email", "partner"), Is.EqualTo("no: no-consent-for-recipient"));
    }

    [Test]
    public void An_opt_out_just_before_the_opt_in_it_follows_is_still_a_no_and_one_channel_is_not_all()
    {
        var news = new PermissionQuestion("service", Now) { Kind = "news", Channel = "email" };
        var story = Known().On(Story.Day(3, 2)).Person(new MessagingOptedIn("news", ["email"]));
        Assert.That(Say(story, news with { Channel = null }), Is.EqualTo("no: not-opted-in"), "over any channel");
        story.On(Story.Day(3, 2).AddSeconds(-2)).Person(new MessagingOptedOut(["news"], [], OptOutVia.Link));
        Assert.That(Say(story, news), Is.EqualTo("no: opted-out"));
    }

    [Test]
    public void The_judges_find_what_may_I_denies()
    {
        var service = Known().Person(Disclosed() with { Document = null });
        Assert.That(service.Found(), Is.EqualTo(["disclosure-no-document"]));
        Assert.That(service.Person(Disclosed() with { Recipient = "mailer" }).Found(), Is.EqualTo(["instruction-missing"]));
        Assert.That(service.Person(Disclosed() with { Mode = DisclosureMode.Dissemination }).Found(), Is.EqualTo(["disclosure-no-consent"]));
        service.Person(new ProcessingStopDemanded([], "web", Continued: [Continues("email")]));
        Assert.That(service.Person(Disclosed()).Found(), Is.Empty);
        Assert.That(service.Person(Disclosed() with { Categories = ["email", "name"] }).Found(), Is.EqualTo(["processing-after-stop"]));
    }

    static Story Known() => Story.Begin()
        .Registers(new RecipientRegistered("anybody", "Anybody", RecipientKind.Public, "RU"))
        .Registers(new RecipientRegistered("cloud", "Cloud", RecipientKind.Partner, "DE"))
        .Registers(new RecipientRegistered("mailer", "Mailer", RecipientKind.Processor, "RU"))
        .Person(new SubjectRegistered(Service: "panel"));

    static string Ask(Story story, string purpose, string? category = null, string? recipient = null) =>
        Say(story, new(purpose, Now) { Categories = category is null ? [] : [category], Recipient = recipient });

    static string Say(Story story, PermissionQuestion question) =>
        Permissions.Decide(story.State(), story.OperatorState(), question) is var answer && answer.Allowed ? $"yes: {answer.Reason}" : $"no: {answer.Reason}";
}
