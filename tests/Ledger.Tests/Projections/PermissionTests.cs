using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Projections;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>"May I?": no unless something says yes, and never yes once a no was acknowledged.</summary>
public sealed class PermissionTests
{
    static readonly DateTimeOffset Now = Story.Day(6, 1);

    [Test]
    public void Nobody_knows_a_person_without_events() =>
        Assert.That(Permissions.Decide(null, Story.Begin().OperatorState(), Improvement), Is.EqualTo(new PermissionAnswer(false, "person-unknown", [], null)).Using<PermissionAnswer>(Same));

    [Test]
    public void Consent_allows_what_it_names_and_nothing_else()
    {
        var story = Known().Person(Consent());
        var yes = Ask(story, Improvement);
        Assert.That((yes.Allowed, yes.Reason, yes.Deciding.Single(), yes.Edition), Is.EqualTo((true, "consent", story.Last.Index, (string?)"2025")));
        Assert.That(Reason(story, Improvement with { Categories = ["location"] }), Is.EqualTo("yes: consent"));
        Assert.That(Reason(story, Improvement with { Categories = ["traces"] }), Is.EqualTo("no: no-consent"));
        Assert.That(Reason(story, Improvement with { Categories = ["name"] }), Is.EqualTo("no: category-undeclared"));
        Assert.That(Reason(story, Improvement with { Purpose = "profiling" }), Is.EqualTo("no: purpose-unknown"));
        Assert.That(Reason(Known(), Improvement), Is.EqualTo("no: no-consent"));
    }

    [Test]
    public void A_contract_allows_what_the_policy_rests_on_it()
    {
        Assert.That(Reason(Known(), Service), Is.EqualTo("yes: contract"));
        Assert.That(Reason(Story.Begin().Person(Collected()), Service), Is.EqualTo("no: no-consent"), "nobody registered, so there is no contract");
    }

    [Test]
    public void Withdrawn_is_no_until_consent_is_given_anew()
    {
        var story = Known().Person(Consent()).On(Story.Day(3, 2)).Person(Withdrawn("improvement"));
        Assert.That(Reason(story, Improvement), Is.EqualTo("no: consent-withdrawn"));
        Assert.That(Reason(story, Service), Is.EqualTo("yes: contract"), "a withdrawal is about its purposes");
        Assert.That(Reason(story.On(Story.Day(3, 3)).Person(Consent("c2")), Improvement), Is.EqualTo("yes: consent"));
        Assert.That(Reason(Known().Person(Consent()).Person(Withdrawn()), Service), Is.EqualTo("no: consent-withdrawn"), "a withdrawal of everything (2.4)");
    }

    [Test]
    public void A_withdrawal_stamped_just_before_the_consent_it_follows_is_still_a_no()
    {
        var story = Known().On(Story.Day(3, 2)).Person(Consent()).On(Story.Day(3, 2).AddSeconds(-2)).Person(Withdrawn("improvement"));
        Assert.That(Reason(story, Improvement), Is.EqualTo("no: consent-withdrawn"));
        story = Known().On(Story.Day(3, 2)).Person(Consent()).On(Story.Day(2, 1)).Person(Withdrawn("improvement"));
        Assert.That(Reason(story, Improvement), Is.EqualTo("yes: consent"), "an old withdrawal that arrives late was overtaken long ago");
    }

    [Test]
    public void A_withdrawal_of_one_consent_leaves_the_other()
    {
        var story = Known().Person(Consent("c1")).Person(Consent("c2")).Person(Withdrawn() with { Consent = "c1" });
        Assert.That(Reason(story, Improvement), Is.EqualTo("yes: consent"));
        Assert.That(Reason(story.Person(Withdrawn() with { Consent = "c2" }), Improvement), Is.EqualTo("no: consent-withdrawn"));
    }

    [Test]
    public void A_withdrawal_of_one_category_leaves_the_others()
    {
        var story = Known().Person(Consent() with { Categories = ["location", "traces"] }).Person(Withdrawn("improvement") with { Categories = ["location"] });
        Assert.That(Reason(story, Improvement with { Categories = ["location"] }), Is.EqualTo("no: consent-withdrawn"));
        Assert.That(Reason(story, Improvement with { Categories = ["traces"] }), Is.EqualTo("yes: consent"));
        Assert.That(Reason(story, Improvement with { Categories = [] }), Is.EqualTo("no: consent-withdrawn"), "the question is about all of them");
    }

