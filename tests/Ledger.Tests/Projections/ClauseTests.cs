using Ledger.Disclosures;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Registers;
using Ledger.Support;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>The operator's policy, clause by clause: what keeps each promise that lives in a projection (DESIGN section 2).</summary>
public sealed class ClauseTests
{
    [Test]
    public void Clause_1_1_1_Data_a_person_gives_is_held_with_its_origin() =>
        Assert.That(Held(DataOrigin.Provided).Origin, Is.EqualTo(DataOrigin.Provided));

    [Test]
    public void Clause_1_1_2_Data_gathered_automatically_is_held_with_its_origin() =>
        Assert.That(Held(DataOrigin.Automatic).Origin, Is.EqualTo(DataOrigin.Automatic));

    [Test]
    public void Clause_1_2_A_service_outside_the_scope_is_a_finding()
    {
        Assert.That(Story.Begin().Person(Collected() with { Service = "casino" }).Found(), Does.Contain(FindingKinds.ServiceOutOfScope));
        Assert.That(Story.Begin().Person(Collected()).Found(), Is.Empty);
    }

    [Test]
    public void Clause_1_3_Corrected_data_says_when_and_closes_the_seven_day_duty()
    {
        var story = Story.Begin().Person(Collected()).On(Story.Day(3, 2)).Person(new DataBlocked(["email"], BlockReason.Inaccuracy));
        Assert.That(story.State().Duties.Single(), Has.Property("IsOpen").True);
        var state = story.On(Story.Day(3, 5)).Person(new DataRectified(["email"], [])).State();
        Assert.That(state.Data.Single().Rectified, Is.EqualTo(Story.Day(3, 5)));
        Assert.That((state.Duties.Single().Terms.Rule, state.Duties.Single().ClosedAt), Is.EqualTo(("RECT-01", (DateTimeOffset?)Story.Day(3, 5))));
    }

    [Test]
    public void Clause_2_1_An_undeclared_category_is_a_finding()
    {
        Assert.That(Story.Begin().Person(Collected("traces")).Found(), Is.EqualTo([FindingKinds.CategoryUndeclared]));
        Assert.That(Story.Begin().Person(Collected("blood-group")).Found(), Is.EqualTo([FindingKinds.CategoryUnknown]));
    }

    [Test]
    public void Clause_2_1_Data_gathered_on_consent_needs_one_that_holds()
    {
        var story = Story.Begin().Person(Collected("location") with { Purposes = ["improvement"] });
        Assert.That(story.Found(), Is.EqualTo([FindingKinds.CollectionNoConsent]));
        var consented = Story.Begin().Person(Consent()).Person(Collected("location") with { Purposes = ["improvement"] });
        Assert.That(consented.Found(), Is.Empty);
        consented.Person(Withdrawn("improvement")).Person(Collected("location") with { Purposes = ["improvement"] });
        Assert.That(consented.Found(), Is.EqualTo([FindingKinds.CollectionNoConsent]));
    }

    [Test]
    public void Clause_2_2_A_purpose_the_policy_does_not_name_is_a_finding() =>
        Assert.That(Story.Begin().Person(Collected() with { Purposes = ["profiling"] }).Found(), Is.EqualTo([FindingKinds.PurposeUnknown]));

    [Test]
    public void Clause_2_2_5_Statistics_on_identifiable_data_is_a_finding()
    {
        Assert.That(Story.Begin().Person(Collected("location") with { Purposes = ["statistics"] }).Found(),
            Does.Contain(FindingKinds.StatisticsIdentifiable));
        var disclosed = Disclosed() with { Purpose = "statistics", Categories = ["location"] };
        Assert.That(Story.Begin().Person(disclosed).Found(), Does.Contain(FindingKinds.StatisticsIdentifiable));
        Assert.That(Story.Begin().Person(disclosed with { Anonymised = true }).Found(), Does.Not.Contain(FindingKinds.StatisticsIdentifiable));
    }

    [Test]
    public void Clause_2_2_5_Anonymised_data_says_so_and_is_not_destroyed()
    {
        var data = Story.Begin().Person(Collected("location"))
            .Person(new DataAnonymised(AnonymisationMethod.Composition, "statistics", "crm", ["location"])).State().Data.Single();
        Assert.That((data.Anonymised, data.Destroyed), Is.EqualTo(((DateTimeOffset?)Story.Day(3, 1), (DateTimeOffset?)null)));
    }

    [Test]
    public void Clause_2_3_Access_is_registered_and_revoked()
    {
        var registers = Story.Begin().Registers(new Ledger.Access.AccessGranted("ivanova", "officer", "order 7", ["crm"]))
            .Registers(new Ledger.Access.AccessRevoked("ivanova", "left")).OperatorState();
        Assert.That(registers.Access["ivanova"], Has.Property("RevokedAt").EqualTo(Story.Day(3, 1)));
    }

