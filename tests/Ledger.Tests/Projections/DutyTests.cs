using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>What opens a duty, what it waits for, and what closes it.</summary>
public sealed class DutyTests
{
    [Test]
    public void A_withdrawal_waits_for_every_system_that_holds_the_data()
    {
        var story = Story.Begin().Person(Improving("crm")).Person(Improving("billing")).Person(Consent()).Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["location@billing", "location@crm"]));
        story.On(Story.Day(3, 10)).Person(Destroyed("crm", "location"));
        Assert.That(Only(story, "WDR-01").Waits, Is.EqualTo(["location@billing"]));
        story.On(Story.Day(3, 11)).Person(Destroyed("billing", "location"));
        Assert.That((Only(story, "WDR-01").ClosedAt, Only(story, "WDR-01").ClosedIndex), Is.EqualTo(((DateTimeOffset?)Story.Day(3, 11), (long?)story.Last.Index)));
    }

    [Test]
    public void Data_held_for_another_purpose_too_is_not_waited_for()
    {
        var both = Improving("crm") with { Purposes = ["improvement", "service"] };
        Assert.That(Only(Story.Begin().Person(both).Person(Consent()).Person(Withdrawn("improvement"))).IsOpen, Is.False);
        Assert.That(Only(Story.Begin().Person(both).Person(Consent()).Person(Withdrawn())).IsOpen, Is.True, "a withdrawal of everything");
    }

    [Test]
    public void What_goes_on_under_another_documented_ground_is_not_waited_for()
    {
        var withdrawn = Withdrawn("improvement") with { Continued = [Continues("location", "improvement")] };
        Assert.That(Only(Story.Begin().Person(Improving("crm")).Person(Consent()).Person(withdrawn)).IsOpen, Is.False);
    }

    [Test]
    public void Where_nothing_is_known_somebody_must_still_report()
    {
        var story = Story.Begin().Person(Withdrawn());
        Assert.That(Only(story).Waits, Is.EqualTo(["*@"]));
        Assert.That(Only(story.Person(Destroyed("crm", "email")), "WDR-01").IsOpen, Is.False);
    }

    [Test]
    public void Anonymising_is_no_destruction()
    {
        var story = Story.Begin().Person(Improving("crm")).Person(Consent()).Person(Withdrawn())
            .Person(new DataAnonymised(AnonymisationMethod.Composition, "statistics", "crm", ["location"]));
        Assert.That(Only(story).IsOpen, Is.True);
    }

    [Test]
    public void Destruction_for_one_purpose_leaves_the_data_for_the_other()
    {
        var story = Story.Begin().Person(Improving("crm") with { Purposes = ["improvement", "service"] })
            .Person(Destroyed("crm", "location") with { Purposes = ["improvement"] });
        Assert.That(story.State().Data.Single(), Has.Property("Destroyed").Null.And.Property("Purposes").EqualTo(new[] { "service" }));
    }

    [Test]
    public void A_demand_to_stop_is_met_by_blocking_or_destroying_what_is_held()
    {
        var story = Story.Begin().Person(Collected("email", "name")).Person(new ProcessingStopDemanded([], "web"));
        Assert.That(Only(story).Waits, Is.EqualTo(["email@crm", "name@crm"]));
        story.Person(Destroyed("crm", "name"));
        Assert.That(Only(story, "WDR-03").Waits, Is.EqualTo(["email@crm"]));
        story.Person(new DataBlocked([], BlockReason.DestructionImpossible));
        Assert.That(Only(story, "WDR-03").IsOpen, Is.False);
    }

    [Test]
    public void Dissemination_stops_when_the_recipients_are_told()
    {
        var story = Story.Begin().Person(new ProcessingStopDemanded([], "web", Dissemination: true));
        Assert.That(story.State().Duties.Select(d => d.Terms.Rule), Is.EqualTo(["CONS-12"]), "all other processing may go on");
        story.Person(new RecipientNotified("partner", NoticeAbout.Withdrawal, "mail", true));
        Assert.That(Only(story, "CONS-12").IsOpen, Is.False);
    }

    [Test]
    public void Conditions_of_dissemination_are_published_by_an_attachment_that_names_the_consent()
    {
        var story = Story.Begin().Person(Consent() with { Dissemination = [new("location", true)] });
        Assert.That(Only(story).Terms.Rule, Is.EqualTo("CONS-10"));
        Assert.That(Only(story.Person(new EvidenceAttached("letter", Story.Sealed, "text/html", "c1"))).IsOpen, Is.True);
        Assert.That(Only(story.Person(new EvidenceAttached("publication", Story.Sealed, "text/html", "c1"))).IsOpen, Is.False);
    }

    [Test]
    public void Unlawful_processing_is_stopped_by_the_block_and_destroyed_or_made_lawful()
    {
        var story = Story.Begin().Person(Collected()).Person(new DataBlocked(["email"], BlockReason.UnlawfulProcessing));
        Assert.That((Only(story, "DEST-01").IsOpen, Only(story, "DEST-02").Waits.Single()), Is.EqualTo((false, "email@crm")));
        Assert.That(Only(story.Person(new DataUnblocked([], UnblockReason.BreachRemoved)), "DEST-02").IsOpen, Is.False);
    }

    [Test]
    public void What_was_made_lawful_or_right_for_one_category_leaves_the_other_open()
    {
        var story = Story.Begin().Person(Collected("email", "name")).Person(new DataBlocked([], BlockReason.UnlawfulProcessing))
            .Person(new DataUnblocked(["email"], UnblockReason.BreachRemoved));
        Assert.That(Only(story, "DEST-02").Waits, Is.EqualTo(["name@crm"]));
        story = Story.Begin().Person(Collected("email", "name")).Person(new DataBlocked([], BlockReason.Inaccuracy))
            .Person(new DataUnblocked(["email"], UnblockReason.Confirmed));
        Assert.That(Only(story, "RECT-01").Waits, Is.EqualTo(["name@crm"]));
    }

    [Test]
    public void Six_months_are_for_what_is_blocked_and_for_nothing_else()
    {
        var longer = Only(Withdrawn(["email", "name"], []), "WDR-01");
        Assert.That((longer.ExtendedIndex is null, longer.Terms.Due), Is.EqualTo((false, Story.Day(9, 2, 0))));
        Assert.That(Only(Withdrawn(["email", "name"], ["email"]), "WDR-01").ExtendedIndex, Is.Null, "the name is still processed");
        Assert.That(Withdrawn([], []).State().Duties.Select(d => d.Terms.Rule), Is.EqualTo(["WDR-01"]), "a block for want of means opens no duty");

        static Story Withdrawn(string[] held, string[] blocked)
        {
            var story = Story.Begin();
            if (held.Length > 0) story.Person(Collected(held));
            story.Person(Facts.Withdrawn());
            var opened = (IOpensDuties)story.Last.Data;
            var block = new DataBlocked(blocked, BlockReason.DestructionImpossible, Explanation: Story.Sealed);
            return story.On(Story.Day(3, 20)).Person(block with { Duties = DutyRules.Prolonged(block, [opened], Story.Day(3, 20), LegalClock.Default) });
        }
    }

    [Test]
    public void A_block_too_late_after_detection_misses_the_duty_it_does()
    {
        var story = Story.Begin().Person(Collected());
        story.Person(new DataBlocked(["email"], BlockReason.UnlawfulProcessing, DetectedAt: Story.Day(2, 2)));
        Assert.That(story.State().Findings.Select(f => f.Detail), Is.EqualTo(["DEST-01"]));
    }

    [Test]
    public void A_purpose_achieved_waits_for_what_is_held_for_it_alone()
    {
        var story = Story.Begin().Person(Collected("email")).Person(Improving("crm")).Person(new PurposeAchieved("improvement", []));
        Assert.That(Only(story).Waits, Is.EqualTo(["location@crm"]));
        Assert.That(Only(story.Person(Destroyed("crm", "location")), "DEST-04").IsOpen, Is.False);
    }

    [Test]
    public void The_act_is_kept_until_the_person_is_forgotten_and_that_is_never_late()
    {
        var story = Story.Begin().Person(Destroyed("crm", "email"));
        Assert.That(Only(story).Terms.Rule, Is.EqualTo("EVID-179"));
        story.On(new(2031, 1, 1, 0, 0, 0, TimeSpan.Zero)).Person(new PersonForgotten(ForgetReason.EvidenceTermEnded));
        Assert.That((Only(story).IsOpen, story.State().Findings.Length), Is.EqualTo((false, 0)));
    }

    [Test]
    public async Task An_inquiry_closes_its_duties_case_by_case()
    {
        var story = Story.Begin().Inquiry(Asked(InquiryCase.Information, InquiryCase.Correction), Story.Anna);
        story.On(Story.Day(3, 3)).Person(new DataRectified(["email"], [], "7")).Inquiry(new InquiryAnswered("7", Story.Sealed, "mail", [InquiryCase.Correction]), Story.Anna);
        var rows = await ProjectorTests.Folded(story);
        Assert.That((await Duties(rows)).Select(d => (d.Rule, d.IsOpen)), Is.EqualTo([("INQ-01", true), ("RECT-01", false)]));
        var row = (await rows.Find<InquiryRow>("7", default))!;
        Assert.That((row.IsOpen, row.OpenCases, row.Person), Is.EqualTo((true, "information", (string?)Story.Anna)));
        story.Inquiry(new InquiryRefused("7", "152-FZ-14-8", Story.Sealed, []), Story.Anna);
        rows = await ProjectorTests.Folded(story);
        Assert.That(await Duties(rows), Has.All.Property("IsOpen").False);
        Assert.That((await rows.Query(InquiryQueries.Open(), default)).Value, Is.Empty);
    }

    [Test]
    public void Every_case_of_a_letter_has_its_own_duty_and_the_law_sets_none_for_a_court()
    {
        static IEnumerable<string> Rules(InquiryReceived received) =>
            DutyRules.Opened(received, Story.Day(3, 1), LegalClock.Default).Select(terms => terms.Rule);
        var all = Asked(InquiryCase.Information, InquiryCase.Correction, InquiryCase.Stop, InquiryCase.Withdrawal, InquiryCase.Destruction, InquiryCase.Question);
        Assert.That(Rules(all), Is.EqualTo(["INQ-01", "RECT-01", "WDR-03", "WDR-01", "DEST-03"]));
        Assert.That(Rules(all with { Admissible = false }), Is.EqualTo(["INQ-05", "WDR-03", "WDR-01"]), "a withdrawal needs no passport number");
        Assert.That(Rules(all with { From = InquiryFrom.Regulator }), Is.EqualTo(["INQ-07", "RECT-01", "DEST-01", "DEST-02"]));
        Assert.That(Rules(all with { From = InquiryFrom.Court }).Concat(Rules(all with { From = InquiryFrom.Other })), Is.Empty);
    }

    [Test]
    public void A_notice_moves_the_end_that_was_stored_and_counts_nothing_again()
    {
        var stored = DutyRules.Opened(Asked(InquiryCase.Information), Story.Day(3, 1), LegalClock.Default)
            .Select(terms => terms with { Due = Story.Day(4, 2, 0), Safe = Story.Day(4, 2, 0) }).ToList();
        var longer = DutyRules.Extended(Asked(InquiryCase.Information) with { Duties = stored }, Story.Day(3, 1), new("7", Story.Day(3, 30), Story.Sealed), LegalClock.Default);
        Assert.That(longer.Single().Due, Is.EqualTo(Story.Day(4, 9, 0)), "five working days after the end on record");
    }

    [Test]
    public async Task An_extended_inquiry_is_late_only_after_its_new_end()
    {
        var asked = Asked(InquiryCase.Information);
        var longer = Ledger.Law.DutyRules.Extended(asked, Story.Day(3, 1), new("7", Story.Day(3, 5), Story.Sealed), Ledger.Law.LegalClock.Default);
        var story = Story.Begin().Inquiry(asked, Story.Anna).On(Story.Day(3, 5)).Inquiry(new InquiryExtended("7", Story.Day(3, 5), Story.Sealed, Duties: longer));
        var rows = await ProjectorTests.Folded(story.On(Story.Day(3, 18)).Inquiry(new InquiryAnswered("7", Story.Sealed, "mail", [])));
        var duty = (await Duties(rows)).Single();
        Assert.That((duty.Extended, duty.Missed, duty.Due), Is.EqualTo((true, false, Micros.Of(longer.Single().Due))));
        story = Story.Begin().Inquiry(asked, Story.Anna).On(Story.Day(3, 18)).Inquiry(new InquiryAnswered("7", Story.Sealed, "mail", []));
        rows = await ProjectorTests.Folded(story);
        Assert.That((await Duties(rows)).Single().Missed, Is.True);
        Assert.That((await rows.Query(FindingQueries.Open(), default)).Value.Single().Rule, Is.EqualTo("INQ-01"));
    }

    [Test]
    public async Task Clause_3_6_An_incident_has_a_day_and_three_to_tell_the_regulator()
    {
        var leak = new IncidentReported("i1", Story.Day(3, 1), DetectedBy.Person, Story.Day(3, 1, 13), "stolen-credentials", ["email"], true);
        var story = Story.Begin().Incident(leak).On(Story.Day(3, 2)).Incident(new IncidentRegulatorNotified("i1", NoticeStage.Primary, "n1"));
        var rows = await ProjectorTests.Folded(story);
        var duties = await Duties(rows);
        Assert.That(duties.Select(d => (d.Rule, d.IsOpen, d.Missed)), Is.EqualTo([("INC-01", false, false), ("INC-02", true, false)]), "24 h to the instant");
        Assert.That(duties[1].IsOverdue(Story.Day(3, 4)), Is.False);
        Assert.That(duties[1].IsOverdue(Story.Day(3, 4).AddTicks(10)), Is.True);
        rows = await ProjectorTests.Folded(story.On(Story.Day(3, 4, 13)).Incident(new IncidentRegulatorNotified("i1", NoticeStage.Additional, "n2")));
        Assert.That((await Duties(rows)).Select(d => (d.Rule, d.Missed)), Is.EqualTo([("INC-01", false), ("INC-02", true)]));
        Assert.That((await rows.Find<IncidentRow>("i1", default))!.IsOpen, Is.False);
    }

    [Test]
    public async Task Open_duties_come_soonest_first_page_by_page()
    {
        var story = Story.Begin().Person(Withdrawn()).Person(new ProcessingStopDemanded([], "web"))
            .Person(Destroyed("crm", "name"), Story.Boris).Person(Withdrawn(), Story.Boris);
        var rows = await ProjectorTests.Folded(story);
        List<DutyRow> seen = [];
        for (DutyRow? last = null; ;)
        {
            var page = (await rows.Query(DutyQueries.Open(null, last?.Due ?? long.MinValue, last?.Place ?? -1, 2), default)).Value;
            if (page.Count == 0) break;
            seen.AddRange(page);
            last = page[^1];
        }
        Assert.That(seen.Select(d => (d.Rule, d.Person)),
            Is.EqualTo([("WDR-03", Story.Anna), ("WDR-01", Story.Anna), ("WDR-01", Story.Boris), ("EVID-179", (string?)Story.Boris)]));
        Assert.That((await rows.Query(DutyQueries.Open(Story.Day(4, 1, 0)), default)).Value.Select(d => d.Rule), Is.EqualTo(["WDR-03"]));
    }

    static InquiryReceived Asked(params InquiryCase[] cases) => new("7", InquiryFrom.Person, "mail", InquiryForm.Electronic, cases, true);

    static DataCollected Improving(string system) => Collected("location") with { Purposes = ["improvement"], System = system };

    static Duty Only(Story story, string? rule = null) => story.State().Duties.Single(d => rule is null || d.Terms.Rule == rule);

    static async Task<IReadOnlyList<DutyRow>> Duties(Ledger.Reading.IReadModels rows) =>
        (await rows.Query<DutyRow>(all => all.OrderBy(d => d.Place), default)).Value;
}
