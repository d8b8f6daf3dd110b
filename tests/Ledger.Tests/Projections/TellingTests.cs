using Ledger.Access;
using Ledger.Destruction;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Registers;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>Who must be told that the data goes (152-FZ 20(3), DISC-09; GDPR 19), and what became of it.</summary>
public sealed class TellingTests
{
    static readonly RecipientNotified Told = new("partner", NoticeAbout.Withdrawal, "letter", false);

    static Story Passed(params string[] purposes) => Story.Begin().Person(Collected()).Person(Consent()).Person(Disclosed())
        .Person(Disclosed() with { Recipient = "police", Categories = ["location"], Purpose = "improvement" }).Person(Withdrawn(purposes));

    [Test]
    public void Each_recipient_is_to_be_told_of_each_cause_with_what_was_passed_to_it()
    {
        var story = Passed();
        var cause = story.Last.Index;
        var duty = story.State().Duties.Single(d => d.Terms.Rule == RuleIds.TellRecipients);
        Assert.That(story.State().Tellings.Select(t => (t.Id, t.Recipient, t.About, string.Join(' ', t.Categories), t.Due, t.State)), Is.EqualTo(new[]
        {
            ($"{cause}.partner", "partner", NoticeAbout.Withdrawal, "email", duty.Terms.Due, NoticeState.ToTell),
            ($"{cause}.police", "police", NoticeAbout.Withdrawal, "location", duty.Terms.Due, NoticeState.ToTell),
        }));
        story.Person(new PurposeAchieved("service", []));
        Assert.That(story.State().Tellings.Select(t => (t.Cause, t.About)), Does.Contain((story.Last.Index, NoticeAbout.Destruction)));
    }

    [Test]
    public void Who_was_told_stays_listed_until_he_confirms_it()
    {
        var story = Passed().On(Story.Day(3, 4)).Person(Told);
        var told = Of(story, "partner");
        Assert.That((told.State, told.Told, told.ToldIndex, told.Method), Is.EqualTo((NoticeState.Told, (DateTimeOffset?)Story.Day(3, 4), (long?)story.Last.Index, "letter")));
        Assert.That(Of(story, "police").State, Is.EqualTo(NoticeState.ToTell));
        story.On(Story.Day(3, 20)).Person(Told with { Method = "email", Acknowledged = true, Acknowledgement = Story.Sealed });
        var confirmed = Of(story, "partner");
        Assert.That((confirmed.State, confirmed.Told, confirmed.Method, confirmed.Acknowledged, confirmed.InWriting),
            Is.EqualTo((NoticeState.Acknowledged, (DateTimeOffset?)Story.Day(3, 4), "letter", (DateTimeOffset?)Story.Day(3, 20), true)));
    }

    [Test]
    public void Who_confirms_without_having_been_told_was_told()
    {
        var story = Passed().Person(Told with { Acknowledged = true });
        Assert.That((Of(story, "partner").State, Of(story, "partner").ToldIndex), Is.EqualTo((NoticeState.Acknowledged, (long?)story.Last.Index)));
    }

    [Test]
    public void A_notice_of_one_cause_leaves_the_others_and_their_duty_open()
    {
        var story = Story.Begin().Person(Collected()).Person(Consent()).Person(Disclosed()).Person(Withdrawn());
        var first = story.Last.Index;
        story.Person(new DestructionDemanded(DemandFrom.Subject, [], "letter"));
        story.Person(Told with { Cause = first });
        Assert.That(story.State().Tellings.Select(t => (t.Cause == first, t.State)), Is.EqualTo(new[] { (true, NoticeState.Told), (false, NoticeState.ToTell) }));
        Assert.That(story.State().Duties.Where(d => d.Terms.Rule == RuleIds.TellRecipients).Select(d => d.IsOpen), Is.EqualTo(new[] { false, true }));
        story.Person(Told);
        Assert.That(story.State().Tellings.Select(t => t.State), Is.All.EqualTo(NoticeState.Told), "a notice that names no cause is about all of them");
    }

