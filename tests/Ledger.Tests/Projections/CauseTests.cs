using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>What each cause takes, and what another ground, consent or purpose keeps.</summary>
public sealed class CauseTests
{
    [Test]
    public void A_withdrawn_purpose_takes_only_what_served_it()
    {
        var story = Held().Person(Withdrawn("improvement"));
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["location@crm"]), "the e-mail is for the service");
    }

    [Test]
    public void Of_a_category_nobody_gathered_no_report_is_needed_while_consent_holds_it_for_another_purpose()
    {
        var story = Story.Begin().Person(Improving()).Person(Consent() with { Purposes = ["improvement", "service"], Categories = ["location", "phone"] });
        Assert.That(Only(story.Person(Withdrawn("improvement")), "WDR-01").Waits, Is.EqualTo(["location@crm"]));
        Assert.That(Last(story.Person(Withdrawn()), "WDR-01").Waits, Is.EqualTo(["location@crm", "phone@"]));
    }

    [Test]
    public void A_withdrawn_category_or_consent_takes_no_other()
    {
        var story = Story.Begin().Person(Collected("location", "traces") with { Purposes = ["improvement"] }).Person(Consent())
            .Person(Consent("c2") with { Categories = ["traces"] });
        Assert.That(Only(story.Person(Withdrawn("improvement") with { Categories = ["traces"] }), "WDR-01").Waits, Is.EqualTo(["traces@crm"]));
        Assert.That(Last(story.Person(Withdrawn() with { Consent = "c1" }), "WDR-01").Waits, Is.EqualTo(["location@crm"]));
    }

    [Test]
    public void A_consent_that_holds_beside_the_one_that_ended_keeps_what_it_covers()
    {
        var story = Story.Begin().Person(Improving()).Person(Consent() with { ValidUntil = Story.Day(3, 10) }).Person(Consent("c2"));
        Assert.That(Only(story.On(Story.Day(3, 10)).Person(new ConsentExpired("c1")), "DEST-04").IsOpen, Is.False);
        Assert.That(story.State().Data.Single().Lost, Is.Empty);
        Assert.That(Last(story.Person(Withdrawn("improvement")), "WDR-01").Waits, Is.EqualTo(["location@crm"]), "now both are gone");
    }

    [TestCase("c1")]
    [TestCase("c2")]
    public void A_person_who_renewed_the_consent_before_its_term_ended_keeps_the_data(string renewed)
    {
        var story = Story.Begin().Person(Improving()).Person(Consent() with { ValidUntil = Story.Day(3, 10) })
            .On(Story.Day(3, 5)).Person(Consent(renewed) with { ValidUntil = Story.Day(9, 1) })
            .On(Story.Day(3, 10)).Person(new ConsentExpired("c1"));
        Assert.That(Only(story, "DEST-04").IsOpen, Is.False);
        Assert.That(story.State().ValidConsent("improvement", Story.Day(4, 1), "location"), Is.Not.Null);
    }

    [Test]
    public void The_end_of_a_consents_term_takes_what_it_alone_covered_from_the_end_of_the_term()
    {
        var story = Held().Person(Consent() with { ValidUntil = Story.Day(3, 10) }).On(Story.Day(3, 10)).Person(new ConsentExpired("c1"));
        Assert.That((Only(story, "DEST-04").Waits.Single(), Only(story, "DEST-04").Terms.Start), Is.EqualTo(("location@crm", Story.Day(3, 10))));
        Assert.That(Last(story.On(Story.Day(3, 11)).Person(new ConsentExpired("c1")), "DEST-04").IsOpen, Is.False, "said twice");
    }

    [Test]
    public void A_bundled_consent_keeps_nothing()
    {
        var story = Story.Begin().Person(Improving()).Person(Consent()).Person(Consent("c2") with { SeparateDocument = false })
            .Person(Withdrawn() with { Consent = "c1" });
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["location@crm"]));
    }

    [Test]
    public void A_consent_whose_term_was_a_condition_ends_when_a_service_says_so()
    {
        var story = Story.Begin().Person(Improving()).Person(Consent()).On(Story.Day(3, 10)).Person(new ConsentExpired("c1"));
        Assert.That(Only(story, "DEST-04").Waits, Is.EqualTo(["location@crm"]));
        Assert.That(story.State().ValidConsent("improvement", Story.Day(3, 10)), Is.Null);
        Assert.That(Permissions.Decide(story.State(), story.OperatorState(), new("improvement", Story.Day(3, 11))).Reason, Is.EqualTo("consent-expired"));
    }

    [Test]
    public void What_was_withdrawn_before_its_term_ended_is_not_owed_twice()
    {
        var story = Story.Begin().Person(Improving()).Person(Consent() with { ValidUntil = Story.Day(3, 10) }).Person(Withdrawn())
            .On(Story.Day(3, 10)).Person(new ConsentExpired("c1"));
        Assert.That((Only(story, "WDR-01").IsOpen, Only(story, "DEST-04").IsOpen), Is.EqualTo((true, false)));
    }

    [Test]
    public void The_term_of_a_consent_nobody_saw_must_still_be_answered()
    {
        var story = Held().Person(new ConsentExpired("unseen"));
        Assert.That(Only(story, "DEST-04").Waits, Is.EqualTo(["*@"]));
        Assert.That(story.State().Data.SelectMany(d => d.Lost), Is.Empty, "it is not about everything");
    }

    [Test]
    public void Data_goes_when_the_last_of_its_purposes_has_gone()
    {
        var story = Story.Begin().Person(Improving() with { Purposes = ["improvement", "service"] }).Person(Consent());
        Assert.That(Only(story.Person(Withdrawn("improvement")), "WDR-01").IsOpen, Is.False, "the service needs it");
        Assert.That(Only(story.Person(new PurposeAchieved("service", [])), "DEST-04").Waits, Is.EqualTo(["location@crm"]), "nothing needs it any more");
    }

    [Test]
    public void A_later_consent_gives_a_purpose_its_ground_again()
    {
        var story = Story.Begin().Person(Improving() with { Purposes = ["improvement", "service"] }).Person(Consent()).Person(Withdrawn("improvement"))
            .On(Story.Day(3, 5)).Person(Consent("c2")).Person(new PurposeAchieved("service", []));
        Assert.That(Only(story, "DEST-04").IsOpen, Is.False);
    }

    [Test]
    public void A_category_whose_term_ended_goes_as_far_as_it_was_gathered_by_then()
    {
        var story = Story.Begin().Person(Improving()).On(Story.Day(3, 20)).Person(Improving() with { System = "billing" })
            .Person(Ended(Story.Day(3, 10)));
        Assert.That(Only(story, "DEST-04").Waits, Is.EqualTo(["location@crm"]), "what billing gathered has its own term");
        Assert.That(Only(story.Person(Destroyed("crm", "location")), "DEST-04").IsOpen, Is.False);
        Assert.That(Only(Story.Begin().Person(Collected()).Person(Ended(Story.Day(3, 10))), "DEST-04").Waits, Is.EqualTo(["location@"]));
    }

    [Test]
    public void What_was_gathered_after_the_term_stays_when_the_rest_is_destroyed()
    {
        var story = Story.Begin().Registers(new SystemRegistered("replica", "Replica", "RU", true, [], [], ["crm"]))
            .Person(Improving()).On(Story.Day(3, 20)).Person(Improving()).Person(Ended(Story.Day(3, 10)));
        Assert.That(Only(story, "DEST-04").Waits, Is.EqualTo(["location@crm", "location@replica"]));
        var report = Destroyed("crm", "location") with { GatheredUpTo = Story.Day(3, 10) };
        Assert.That(Only(story.Person(report with { GatheredUpTo = Story.Day(2, 1) }), "DEST-04").Waits, Has.Length.EqualTo(2), "not as far as the term");
        Assert.That(Only(story.Person(report), "DEST-04").Waits, Is.EqualTo(["location@replica"]));
        Assert.That(Only(story.Person(report with { System = "replica" }), "DEST-04").IsOpen, Is.False);
        var left = story.State().Data.Single();
        Assert.That((left.Destroyed, left.Since > Story.Day(3, 10), left.Last), Is.EqualTo(((DateTimeOffset?)null, true, Story.Day(3, 20))));
        Assert.That(Last(story.Person(Withdrawn()), "WDR-01").Waits, Is.EqualTo(["location@crm", "location@replica"]), "and goes with the next cause");
    }

    [Test]
    public void A_demand_takes_what_it_names_whatever_else_it_is_held_for()
    {
        var proof = new DestructionDemanded(DemandFrom.Subject, ["email"], "mail");
        Assert.That(Only(Held().Person(proof), "DEST-03").Waits, Is.EqualTo(["email@crm"]));
        Assert.That(Only(Held().Person(proof with { Purposes = ["improvement"] }), "DEST-03").IsOpen, Is.False, "the e-mail serves something else");
        Assert.That(Only(Held().Person(proof with { From = DemandFrom.Regulator, Categories = [] }), "DEST-02").Waits, Is.EqualTo(["email@crm", "location@crm"]));
    }

    [Test]
    public void The_operators_own_check_does_not_answer_the_regulator()
    {
        var story = Held().Person(new DestructionDemanded(DemandFrom.Regulator, ["email"], "mail")).Person(new DataUnblocked([], UnblockReason.Confirmed));
        Assert.That(Only(story, "DEST-02").IsOpen, Is.True);
    }

    [Test]
    public void Unlawful_processing_put_right_gives_the_data_its_ground_again()
    {
        var story = Held().Person(new DataBlocked([], BlockReason.UnlawfulProcessing)).Person(new DataUnblocked(["email"], UnblockReason.BreachRemoved));
        Assert.That(Only(story, "DEST-02").Waits, Is.EqualTo(["location@crm"]));
        Assert.That(story.State().Data.Where(d => !d.Lost.IsEmpty).Select(d => d.Category), Is.EqualTo(["location"]));
    }

    [Test]
    public void What_was_decided_to_stay_is_no_longer_waited_for_and_stands_in_the_file()
    {
        var story = Held().Person(Withdrawn());
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["email@crm", "location@crm"]));
        story.On(Story.Day(3, 5)).Person(new ProcessingContinued([Continues("email", "service")]));
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["location@crm"]));
        Assert.That(story.State().Continued, Is.EqualTo([new ContinuedGround("email", "service", LegalBasis.Contract, "ivanova", Story.Day(3, 5), story.Last.Index)]));
        Assert.That(Only(story.Person(Destroyed("crm", "location")), "WDR-01").IsOpen, Is.False);
        Assert.That(Last(story.Person(new PurposeAchieved("service", [])), "DEST-04").Waits, Is.EqualTo(["email@crm"]), "until that ground ends, too");
    }

    [Test]
    public void A_decision_for_another_purpose_or_duty_keeps_nothing()
    {
        var story = Held().Person(Withdrawn()).Person(new ProcessingContinued([Continues("email", "offers")]));
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["email@crm", "location@crm"]));
        story.Person(new ProcessingContinued([Continues("email")], ["DEST-04"]));
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["email@crm", "location@crm"]));
        story.Person(new ProcessingContinued([Continues("email") with { Basis = LegalBasis.Statistics }, Continues("email") with { Basis = LegalBasis.Consent }]));
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["email@crm", "location@crm"]));
    }

    [Test]
    public void Permission_goes_on_for_what_was_decided_to_stay()
    {
        var story = Held().Person(new SubjectRegistered(Service: "panel")).Person(Withdrawn());
        Assert.That(Ask(story).Reason, Is.EqualTo("consent-withdrawn"));
        Assert.That(Ask(story.Person(new ProcessingContinued([Continues("email", "service")]))).Reason, Is.EqualTo("continued"));

        static PermissionAnswer Ask(Story story) =>
            Permissions.Decide(story.State(), story.OperatorState(), new("service", Story.Day(3, 2)) { Categories = ["email"] });
    }

    /// <summary>E-mail for the service, location for improvement, both in the CRM.</summary>
    static Story Held() => Story.Begin().Person(Collected("email")).Person(Improving());

    static RetentionEnded Ended(DateTimeOffset upTo) => new(["location"], "2025", upTo);

    static DataCollected Improving() => Collected("location") with { Purposes = ["improvement"] };

    static Duty Only(Story story, string rule) => story.State().Duties.Single(d => d.Terms.Rule == rule);

    static Duty Last(Story story, string rule) => story.State().Duties.Last(d => d.Terms.Rule == rule);
}