    [Test]
    public void Clause_2_4_A_withdrawal_opens_the_duty_to_destroy_within_thirty_days()
    {
        var duty = Story.Begin().Person(Collected()).Person(Consent()).Person(Withdrawn()).State().Duties.Single();
        Assert.That((duty.Terms.Rule, duty.IsOpen), Is.EqualTo(("WDR-01", true)));
        Assert.That(duty.Terms.Due, Is.EqualTo(Story.Day(4, 1, 0)), "24:00 of 31 March, Moscow");
        Assert.That(duty.Waits, Is.EqualTo(["email@crm", "location@"]), "where the ledger knows no system, somebody must still report");
    }

    [Test]
    public async Task Clause_3_1_Storage_outside_Russia_is_a_finding()
    {
        var story = Story.Begin().Registers(new SystemRegistered("cloud", "Cloud", "NL", true, [], [])).Person(Collected() with { System = "cloud" });
        Assert.That(story.Found(), Is.EqualTo([FindingKinds.StorageAbroad]));
        Assert.That(Story.Begin().Person(Collected() with { System = "shadow" }).Found(), Is.EqualTo([FindingKinds.SystemUnknown]));
        var rows = await ProjectorTests.Folded(story);
        var findings = (await rows.Query(FindingQueries.All(code: FindingKinds.StorageAbroad), default)).Value;
        Assert.That(findings.Select(f => (f.Stream, f.Person, f.Detail)),
            Is.EqualTo([("registers", null, "cloud:NL"), (Story.Anna, (string?)Story.Anna, "cloud:NL")]));
    }

    [Test]
    public void Clause_3_2_What_the_person_made_public_says_so() =>
        Assert.That(Story.Begin().Person(Collected()).Person(new DataMadePublic(["email"])).State().Data.Single().MadePublic, Is.Not.Null);

    [Test]
    public void Clause_3_3_A_disclosure_without_a_ground_or_to_an_unregistered_recipient_is_a_finding()
    {
        Assert.That(Story.Begin().Person(Disclosed() with { Ground = null }).Found(), Is.EqualTo([FindingKinds.DisclosureNoGround]));
        Assert.That(Story.Begin().Person(Disclosed() with { Recipient = "stranger" }).Found(), Is.EqualTo([FindingKinds.RecipientUnregistered]));
    }

    [Test]
    public void Clause_3_3_1_A_disclosure_on_consent_needs_one_for_that_purpose_and_recipient()
    {
        var shared = Disclosed() with { Ground = DisclosureGround.Consent, Purpose = "improvement", Categories = ["location"] };
        Assert.That(Story.Begin().Person(shared).Found(), Is.EqualTo([FindingKinds.DisclosureNoConsent]));
        Assert.That(Story.Begin().Person(Consent()).Person(shared).Found(), Is.EqualTo([FindingKinds.DisclosureNoConsent]), "it names no recipient");
        Assert.That(Story.Begin().Person(Consent() with { Recipients = ["partner"] }).Person(shared).Found(), Is.Empty);
    }

    [Test]
    public void Clause_3_3_1_A_disclosure_after_consent_ended_is_a_finding()
    {
        var shared = Disclosed() with { Ground = DisclosureGround.Consent, Purpose = "improvement", Categories = ["location"] };
        var given = Consent() with { Recipients = ["partner"] };
        Assert.That(Story.Begin().Person(given).Person(Withdrawn()).Person(shared).Found(), Is.EqualTo([FindingKinds.DisclosureAfterConsent]));
        Assert.That(Story.Begin().Person(given with { ValidUntil = Story.Day(3, 2) }).On(Story.Day(3, 2)).Person(shared).Found(),
            Is.EqualTo([FindingKinds.DisclosureAfterConsent]));
    }

    [Test]
    public void Clause_3_3_2_A_disclosure_for_a_service_the_person_uses_is_in_order() =>
        Assert.That(Story.Begin().Person(Disclosed()).Found(), Is.Empty);

    [Test]
    public void Clause_3_3_3_A_disclosure_under_a_law_needs_its_document_and_a_checked_authority()
    {
        var asked = Disclosed() with { Document = null, Recipient = "police", Ground = DisclosureGround.Law };
        Assert.That(Story.Begin().Person(asked).Found(), Is.EqualTo([FindingKinds.DisclosureNoDocument, FindingKinds.AuthorityUnchecked]));
        var document = new GroundDocument("request", Story.Sealed, new DateOnly(2026, 2, 20), "police", "152-FZ-6-1-2");
        Assert.That(Story.Begin().Person(asked with { Document = document, AuthorityCheckedBy = "ivanova" }).Found(), Is.Empty);
    }