    [Test]
    public void A_correction_told_is_no_destruction_told() =>
        Assert.That(Of(Passed().Person(Told with { About = NoticeAbout.Rectification }), "partner").State, Is.EqualTo(NoticeState.ToTell));

    [Test]
    public void It_is_overdue_from_the_end_of_the_period_until_somebody_tells()
    {
        var story = Passed();
        var due = Of(story, "partner").Due;
        Assert.That((Of(story, "partner").IsOverdue(due.AddTicks(-1)), Of(story, "partner").IsOverdue(due)), Is.EqualTo((false, true)));
        story.On(due.AddDays(1)).Person(Told);
        Assert.That(Of(story, "partner").IsOverdue(due.AddDays(9)), Is.False, "told late, but told; that it was late is a finding");
    }

    [Test]
    public void A_disclosure_recorded_late_names_its_recipient_too()
    {
        var story = Story.Begin().Person(Collected()).Person(Consent()).On(Story.Day(3, 5)).Person(Withdrawn());
        Assert.That(story.State().Tellings, Is.Empty);
        story.On(Story.Day(3, 3)).Person(Disclosed());
        Assert.That(story.State().Tellings.Single().Recipient, Is.EqualTo("partner"));
    }

    [Test]
    public void Who_is_passed_the_data_after_the_cause_is_to_be_told_as_well()
    {
        var late = Of(Passed().On(Story.Day(3, 9)).Person(Disclosed() with { Recipient = "late" }), "late");
        Assert.That((late.State, late.About, late.Due, late.Ordinal), Is.EqualTo((NoticeState.ToTell, NoticeAbout.Withdrawal, Of(Passed(), "partner").Due, 2)));
    }

    [Test]
    public void Who_holds_only_what_stays_need_not_be_told_unless_he_was()
    {
        var goesOn = new Consents.ProcessingContinued([Continues("location")]);
        Assert.That(Passed().Person(goesOn).State().Tellings.Select(t => t.Recipient), Is.EqualTo(new[] { "partner" }));
        Assert.That(Passed().Person(Told with { Recipient = "police" }).Person(goesOn).State().Tellings, Has.Length.EqualTo(2), "what was said is kept");
    }

    [Test]
    public async Task The_register_lists_them_by_state_recipient_and_lateness()
    {
        var story = Passed().On(Story.Day(3, 4)).Person(Told);
        var state = story.State();
        await using var rows = new MemoryReadModels(ProjectionTables.All);
        await rows.Commit([.. state.Tellings.Select(t => NoticeRow.Of(t, state.Token)).Select(r => new RowChange(typeof(NoticeRow), r.Key, r))], 1, default);
        var actor = new Actor("officer-1", Role.Officer);
        async Task<string> Listed(ListNotices asked, string? token = null) =>
            string.Join(' ', (await rows.Query(asked.Query(token, null, 10), default)).Value.Select(r => r.Recipient));
        var late = Of(story, "police").Due;
        Assert.Multiple(async () =>
        {
            Assert.That(await Listed(new(actor)), Is.EqualTo("partner police"), "both are open");
            Assert.That(await Listed(new(actor) { State = NoticeState.Told }), Is.EqualTo("partner"));
            Assert.That(await Listed(new(actor) { State = NoticeState.Acknowledged }), Is.Empty);
            Assert.That(await Listed(new(actor) { Recipient = "police" }), Is.EqualTo("police"));
            Assert.That(await Listed(new(actor) { OverdueAt = late }), Is.EqualTo("police"), "who was told is not overdue");
            Assert.That(await Listed(new(actor) { OverdueAt = late.AddMicroseconds(-1) }), Is.Empty);
            Assert.That(await Listed(new(actor) { Confirmed = true }, Story.Anna), Is.EqualTo("partner police"));
            Assert.That(await Listed(new(actor), Story.Boris), Is.Empty);
        });
    }

    static Telling Of(Story story, string recipient) => story.State().Tellings.Single(t => t.Recipient == recipient);
}
