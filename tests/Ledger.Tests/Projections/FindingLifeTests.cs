using Ledger.Consents;
using Ledger.Disclosures;
using Ledger.Findings;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Registers;

namespace Ledger.Tests.Projections;

/// <summary>A finding is open, explained, accepted, or resolved by what arrives later with an earlier time; it is never deleted, and its history can be read.</summary>
public sealed class FindingLifeTests
{
    /// <summary>What is found | the event it is found in | the earlier truth that arrives late.</summary>
    static readonly (string Code, IEventData Found, IEventData Late)[] Resolving =
    [
        (FindingKinds.CollectionNoConsent, new DataCollected(DataOrigin.Automatic, "panel", ["improvement"], ["location"], "crm"), Consent()),
        (FindingKinds.DisclosureNoConsent, Disclosed(), Consent(recipients: ["partner"])),
        (FindingKinds.MessageUnasked, new MessagingSent("news", "email"), new MessagingOptedIn("news", ["email"])),
        (FindingKinds.ProcessingAfterStop, new DataCollected(DataOrigin.Automatic, "panel", ["improvement"], ["location"], "crm"), Consent()),
    ];

    [TestCaseSource(nameof(Codes))]
    public async Task The_earlier_truth_resolves_it_and_what_was_said_to_it_stays(string code)
    {
        var (_, found, late) = Array.Find(Resolving, one => one.Code == code);
        var story = Story.Begin();
        if (code == FindingKinds.ProcessingAfterStop) story.On(Story.Day(2, 1)).Person(new ProcessingStopDemanded([], "web"));
        story.On(Story.Day(3, 1)).Person(found);
        var at = story.Last.Index;
        Assert.That(story.Found(), Has.Member(code));
        story.On(Story.Day(3, 2)).Person(new FindingExplained($"{code}.{at}", Story.Sealed));
        var row = await Row(story, $"{code}.{at}");
        Assert.That((row.State, row.Read().Select(a => a.State)), Is.EqualTo(("explained", new[] { FindingState.Explained })));
        story.On(Story.Day(2, 15)).Person(late);
        row = await Row(story, $"{code}.{at}");
        Assert.That((row.State, row.AnsweredIndex), Is.EqualTo(("resolved", (long?)at + 1)));
        Assert.That(row.Read().Select(a => (a.State, a.Index, a.By)), Is.EqualTo([
            (FindingState.Explained, at + 1, (string?)"story"), (FindingState.Resolved, at + 2, (string?)null)]));
    }

    static IEnumerable<string> Codes => Resolving.Select(one => one.Code);

    [Test]
    public async Task An_accepted_one_whose_cause_comes_again_is_a_new_one()
    {
        var story = Story.Begin().Person(new MessagingSent("news", "email"));
        var first = $"{FindingKinds.MessageUnasked}.{story.Last.Index}";
        story.Person(new FindingAccepted(first, Story.Sealed, "story")).Person(new MessagingSent("news", "email"));
        var second = $"{FindingKinds.MessageUnasked}.{story.Last.Index}";
        Assert.That(((await Row(story, first)).State, (await Row(story, second)).State), Is.EqualTo(("accepted", "open")));
    }

    [Test]
    public async Task Explained_twice_and_then_accepted_all_of_it_is_in_its_history()
    {
        var story = Story.Begin().Person(new MessagingSent("news", "email"));
        var id = $"{FindingKinds.MessageUnasked}.{story.Last.Index}";
        story.Person(new FindingExplained(id, Story.Sealed)).Person(new FindingExplained(id, Story.Sealed)).Person(new FindingAccepted(id, Story.Sealed, "story"));
        var row = await Row(story, id);
        Assert.That(row.Read().Select(a => a.State), Is.EqualTo([FindingState.Explained, FindingState.Explained, FindingState.Accepted]));
        Assert.That((row.State, row.AnsweredIndex), Is.EqualTo(("accepted", (long?)story.Last.Index)));
    }