    [Test]
    public void Clause_3_3_A_ground_the_edition_does_not_give_is_a_finding()
    {
        var story = new Story().On(Story.Day(1, 1));
        var policy = Story.Policy("strict");
        story.Registers(policy with { Terms = policy.Terms with { DisclosureGrounds = [] } })
            .Registers(new RecipientRegistered("partner", "Partner", RecipientKind.Partner, "RU")).Person(Disclosed());
        Assert.That(story.Found(), Is.EqualTo([FindingKinds.GroundNotInPolicy]));
    }

    [Test]
    public void Clause_4_1_News_and_offers_go_to_those_who_asked_over_declared_channels()
    {
        Assert.That(Story.Begin().Person(new MessagingSent("news", "email")).Found(), Is.EqualTo([FindingKinds.MessageUnasked]));
        Assert.That(Story.Begin().Person(new MessagingSent("terms", "email")).Found(), Is.Empty);
        Assert.That(Story.Begin().Person(new MessagingSent("terms", "pigeon")).Found(), Is.EqualTo([FindingKinds.MessageUndeclared]));
        Assert.That(Story.Begin().Person(new MessagingOptedIn("news", ["email"])).Person(new MessagingSent("news", "email")).Found(), Is.Empty);
    }

    [Test]
    public void Clause_4_3_A_message_after_an_opt_out_is_a_finding()
    {
        var story = Story.Begin().Person(new MessagingOptedIn("news", ["email", "sms"])).Person(new MessagingOptedOut([], ["email"], OptOutVia.Settings));
        Assert.That(story.Person(new MessagingSent("news", "email")).Found(), Is.EqualTo([FindingKinds.MessageAfterOptOut]));
        Assert.That(story.Person(new MessagingSent("news", "sms")).Found(), Is.Empty);
        Assert.That(story.Person(new MessagingSent("terms", "email")).Found(), Is.EqualTo([FindingKinds.MessageAfterOptOut]));
        Assert.That(story.Person(new MessagingOptedIn("news", ["email"])).Person(new MessagingSent("news", "email")).Found(), Is.Empty, "asked again");
    }

    [Test]
    public void Clause_6_1_Events_are_judged_by_the_edition_in_force_when_they_happened()
    {
        var story = Story.Begin().Registers(Story.Policy("2026", Story.Day(6, 1)));
        Assert.That(story.OperatorState().EditionInForce(Story.Day(5, 31))!.Id, Is.EqualTo("2025"));
        Assert.That(story.OperatorState().EditionInForce(Story.Day(6, 1))!.Id, Is.EqualTo("2026"));
        Assert.That(story.Person(Consent() with { Edition = "2026" }).Found(), Is.EqualTo([FindingKinds.ConsentEditionNotInForce]));
        Assert.That(story.Person(Consent() with { Edition = "1999" }).Found(), Is.EqualTo([FindingKinds.ConsentEditionUnknown]));
        Assert.That(story.On(Story.Day(6, 2)).Person(Consent() with { Edition = "2026" }).Found(), Is.Empty);
    }

    [Test]
    public void Clause_6_1_An_edition_is_in_force_when_published_at_the_earliest()
    {
        var story = new Story().On(Story.Day(3, 1)).Registers(Story.Policy("2025", Story.Day(1, 1)));
        Assert.That(story.OperatorState().EditionInForce(Story.Day(2, 1)), Is.Null);
        Assert.That(new Story().On(Story.Day(2, 1)).Person(Collected()).Found(), Is.EqualTo([FindingKinds.NoPolicy]));
    }

    [Test]
    public void Clause_7_1_Support_data_is_held_as_such()
    {
        var state = Story.Begin().Person(new SupportCaseOpened("c-1", ["traces"], "support", "crm")).State();
        Assert.That((state.Data.Single().Origin, state.Cases.Single().Id), Is.EqualTo((DataOrigin.Support, "c-1")));
        Assert.That(state.Findings, Is.Empty);
    }

    [Test]
    public void Clause_7_2_Support_data_used_for_another_purpose_is_a_finding()
    {
        Assert.That(Story.Begin().Person(new SupportCaseOpened("c-1", ["email"], "service", "crm")).Found(),
            Is.EqualTo([FindingKinds.SupportOtherPurpose]));
        Assert.That(Story.Begin().Person(Collected("traces") with { Origin = DataOrigin.Support }).Found(),
            Is.EqualTo([FindingKinds.SupportOtherPurpose]));
    }

    static DataHeld Held(DataOrigin origin) => Story.Begin().Person(Collected() with { Origin = origin }).State().Data.Single();
}
