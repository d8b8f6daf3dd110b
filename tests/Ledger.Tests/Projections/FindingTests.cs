using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Findings;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using Ledger.Sealing;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>Findings the law asks for, and what becomes of a finding.</summary>
public sealed class FindingTests
{
    [Test]
    public void Consent_bundled_with_another_document_is_a_finding_since_September_2025()
    {
        var bundled = Consent() with { SeparateDocument = false };
        var eve = new DateTimeOffset(2025, 8, 31, 23, 59, 59, TimeSpan.FromHours(3));
        Assert.That(Story.Begin().On(eve.ToUniversalTime()).Person(bundled).Found(), Is.Empty);
        Assert.That(Story.Begin().On(eve.AddSeconds(1).ToUniversalTime()).Person(bundled).Found(), Is.EqualTo([FindingKinds.ConsentBundled]));
    }

    [Test]
    public void A_representative_is_verified_before_the_consent_is_relied_on()
    {
        var friend = new Representative(PersonRef.Of(Story.Boris), Capacity.Attorney, Story.Sealed, "ivanova", Story.Day(3, 2));
        Assert.That(Story.Begin().Person(Consent() with { Representative = friend }).Found(), Is.EqualTo([FindingKinds.RepresentativeUnverified]));
        Assert.That(Story.Begin().On(Story.Day(3, 2)).Person(Consent() with { Representative = friend }).Found(), Is.Empty);
    }

    [Test]
    public void Blocked_data_is_neither_gathered_nor_passed_on()
    {
        var story = Story.Begin().Person(new DataBlocked(["email"], BlockReason.UnlawfulProcessing));
        Assert.That(story.Person(Collected()).Found(), Is.EqualTo([FindingKinds.CollectionBlocked]));
        Assert.That(story.Person(Disclosed()).Found(), Is.EqualTo([FindingKinds.DisclosureBlocked]));
        Assert.That(story.Person(Collected("name")).Found(), Is.Empty, "only the e-mail is blocked");
        story.Person(new DataUnblocked([], UnblockReason.Confirmed));
        Assert.That(story.Person(Disclosed()).Found(), Is.Empty);
    }

    [Test]
    public void Processing_after_a_demand_to_stop_is_a_finding_unless_it_rests_on_another_ground()
    {
        var story = Story.Begin().Person(new ProcessingStopDemanded(["service"], "web"));
        Assert.That(story.Person(Collected()).Found(), Is.EqualTo([FindingKinds.ProcessingAfterStop]));
        Assert.That(story.Person(Disclosed()).Found(), Is.EqualTo([FindingKinds.ProcessingAfterStop]));
        var kept = Story.Begin().Person(new ProcessingStopDemanded(["service"], "web", Continued: [Continues("email", "service")]));
        Assert.That(kept.Person(Collected()).Found(), Is.Empty);
    }

    [Test]
    public void A_disclosure_to_another_country_is_a_notice() =>
        Assert.That(Story.Begin().Person(Disclosed() with { Country = "KZ" }).Found(), Is.EqualTo([FindingKinds.DisclosureAbroad]));

    [Test]
    public void Data_from_somebody_else_needs_a_notice_or_an_exemption()
    {
        var bought = Collected() with { Source = "broker" };
        Assert.That(Story.Begin().Person(bought).Found(), Is.EqualTo([FindingKinds.SourceUntold]));
        Assert.That(Story.Begin().Person(bought with { NoticeSentAt = Story.Day(3, 2) }).Found(), Is.EqualTo([FindingKinds.SourceUntold]));
        Assert.That(Story.Begin().Person(bought with { NoticeSentAt = Story.Day(2, 1) }).Found(), Is.Empty);
        Assert.That(Story.Begin().Person(bought with { NoticeExemption = "18-4-1" }).Found(), Is.Empty);
    }

    [Test]
    public void Destruction_under_a_hold_is_a_finding()
    {
        var story = Story.Begin().Person(Collected()).Person(new HoldPlaced("h1", HoldGround.Court, ["email"]));
        Assert.That(story.Person(Destroyed("crm", "email")).Found(), Is.EqualTo([FindingKinds.DestroyedUnderHold]));
        story.Person(new HoldLifted("h1", Story.Sealed));
        Assert.That(story.Person(Destroyed("crm", "email")).Found(), Is.Empty);
    }

    [Test]
    public void A_report_without_what_the_act_must_show_is_a_finding_that_names_it()
    {
        var report = Destroyed("crm", "email");
        Assert.That(Detail(report with { PerformedBy = [] }), Is.EqualTo((FindingKinds.ActIncomplete, "performedBy")));
        Assert.That(Detail(report with { Automated = false, PerformedBy = null }), Is.EqualTo((FindingKinds.ActIncomplete, "media,performedBy")));
        Assert.That(Detail(report with { Automated = false, Tool = null }), Is.EqualTo((FindingKinds.ActIncomplete, "media")), "paper needs no tool");
        Assert.That(Detail(report with { Act = null }), Is.EqualTo((FindingKinds.ActIncomplete, "act")), "no act can be made of it");
        Assert.That(Detail(report with { Automated = false, Media = [new(Story.Sealed, 3)] }), Is.Null);
        Assert.That(Detail(report with { PerformedBy = [], DestroyedOn = new(2029, 3, 1) }), Is.Null, "the order has lapsed");

        static (string, string)? Detail(DataDestroyed report) =>
            Story.Begin().Person(report).State().Findings is [var only] ? (only.Code, only.Detail) : null;
    }