    [Test]
    public async Task One_of_an_inquiry_has_its_history_too()
    {
        var late = new InquiryReceived("7", InquiryFrom.Person, "post", InquiryForm.Paper, [InquiryCase.Information], true);
        var story = Story.Begin().Inquiry(late, Story.Anna).On(Story.Day(4, 20)).Inquiry(new InquiryAnswered("7", Story.Sealed, "mail", []), Story.Anna);
        var rows = await ProjectorTests.Folded(story);
        var id = (await rows.Query(FindingQueries.Open(), default)).Value.Single().Id;
        story.Person(new FindingExplained(id, Story.Sealed));
        Assert.That((await Row(story, id)).Read().Single().By, Is.EqualTo("story"));
    }

    [Test]
    public void A_correction_is_told_to_who_received_what_was_wrong_and_to_nobody_else()
    {
        var story = Story.Begin().Person(Disclosed()).Person(Disclosed() with { Recipient = "police", Categories = ["name"] })
            .On(Story.Day(3, 5)).Person(new DataRectified(["location"], []));
        var duty = story.State().Duties.Single(d => d.Terms.Rule == "DISC-09");
        Assert.That(duty.Waits, Is.EqualTo(["to:partner"]));
        story.Person(new RecipientNotified("partner", NoticeAbout.Destruction, "mail", false));
        Assert.That(story.State().Duties.Single(d => d.Terms.Rule == "DISC-09").IsOpen, Is.True, "that it goes is something else");
        story.Person(Disclosed() with { Recipient = "police" });
        Assert.That(story.State().Duties.Single(d => d.Terms.Rule == "DISC-09").Waits, Is.EqualTo(["to:partner"]), "what is passed on since is right");
        story.Person(new RecipientNotified("partner", NoticeAbout.Rectification, "mail", true));
        var state = story.State();
        Assert.That(state.Duties.Single(d => d.Terms.Rule == "DISC-09").IsOpen, Is.False);
        Assert.That(state.Tellings.Single(t => t.Cause == duty.Opened).State, Is.EqualTo(NoticeState.Acknowledged));
    }

    [Test]
    public void A_block_for_inaccuracy_is_done_by_the_correction_within_seven_working_days()
    {
        var story = Story.Begin().Person(new DataCollected(DataOrigin.Provided, "panel", ["service"], ["email"], "crm"))
            .Person(new DataBlocked(["email"], BlockReason.Inaccuracy, Inquiry: "7"));
        Assert.That(story.State().BlockOf("email"), Is.Not.Null);
        story.On(Story.Day(3, 6)).Person(new DataRectified(["email"], [], "7")).Person(new DataUnblocked(["email"], UnblockReason.Rectified, "7"));
        var state = story.State();
        Assert.That((state.Duties.Single(d => d.Terms.Rule == "RECT-01").IsOpen, state.BlockOf("email"), state.Findings.Count(f => f.Code == "duty-missed")), Is.EqualTo((false, (Block?)null, 0)));
    }

    [Test]
    public void A_correction_in_one_system_leaves_the_other_to_be_corrected()
    {
        var story = Story.Begin().Person(new DataCollected(DataOrigin.Provided, "panel", ["service"], ["email"], "crm")).Person(new DataCollected(DataOrigin.Provided, "panel", ["service"], ["email"], "billing"))
            .Person(new DataBlocked(["email"], BlockReason.Inaccuracy, Inquiry: "7")).Person(new DataRectified(["email"], ["crm"], "7"));
        Assert.That(story.State().Duties.Single(d => d.Terms.Rule == "RECT-01").Waits, Is.EqualTo(["email@billing"]));
        story.Person(new DataRectified(["email"], ["billing"], "7"));
        Assert.That(story.State().Duties.Single(d => d.Terms.Rule == "RECT-01").IsOpen, Is.False);
    }

    static ConsentGiven Consent(string[]? recipients = null) =>
        new("c1", ["improvement"], ["location"], "2025", ConsentForm.Checkbox, true, "web", "ru", recipients);

    static DisclosureMade Disclosed() => new("partner", ["location"], "improvement", DisclosureMode.Access, "RU", DisclosureGround.Consent);

    static async Task<FindingRow> Row(Story story, string id) => (await (await ProjectorTests.Folded(story)).Find<FindingRow>(id, default))!;
}