    [Test]
    public void What_was_documented_to_go_on_goes_on()
    {
        var story = Known().Person(Withdrawn() with { Continued = [Continues("email", "service")] });
        Assert.That(Reason(story, Service with { Categories = ["email"] }), Is.EqualTo("yes: continued"));
        Assert.That(Reason(story, Service), Is.EqualTo("no: consent-withdrawn"), "not everything the policy declares was documented");
        Assert.That(Reason(story, Service with { Categories = ["name"] }), Is.EqualTo("no: consent-withdrawn"));
        Assert.That(Reason(story, Improvement), Is.EqualTo("no: consent-withdrawn"));
    }

    [Test]
    public void Expired_stopped_blocked_achieved_and_gone_are_no()
    {
        Assert.That(Reason(Known().Person(Consent() with { ValidUntil = Now }), Improvement), Is.EqualTo("no: consent-expired"));
        Assert.That(Reason(Known().Person(Consent()).Person(new ProcessingStopDemanded([], "web")), Improvement), Is.EqualTo("no: stop-demanded"));
        Assert.That(Reason(Known().Person(Consent()).Person(new DataBlocked(["location"], BlockReason.Inaccuracy)), Improvement), Is.EqualTo("no: blocked"));
        Assert.That(Reason(Known().Person(Consent()).Person(new DataBlocked(["name"], BlockReason.Inaccuracy)), Improvement), Is.EqualTo("yes: consent"));
        Assert.That(Reason(Known().Person(Consent()).Person(new PurposeAchieved("improvement", [])), Improvement), Is.EqualTo("no: purpose-achieved"));
        Assert.That(Reason(Known().Person(Consent()).Person(new PersonShredded(DestructionReason.Withdrawal, [])), Service), Is.EqualTo("no: person-gone"));
        Assert.That(Reason(Known().Person(new PersonForgotten(ForgetReason.Ordered)), Service), Is.EqualTo("no: person-forgotten"));
        Assert.That(Reason(Known(), Service with { Purpose = "statistics" }), Is.EqualTo("no: anonymised-only"));
    }

    [Test]
    public void What_cannot_be_read_decides_nothing() =>
        Assert.That(Reason(Known().Person(Consent()).Person(new UnknownEvent("ledger.consent.suspended.v1")), Improvement), Is.EqualTo("no: unreadable"));

    [Test]
    public void A_recipient_needs_a_registration_and_a_ground()
    {
        var given = Known().Person(Consent() with { Recipients = ["partner"] });
        Assert.That(Reason(given, Improvement with { Recipient = "partner" }), Is.EqualTo("yes: consent"));
        Assert.That(Reason(given, Improvement with { Recipient = "police" }), Is.EqualTo("no: no-consent-for-recipient"));
        Assert.That(Reason(given, Improvement with { Recipient = "stranger" }), Is.EqualTo("no: recipient-unregistered"));
        Assert.That(Reason(given, Improvement with { Ground = DisclosureGround.Consent }), Is.EqualTo("no: recipient-missing"));
        Assert.That(Reason(Known(), Service with { Recipient = "partner" }), Is.EqualTo("yes: service"));
        Assert.That(Reason(Known(), Service with { Recipient = "partner", Ground = DisclosureGround.Consent }), Is.EqualTo("no: no-consent-for-recipient"));
        Assert.That(Reason(given, Improvement with { Recipient = "partner", Ground = DisclosureGround.Service }), Is.EqualTo("no: ground-not-in-policy"));
    }

    [Test]
    public void A_law_is_not_stopped_by_a_withdrawal_but_by_a_block()
    {
        var asked = Service with { Recipient = "police", Ground = DisclosureGround.Law };
        Assert.That(Reason(Known().Person(Withdrawn()), asked), Is.EqualTo("yes: law"));
        Assert.That(Reason(Known().Person(new DataBlocked([], BlockReason.RegulatorDemand)), asked), Is.EqualTo("no: blocked"));
    }

    [Test]
    public void Clause_4_3_May_I_send_says_no_from_the_opt_out_on()
    {
        var news = Service with { Kind = "news", Channel = "email" };
        Assert.That(Reason(Known(), news), Is.EqualTo("no: not-opted-in"));
        Assert.That(Reason(Known(), news with { Kind = "terms" }), Is.EqualTo("yes: contract"));
        var story = Known().Person(new MessagingOptedIn("news", ["email"]));
        Assert.That(Reason(story, news), Is.EqualTo("yes: opted-in"));
        Assert.That(Reason(story, news with { Channel = "sms" }), Is.EqualTo("no: not-opted-in"));
        Assert.That(Reason(story, news with { Kind = "horoscope" }), Is.EqualTo("no: kind-unknown"));
        Assert.That(Reason(story, news with { Channel = "pigeon" }), Is.EqualTo("no: channel-unknown"));
        story.Person(new MessagingOptedOut([], [], OptOutVia.Link));
        Assert.That(Reason(story, news), Is.EqualTo("no: opted-out"));
        Assert.That(Reason(story, news with { Kind = "terms" }), Is.EqualTo("no: opted-out"));
        Assert.That(Reason(story.Person(new MessagingOptedIn("news", ["email"])), news), Is.EqualTo("yes: opted-in"));
        Assert.That(Reason(story, news with { Kind = null }), Is.EqualTo("no: opted-out"), "any kind is more than news");
    }