    [Test]
    public void A_tool_without_a_certificate_is_worth_a_look()
    {
        var finding = Story.Begin().Person(Destroyed("crm", "email") with { Tool = new("eraser") }).State().Findings.Single();
        Assert.That((finding.Code, finding.Detail, FindingKinds.Of(finding.Code).Severity), Is.EqualTo((FindingKinds.ToolUncertified, "eraser", Severity.Notice)));
        finding = Story.Begin().Person(Destroyed("crm", "email") with { Tool = null }).State().Findings.Single();
        Assert.That((finding.Code, finding.Detail), Is.EqualTo((FindingKinds.ToolUncertified, "crm")), "the system, where no tool is named");
    }

    [Test]
    public void Forgetting_before_the_evidence_term_ended_is_a_finding()
    {
        var story = Story.Begin().Person(Destroyed("crm", "email"));
        Assert.That(story.Person(new PersonForgotten(ForgetReason.EvidenceTermEnded)).Found(), Is.EqualTo([FindingKinds.EvidenceGoneEarly]));
        var late = Story.Begin().Person(Destroyed("crm", "email")).On(new(2029, 6, 1, 0, 0, 0, TimeSpan.Zero));
        Assert.That(late.Person(new PersonForgotten(ForgetReason.EvidenceTermEnded)).Found(), Is.Empty);
    }

    [Test]
    public void A_duty_done_too_late_is_a_finding_that_names_it()
    {
        var story = Story.Begin().Person(Collected("location")).Person(Consent()).Person(Withdrawn()).On(Story.Day(4, 1, 0));
        var state = story.Person(Destroyed("crm", "location")).State();
        var finding = state.Findings.Single();
        Assert.That((finding.Code, finding.Detail, finding.Index), Is.EqualTo((FindingKinds.DutyMissed, "WDR-01", story.Last.Index)));
        Assert.That(finding.Id, Is.EqualTo($"duty-missed.{story.Last.Index - 1}.WDR-01"));
        var inTime = Story.Begin().Person(Collected("location")).Person(Consent()).Person(Withdrawn()).On(Story.Day(4, 1, 0).AddTicks(-10));
        Assert.That(inTime.Person(Destroyed("crm", "location")).State().Findings, Is.Empty);
    }

    [Test]
    public async Task A_finding_is_explained_and_accepted_in_its_stream()
    {
        var story = Story.Begin().Person(Disclosed() with { Ground = null });
        var id = story.State().Findings.Single().Id;
        var rows = await ProjectorTests.Folded(story.Person(new FindingExplained(id, Story.Sealed)));
        Assert.That((await rows.Find<FindingRow>(id, default))!.State, Is.EqualTo("explained"));
        rows = await ProjectorTests.Folded(story.Person(new FindingAccepted(id, Story.Sealed, "director")));
        Assert.That((await rows.Find<FindingRow>(id, default))!.State, Is.EqualTo("accepted"));
        Assert.That((await rows.Query(FindingQueries.Open(), default)).Value, Is.Empty);
    }

    [Test]
    public async Task A_finding_of_the_registers_is_answered_in_their_stream_in_one_batch_or_in_many()
    {
        var story = Story.Begin().Registers(new SystemRegistered("cloud", "Cloud", "NL", true, [], []));
        story.Registers(new FindingExplained($"{FindingKinds.StorageAbroad}.{story.Last.Index}", Story.Sealed));
        foreach (var batch in new[] { 1, 1000 })
        {
            var rows = await ProjectorTests.Folded(story, batch);
            Assert.That((await rows.Query(FindingQueries.All(), default)).Value.Single().State, Is.EqualTo("explained"));
        }
    }

    [Test]
    public async Task A_consent_that_arrives_late_resolves_the_finding_and_keeps_it()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Disclosed() with { Ground = DisclosureGround.Consent, Purpose = "improvement", Categories = ["location"] });
        Assert.That(story.Found(), Is.EqualTo([FindingKinds.DisclosureNoConsent]));
        story.On(Story.Day(3, 9)).Person(Consent() with { Recipients = ["partner"] });
        var finding = story.State().Findings.Single();
        Assert.That((finding.Code, finding.Resolved), Is.EqualTo((FindingKinds.DisclosureNoConsent, true)));
        var rows = await ProjectorTests.Folded(story);
        Assert.That((await rows.Find<FindingRow>(finding.Id, default))!.State, Is.EqualTo("resolved"));
    }

    [Test]
    public void Every_kind_has_a_text_in_both_languages_and_a_code_of_its_own()
    {
        Assert.That(FindingKinds.All.Select(k => k.Code), Is.Unique);
        Assert.That(FindingKinds.All, Has.All.Matches<FindingKind>(k => k.Text.Ru.Any(c => c is >= 'а' and <= 'я') && k.Text.En.All(char.IsAscii)));
        Assert.That(FindingKinds.All, Has.Count.LessThan(Finding.FirstDutyPlace));
        Assert.That(FindingKinds.All.Where(k => k.Clause is null && k.Rule is null).Select(k => k.Code),
            Is.EquivalentTo([FindingKinds.DutyMissed, FindingKinds.DestroyedUnderHold]));
    }
}
