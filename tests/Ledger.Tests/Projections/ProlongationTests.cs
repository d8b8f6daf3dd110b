using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Projections;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>152-FZ 21(6): a block moves the end for what is blocked, as long as it is blocked, and for nothing else.</summary>
public sealed class ProlongationTests
{
    static readonly DateTimeOffset Thirty = Story.Day(4, 1, 0), SixMonths = Story.Day(9, 2, 0);

    [Test]
    public void A_block_that_says_why_moves_the_end()
    {
        Assert.That(Withdrawal(Block(Blocked(), [])).Terms.Due, Is.EqualTo(SixMonths));
        Assert.That(Withdrawal(Block(Blocked(), [], why: false)).Terms.Due, Is.EqualTo(Thirty));
    }

    [Test]
    public void The_rest_may_be_blocked_later_or_destroyed_in_time()
    {
        var story = Block(Blocked(), ["email"]);
        Assert.That(Withdrawal(story).Terms.Due, Is.EqualTo(Thirty), "the name is still processed");
        Assert.That(Withdrawal(Block(story, ["name"])).Terms.Due, Is.EqualTo(SixMonths));
        story = Block(Blocked(), ["email"]).On(Story.Day(3, 25)).Person(Destroyed("crm", "name"));
        Assert.That((Withdrawal(story).Terms.Due, Withdrawal(story).ExtendedIndex), Is.EqualTo((SixMonths, (long?)story.Last.Index)));
    }

    [Test]
    public void What_was_not_blocked_and_went_too_late_makes_the_duty_late()
    {
        var story = Block(Blocked(), ["email"]).On(Story.Day(4, 10)).Person(Destroyed("crm", "name"));
        Assert.That(Withdrawal(story).IsOverdue(Story.Day(4, 10)), Is.True);
        story.Person(Destroyed("crm", "email"));
        Assert.That(story.State().Findings.Select(f => f.Code), Does.Contain(FindingKinds.DutyMissed));
    }

    [Test]
    public void The_later_end_falls_away_with_the_block()
    {
        var story = Block(Blocked(), []).On(Story.Day(3, 22)).Person(new DataUnblocked(["email"], UnblockReason.Rectified));
        Assert.That((Withdrawal(story).Terms.Due, Withdrawal(story).ExtendedIndex), Is.EqualTo((Thirty, (long?)null)));
        Assert.That(Withdrawal(Block(story, ["email"], Story.Day(3, 23))).Terms.Due, Is.EqualTo(SixMonths), "blocked again while the first end ran");
        story = Block(Blocked(), []).On(Story.Day(5, 1)).Person(new DataUnblocked([], UnblockReason.Rectified));
        Assert.That(Withdrawal(story).IsOverdue(Story.Day(5, 1)), Is.True);
        Assert.That(Withdrawal(Block(story, [], Story.Day(5, 2))).Terms.Due, Is.EqualTo(Thirty), "too late to block");
    }

    [Test]
    public void Destruction_within_the_six_months_is_in_time()
    {
        var story = Block(Blocked(), []).On(Story.Day(8, 20)).Person(Destroyed("crm", "email", "name")).Person(new DataUnblocked([], UnblockReason.Destroyed));
        Assert.That((Withdrawal(story).IsOpen, Withdrawal(story).IsMissed, Withdrawal(story).Terms.Due), Is.EqualTo((false, false, SixMonths)));
    }

    [Test]
    public void A_persons_proof_is_never_prolonged()
    {
        var story = Story.Begin().Person(Collected("email")).Person(new DestructionDemanded(DemandFrom.Subject, ["email"], "mail"));
        var due = story.State().Duties.Single().Terms.Due;
        Assert.That(Block(story, [], Story.Day(3, 2)).State().Duties.Single().Terms.Due, Is.EqualTo(due));
    }

    static Story Blocked() => Story.Begin().Person(Collected("email", "name")).Person(Withdrawn());

    /// <summary>A block as the ledger writes it: with the terms it works out from what is recorded.</summary>
    static Story Block(Story story, string[] categories, DateTimeOffset? on = null, bool why = true)
    {
        var (time, block) = (on ?? Story.Day(3, 20), new DataBlocked(categories, BlockReason.DestructionImpossible, Explanation: why ? Story.Sealed : null));
        var earlier = story.Events.Where(e => e.Stream == Story.Anna).Select(e => e.Data).OfType<IOpensDuties>().ToList();
        var longer = DutyRules.Prolonged(block, earlier, time, LegalClock.Default);
        return story.On(time).Person(longer.Count > 0 ? block with { Duties = longer } : block);
    }

    static Duty Withdrawal(Story story) => story.State().Duties.Single(d => d.Terms.Rule == "WDR-01");
}