    [Test]
    public async Task The_service_knows_an_event_as_soon_as_it_is_durable()
    {
        var story = Known();
        var journal = await story.Journal();
        var service = new PermissionService(journal, capacity: 2);
        var asked = Improvement;
        for (var n = 0; n < 20; n++)
        {
            Assert.That((await service.Decide(Story.Anna, asked, default)).Value.Allowed, Is.False);
            await Append(journal, story.On(Story.Day(4, 1).AddHours(2 * n)).Person(Consent($"c{n}")));
            Assert.That((await service.Decide(Story.Anna, asked, default)).Value.Allowed, Is.True);
            for (var other = 0; other < 3; other++) await service.Decide($"s-{other}", asked, default);
            await Append(journal, story.On(Story.Day(4, 1).AddHours(2 * n + 1)).Person(Withdrawn()));
        }
        Assert.That((await service.Decide(Story.Anna, asked, default)).Position, Is.EqualTo(story.Events.Count));
        Assert.That((await service.Decide(null, asked, default)).Value.Reason, Is.EqualTo("person-unknown"));
    }

    [Test]
    public async Task The_service_folds_a_late_arrival_in_the_order_of_happening()
    {
        var story = Known().On(Story.Day(4, 2)).Person(new MessagingOptedOut(["news"], ["email"], OptOutVia.Settings));
        var journal = await story.Journal();
        var service = new PermissionService(journal);
        var news = Service with { Kind = "news", Channel = "email" };
        Assert.That((await service.Decide(Story.Anna, news, default)).Value.Reason, Is.EqualTo("opted-out"));
        await Append(journal, story.On(Story.Day(4, 1)).Person(new MessagingOptedIn("news", ["email"])));
        Assert.That((await service.Decide(Story.Anna, news, default)).Value.Reason, Is.EqualTo("opted-out"), "the opt-in came before, whenever it arrived");
    }

    [Test]
    public async Task The_service_answers_as_of_any_moment_and_index()
    {
        var story = Known().On(Story.Day(4, 1)).Person(Consent()).On(Story.Day(4, 5)).Person(Withdrawn());
        var service = new PermissionService(await story.Journal());
        async Task<string> AsOf(DateTimeOffset at, long? known = null)
        {
            var answer = await service.DecideAsOf(Story.Anna, Improvement with { At = at }, known, default);
            return $"{answer.Value.Reason}@{answer.Position}";
        }
        Assert.That(await AsOf(Story.Day(4, 4)), Is.EqualTo($"consent@{story.Events.Count}"));
        Assert.That(await AsOf(Story.Day(4, 6)), Is.EqualTo($"consent-withdrawn@{story.Events.Count}"));
        Assert.That(await AsOf(Story.Day(4, 6), story.Last.Index - 1), Is.EqualTo($"consent@{story.Last.Index}"), "the withdrawal was not known yet");
        Assert.That(await AsOf(Story.Day(2, 1)), Is.EqualTo($"person-unknown@{story.Events.Count}"));
    }

    static PermissionQuestion Improvement => new("improvement", Now) { Categories = ["location"] };

    static PermissionQuestion Service => new("service", Now);

    static Story Known() => Story.Begin().Person(new SubjectRegistered(Service: "panel"));

    static PermissionAnswer Ask(Story story, PermissionQuestion question) => Permissions.Decide(story.State(), story.OperatorState(), question);

    static string Reason(Story story, PermissionQuestion question) =>
        Ask(story, question) is var answer && answer.Allowed ? $"yes: {answer.Reason}" : $"no: {answer.Reason}";

    static bool Same(PermissionAnswer one, PermissionAnswer other) =>
        one.Allowed == other.Allowed && one.Reason == other.Reason && one.Deciding.SequenceEqual(other.Deciding) && one.Edition == other.Edition;

    static async Task Append(MemoryJournal journal, Story story) => await journal.Append([Story.Entry(story.Last)], default);
}
