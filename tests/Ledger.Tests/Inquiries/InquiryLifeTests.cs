using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Tests.Projections;

namespace Ledger.Tests.Inquiries;

/// <summary>What the register of inquiries says: repeats, ends that the law does not set, blocks; and whose law sets which.</summary>
public sealed class InquiryLifeTests
{
    [Test]
    public async Task A_repeat_within_thirty_days_of_the_first_is_shown_as_one_and_a_later_one_begins_anew()
    {
        var story = Story.Begin().Inquiry(Asked("1"), Story.Anna)
            .On(Story.Day(3, 31, 23)).Inquiry(Asked("2") with { Justification = Story.Sealed }, Story.Anna)
            .On(Story.Day(4, 1, 0)).Inquiry(Asked("3"), Story.Anna)
            .On(Story.Day(4, 2)).Inquiry(Asked("4"), Story.Anna).Inquiry(Asked("5"), Story.Boris);
        var rows = await ProjectorTests.Folded(story);
        var first = (await Row(rows, "1")).Read();
        Assert.That((first.EarlyRepeat, first.RepeatFrom), Is.EqualTo((false, (DateTimeOffset?)Story.Day(4, 1, 0))), "thirty days from 1 March end with the 31st");
        var (second, third, fourth) = ((await Row(rows, "2")).Read(), (await Row(rows, "3")).Read(), (await Row(rows, "4")).Read());
        Assert.That((second.EarlyRepeat, second.RepeatOf, second.Justified), Is.EqualTo((true, "1", true)));
        Assert.That((third.EarlyRepeat, third.RepeatOf), Is.EqualTo((false, (string?)null)));
        Assert.That((fourth.EarlyRepeat, fourth.RepeatOf), Is.EqualTo((true, "3")));
        Assert.That((await Row(rows, "5")).Read().EarlyRepeat, Is.False, "somebody else's");
    }

    [Test]
    public async Task Open_inquiries_come_soonest_first_and_those_without_an_end_last()
    {
        var court = Asked("court") with { From = InquiryFrom.Court };
        var story = Story.Begin().Inquiry(court).Inquiry(court with { Inquiry = "by-friday", AnswerBy = new DateOnly(2026, 3, 6) })
            .Inquiry(Asked("slow"), Story.Anna).Inquiry(Asked("quick", InquiryCase.Correction), Story.Boris);
        var rows = await ProjectorTests.Folded(story);
        var open = (await rows.Query(InquiryQueries.Open(), default)).Value;
        Assert.That(open.Select(row => row.Number), Is.EqualTo(["by-friday", "quick", "slow", "court"]));
        Assert.That((open[0].Due, open[3].Due), Is.EqualTo(((long?)Micros.Of(Story.Day(3, 7, 0)), (long?)null)));
        var page = (await rows.Query(InquiryQueries.Open(afterDue: open[1].Soonest, after: open[1].Index, take: 1), default)).Value;
        Assert.That(page.Single().Number, Is.EqualTo("slow"));
    }

    [Test]
    public void The_regulators_own_day_comes_before_the_laws()
    {
        var asked = Asked("1") with { From = InquiryFrom.Regulator, AnswerBy = new DateOnly(2026, 3, 5) };
        Assert.That(DutyRules.Opened(asked, Story.Day(3, 1), LegalClock.Default).Single().Due, Is.EqualTo(Story.Day(3, 6, 0)));
        var later = DutyRules.Opened(asked with { AnswerBy = new DateOnly(2026, 5, 5) }, Story.Day(3, 1), LegalClock.Default).Single();
        Assert.That((later.Rule, later.Due), Is.EqualTo(("INQ-07", DutyRules.Opened(asked with { AnswerBy = null }, Story.Day(3, 1), LegalClock.Default).Single().Due)));
    }

    [Test]
    public void A_transfer_has_its_own_article_and_a_visit_its_own_day()
    {
        static IEnumerable<string> Rules(InquiryReceived received) => DutyRules.Opened(received, Story.Day(3, 1), LegalClock.Default).Select(terms => terms.Rule);
        var regulator = Asked("1", InquiryCase.Transfer) with { From = InquiryFrom.Regulator };
        Assert.That(Rules(regulator), Is.EqualTo(["DISC-06"]));
        Assert.That(Rules(regulator with { Cases = [InquiryCase.Transfer, InquiryCase.Information] }), Is.EqualTo(["INQ-07", "DISC-06"]));
        Assert.That(Rules(Asked("1") with { Form = InquiryForm.InPerson }), Is.EqualTo(["INQ-02"]));
    }

