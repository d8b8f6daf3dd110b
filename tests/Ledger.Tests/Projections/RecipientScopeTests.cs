using Ledger.Destruction;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Registers;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>Which recipients must be told that data goes, and until when that is owed (DISC-09).</summary>
public sealed class RecipientScopeTests
{
    [Test]
    public void Those_who_received_what_goes_are_told_and_no_others()
    {
        var story = Given().Person(Disclosed() with { Recipient = "police", Categories = ["location"], Purpose = "improvement" }).Person(Withdrawn("improvement"));
        Assert.That(Tell(story)!.Waits, Is.EqualTo(["to:police"]), "the partner has the e-mail, for the service");
        Assert.That(Tell(Given().Person(new PurposeAchieved("improvement", []))), Is.Null, "nobody received that");
        Assert.That(Tell(Given().Person(new DestructionDemanded(DemandFrom.Subject, ["name"], "mail"))), Is.Null);
        Assert.That(Tell(Given().Person(new DestructionDemanded(DemandFrom.Subject, ["email"], "mail")))!.Waits, Is.EqualTo(["to:partner"]));
    }

    [Test]
    public void Anonymised_data_tells_of_nobody()
    {
        var story = Story.Begin().Person(Collected()).Person(Disclosed() with { Anonymised = true });
        Assert.That(Tell(story.Person(Withdrawn())), Is.Null);
        story.Person(Disclosed() with { Categories = ["name"] });
        Assert.That(Tell(story.Person(new DestructionDemanded(DemandFrom.Subject, ["email"], "mail"))), Is.Null, "of him they have the name alone");
        Assert.That(Tell(story.Person(new DestructionDemanded(DemandFrom.Subject, ["name"], "mail"))), Is.Not.Null);
    }

    [Test]
    public void Each_notice_is_for_its_recipient()
    {
        var story = Given().Person(Disclosed() with { Recipient = "police" }).Person(Withdrawn());
        Assert.That(Tell(story)!.Waits, Is.EqualTo(["to:partner", "to:police"]));
        Assert.That(Tell(story.Person(Notice("police")))!.Waits, Is.EqualTo(["to:partner"]));
        Assert.That(Tell(story.Person(Notice("partner") with { About = NoticeAbout.Rectification }))!.IsOpen, Is.True, "a correction is something else");
        Assert.That(Tell(story.Person(Notice("partner")))!.IsOpen, Is.False);
    }

    [Test]
    public void Who_was_told_after_the_detection_is_not_told_again_but_who_was_told_before_is()
    {
        var blocked = new DataBlocked(["email"], BlockReason.UnlawfulProcessing, DetectedAt: Story.Day(3, 5));
        Assert.That(Tell(Given().On(Story.Day(3, 6)).Person(Notice("partner")).On(Story.Day(3, 7)).Person(blocked)), Is.Null);
        Assert.That(Tell(Given().On(Story.Day(3, 4)).Person(Notice("partner")).On(Story.Day(3, 7)).Person(blocked)), Is.Not.Null);
        var again = Given().On(Story.Day(3, 6)).Person(Notice("partner")).Person(Disclosed() with { Purpose = "support" });
        Assert.That(Tell(again.On(Story.Day(3, 7)).Person(Disclosed()).Person(blocked)), Is.Not.Null, "they received it once more since");
    }

    [Test]
    public void Who_receives_the_data_while_the_duty_is_open_is_told_too()
    {
        var story = Given().Person(Withdrawn()).Person(Disclosed() with { Recipient = "police" });
        Assert.That(Tell(story)!.Waits, Is.EqualTo(["to:partner", "to:police"]));
        story.Person(Disclosed() with { Recipient = "statisticians", Anonymised = true });
        Assert.That(Tell(story)!.Waits, Is.EqualTo(["to:partner", "to:police"]));
        var again = Given().Person(Withdrawn()).On(Story.Day(3, 2))
            .Person(Consent("c2") with { Purposes = ["service"], Categories = ["email"] }).Person(Disclosed() with { Recipient = "police" });
        Assert.That(Tell(again)!.Waits, Is.EqualTo(["to:partner"]), "under a new consent");
    }

    [Test]
    public void Of_what_stays_nobody_is_told()
    {
        Assert.That(Tell(Given().Person(Withdrawn() with { Continued = [Continues("email")] })), Is.Null);
        var story = Given().Person(Disclosed() with { Recipient = "police", Categories = ["location"] }).Person(Withdrawn());
        Assert.That(Tell(story.Person(new Consents.ProcessingContinued([Continues("email", "service")], ["WDR-01"])))!.Waits, Is.EqualTo(["to:police"]));
        Assert.That(Tell(story.Person(new Consents.ProcessingContinued([Continues("location")])))!.IsOpen, Is.False);
    }

    [Test]
    public void Of_unlawful_processing_put_right_nobody_is_told()
    {
        var story = Given().Person(Disclosed() with { Recipient = "police", Categories = ["location"] }).Person(new DataBlocked([], BlockReason.UnlawfulProcessing));
        Assert.That(Tell(story.Person(new DataUnblocked(["email"], UnblockReason.BreachRemoved)))!.Waits, Is.EqualTo(["to:police"]));
        Assert.That(Tell(story.Person(new DataUnblocked([], UnblockReason.Confirmed)))!.IsOpen, Is.False);
    }

    [Test]
    public void A_block_because_destruction_is_impossible_leaves_it_open_and_as_long()
    {
        var story = Given().Person(Withdrawn());
        var due = Tell(story)!.Terms.Due;
        story.Person(new DataBlocked(["email"], BlockReason.DestructionImpossible, Explanation: Story.Sealed));
        Assert.That((Tell(story)!.IsOpen, Tell(story)!.Terms.Due), Is.EqualTo((true, due)));
    }

    static Story Given() => Story.Begin().Person(Collected("email", "location")).Person(Disclosed());

    static RecipientNotified Notice(string recipient) => new(recipient, NoticeAbout.Destruction, "mail", true);

    static Duty? Tell(Story story) => story.State().Duties.LastOrDefault(d => d.Terms.Rule == "DISC-09");
}