    [Test]
    public async Task Received_again_it_asks_more_and_its_first_duties_stay()
    {
        var story = Story.Begin().Inquiry(Asked("1"), Story.Anna).On(Story.Day(3, 5)).Inquiry(Asked("1", InquiryCase.Information, InquiryCase.Correction), Story.Anna);
        var rows = await ProjectorTests.Folded(story);
        var state = (await Row(rows, "1")).Read();
        Assert.That(state.OpenCases, Is.EqualTo([InquiryCase.Information, InquiryCase.Correction]));
        Assert.That(state.Duties.Select(d => (d.Terms.Rule, d.Terms.Start)), Is.EqualTo([("INQ-01", Story.Day(3, 1)), ("RECT-01", Story.Day(3, 5))]));
        Assert.That(state.EarlyRepeat, Is.False, "it repeats nothing but itself");
    }

    [TestCase(false, false, 1), TestCase(true, false, 0), TestCase(false, true, 0)]
    public async Task A_correction_answered_with_neither_a_block_nor_a_reason_against_one_is_a_finding(bool blocked, bool waived, int findings)
    {
        var story = Story.Begin().Inquiry(Asked("1", InquiryCase.Correction) with { NotBlocked = waived ? Story.Sealed : null }, Story.Anna);
        if (blocked) story.Person(new DataBlocked(["email"], BlockReason.Inaccuracy, Inquiry: "1"));
        story.On(Story.Day(3, 3)).Inquiry(new InquiryAnswered("1", Story.Sealed, "mail", []), Story.Anna);
        var rows = await ProjectorTests.Folded(story);
        Assert.That((await rows.Query(FindingQueries.All(code: FindingKinds.CheckUnblocked), default)).Value, Has.Count.EqualTo(findings));
        Assert.That((await Row(rows, "1")).Read().Block, Is.EqualTo(blocked ? CheckBlock.Blocked : waived ? CheckBlock.Waived : (CheckBlock?)null));
    }

    [Test]
    public async Task An_answer_corrects_nothing_and_the_duty_stays_until_the_correction()
    {
        var story = Story.Begin().Inquiry(Asked("1", InquiryCase.Correction), Story.Anna).On(Story.Day(3, 3)).Inquiry(new InquiryAnswered("1", Story.Sealed, "mail", []), Story.Anna);
        var row = await Row(await ProjectorTests.Folded(story), "1");
        Assert.That((row.IsOpen, row.OpenCases, row.Due, row.Read().OwesCorrection), Is.EqualTo((true, "", (long?)Micros.Of(row.Read().Duties.Single().Terms.Due), true)));
        story.On(Story.Day(3, 4)).Person(new DataRectified(["email"], [], "2"));
        Assert.That((await Row(await ProjectorTests.Folded(story), "1")).IsOpen, "another inquiry's correction");
        story.On(Story.Day(3, 5)).Person(new DataRectified(["email"], [], "1"));
        row = await Row(await ProjectorTests.Folded(story), "1");
        Assert.That((row.IsOpen, row.Due, row.Read().Duties.Single().ClosedAt), Is.EqualTo((false, (long?)null, (DateTimeOffset?)Story.Day(3, 5))));
    }

    [TestCase("answered"), TestCase("refused"), TestCase("confirmed")]
    public async Task A_correction_is_settled_by_itself_and_its_answer_or_by_a_refusal(string how)
    {
        var story = Story.Begin().Inquiry(Asked("1", InquiryCase.Correction), Story.Anna).On(Story.Day(3, 3));
        if (how == "answered") story.Person(new DataRectified(["email"], [], "1"));
        if (how == "confirmed") story.Person(new DataUnblocked([], UnblockReason.Confirmed, "1"));
        Assert.That((await Row(await ProjectorTests.Folded(story), "1")).Read().Duties.Single().IsOpen, "the person is told, too");
        story.Inquiry(how == "refused" ? new InquiryRefused("1", "152-FZ-20-3", Story.Sealed, []) : new InquiryAnswered("1", Story.Sealed, "mail", []), Story.Anna);
        var row = await Row(await ProjectorTests.Folded(story), "1");
        Assert.That((row.IsOpen, row.Read().Duties.Single().IsOpen), Is.EqualTo((false, false)));
    }

    [Test]
    public async Task A_correction_that_was_answered_stays_owed_where_something_else_is_refused([Values] bool named)
    {
        var story = Story.Begin().Inquiry(Asked("1", InquiryCase.Information, InquiryCase.Correction), Story.Anna)
            .Inquiry(new InquiryAnswered("1", Story.Sealed, "mail", [InquiryCase.Correction]), Story.Anna)
            .Inquiry(new InquiryRefused("1", "152-FZ-14-8-4", Story.Sealed, named ? [InquiryCase.Information] : []), Story.Anna);
        var row = await Row(await ProjectorTests.Folded(story), "1");
        Assert.That((row.IsOpen, row.Read().OwesCorrection), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task What_is_done_with_another_persons_data_is_none_of_the_inquiry()
    {
        var story = Story.Begin().Inquiry(Asked("1", InquiryCase.Correction), Story.Anna)
            .Person(new DataBlocked(["email"], BlockReason.Inaccuracy, Inquiry: "1"), Story.Boris).Person(new DataRectified(["email"], [], "1"), Story.Boris);
        var state = (await Row(await ProjectorTests.Folded(story), "1")).Read();
        Assert.That((state.Block, state.Corrected), Is.EqualTo(((CheckBlock?)null, false)));
    }

    [Test]
    public void Under_the_gdpr_a_letter_has_one_month_and_an_incident_one_notice_from_awareness()
    {
        var letter = Asked("1", InquiryCase.Information, InquiryCase.Destruction);
        Assert.That(DutyRules.Opened(letter, Story.Day(3, 1), LegalClock.Default, [Regime.Eu]).Select(t => t.Rule), Is.EqualTo(["GDPR-12"]));
        Assert.That(DutyRules.Opened(letter with { Cases = [InquiryCase.Question] }, Story.Day(3, 1), LegalClock.Default, [Regime.Eu]), Is.Empty);
        Assert.That(DutyRules.Opened(letter with { From = InquiryFrom.Regulator }, Story.Day(3, 1), LegalClock.Default, [Regime.Eu]).Select(t => t.Rule), Has.Member("INQ-07"));
        var leak = new IncidentReported("1", Story.Day(3, 1), DetectedBy.Person, Story.Day(3, 2), "leak", [], true);
        IEnumerable<(string, DateTimeOffset)> Rules(params Regime[] regimes) => DutyRules.Opened(leak, Story.Day(3, 2), LegalClock.Default, regimes).Select(t => (t.Rule, t.Due));
        (string, DateTimeOffset)[] russian = [("INC-01", Story.Day(3, 2)), ("INC-02", Story.Day(3, 4))];
        Assert.That(Rules(), Is.EqualTo(russian));
        Assert.That(Rules(Regime.Eu), Is.EqualTo([("GDPR-33", Story.Day(3, 5))]));
        Assert.That(Rules(Regime.Ru, Regime.Eu), Is.EqualTo(russian.Append(("GDPR-33", Story.Day(3, 5)))));
    }

    [Test]
    public async Task Each_notice_closes_the_duty_of_its_own_law()
    {
        var story = Story.Begin().Incident(new IncidentReported("1", Story.Day(3, 1), DetectedBy.Person, Story.Day(3, 1), "leak", [], true, Regimes: [Regime.Ru, Regime.Eu]))
            .Incident(new IncidentReported("2", Story.Day(3, 1), DetectedBy.Operator, Story.Day(3, 1), "leak", [], false))
            .On(Story.Day(3, 2)).Incident(new IncidentRegulatorNotified("1", NoticeStage.Primary, "n1", Regime.Ru));
        var row = (await (await ProjectorTests.Folded(story)).Find<IncidentRow>("1", default))!;
        Assert.That(row.Read().Duties.Where(d => d.IsOpen).Select(d => d.Terms.Rule), Is.EqualTo(["INC-02", "GDPR-33"]));
        Assert.That(row.Due, Is.EqualTo(Micros.Of(Story.Day(3, 4))));
        story.Incident(new IncidentRegulatorNotified("1", NoticeStage.Primary, "n2", Regime.Eu)).Incident(new IncidentRegulatorNotified("1", NoticeStage.Additional, "n3"));
        var rows = await ProjectorTests.Folded(story);
        Assert.That((await rows.Query(IncidentRow.Open(), default)).Value, Is.Empty);
        Assert.That((await rows.Find<IncidentRow>("1", default))!.Read().Notices.Select(n => (n.Number, n.Under)), Is.EqualTo([("n1", (Regime?)Regime.Ru), ("n2", Regime.Eu), ("n3", null)]));
    }

    static InquiryReceived Asked(string number, params InquiryCase[] cases) =>
        new(number, InquiryFrom.Person, "post", InquiryForm.Paper, cases.Length == 0 ? [InquiryCase.Information] : cases, true);

    static async Task<InquiryRow> Row(IReadModels rows, string number) => (await rows.Find<InquiryRow>(number, default))!;
}
