using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Projections;
using static Ledger.Tests.Projections.Facts;

namespace Ledger.Tests.Projections;

/// <summary>Consents by purpose, and how a person stands, as the officer reads them.</summary>
public sealed class ConsentMatrixTests
{
    [Test]
    public async Task Every_purpose_of_the_policy_has_a_line_whether_or_not_consent_was_given() =>
        Assert.That((await Matrix(Story.Begin().Person(Consent()))).Select(line => (line.Purpose, line.Standing)), Is.EqualTo(new[]
        {
            ("service", ConsentStanding.Never), ("improvement", ConsentStanding.Given), ("statistics", ConsentStanding.Never), ("support", ConsentStanding.Never),
        }));

    [Test]
    public async Task A_line_says_since_when_on_what_edition_and_what_else_the_purpose_rests_on()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Consent() with { Purposes = ["service"], ValidUntil = Story.Day(9, 1) });
        var line = await Line(story, "service");
        Assert.That((line.Since, line.Edition, line.Until, line.Index), Is.EqualTo((Story.Day(3, 10), "2025", Story.Day(9, 1), story.Last.Index)));
        Assert.That(line.Bases, Is.EqualTo(new[] { LegalBasis.Contract }));
    }

    [Test]
    public async Task What_was_withdrawn_stands_since_the_withdrawal()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Consent()).On(Story.Day(3, 20)).Person(Withdrawn());
        var line = await Line(story, "improvement");
        Assert.That((line.Standing, line.Since, line.Edition), Is.EqualTo((ConsentStanding.Withdrawn, Story.Day(3, 20), "2025")));
        Assert.That((await Line(story, "service")).Standing, Is.EqualTo(ConsentStanding.Never), "who withdraws everything withdraws what was given");
    }

    [Test]
    public async Task A_withdrawal_of_one_category_leaves_the_rest()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Consent() with { Categories = ["location", "traces"] })
            .On(Story.Day(3, 20)).Person(Withdrawn("improvement") with { Categories = ["traces"] });
        var line = await Line(story, "improvement");
        Assert.That(line.Standing, Is.EqualTo(ConsentStanding.Given));
        Assert.That(line.Without, Is.EqualTo(new[] { "traces" }));
        var all = await Line(story.Person(Withdrawn("improvement") with { Categories = ["location"] }), "improvement");
        Assert.That(all.Standing, Is.EqualTo(ConsentStanding.Withdrawn), "category by category, until nothing is left");
    }

    [Test]
    public async Task A_new_consent_stands_after_a_withdrawal()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Consent()).On(Story.Day(3, 20)).Person(Withdrawn()).On(Story.Day(3, 25)).Person(Consent("c2"));
        var line = await Line(story, "improvement");
        Assert.That((line.Standing, line.Since), Is.EqualTo((ConsentStanding.Given, Story.Day(3, 25))));
    }

    [Test]
    public async Task A_term_that_ended_a_refusal_and_a_demand_to_stop_are_said()
    {
        var ended = Story.Begin().On(Story.Day(3, 10)).Person(Consent() with { ValidUntil = Story.Day(3, 20) });
        Assert.That(((await Line(ended, "improvement")).Standing, (await Line(ended, "improvement")).Since), Is.EqualTo((ConsentStanding.Expired, Story.Day(3, 20))));
        var refused = Story.Begin().On(Story.Day(3, 10)).Person(new ConsentRefused(["improvement"], "2025", "web"));
        Assert.That((await Line(refused, "improvement")).Standing, Is.EqualTo(ConsentStanding.Refused));
        var stopped = Story.Begin().On(Story.Day(3, 10)).Person(Consent()).On(Story.Day(3, 20)).Person(new ProcessingStopDemanded(["improvement"], "web"));
        Assert.That((await Line(stopped, "improvement")).Standing, Is.EqualTo(ConsentStanding.Stopped));
    }

    [Test]
    public async Task What_goes_on_under_another_ground_is_said_with_its_purpose()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Consent())
            .On(Story.Day(3, 20)).Person(Withdrawn("improvement") with { Continued = [Continues("location", "improvement")] });
        Assert.That((await Line(story, "improvement")).Continued.Single().Basis, Is.EqualTo(LegalBasis.Contract));
        Assert.That((await Line(story, "service")).Continued, Is.Empty);
    }

    [Test]
    public async Task A_consent_hidden_in_another_document_counts_for_nothing()
    {
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Consent() with { SeparateDocument = false });
        Assert.That((await Line(story, "improvement")).Standing, Is.EqualTo(ConsentStanding.Bundled));
    }

    [Test]
    public async Task The_person_stands_as_the_consents_holds_and_keys_say()
    {
        Assert.That(await Statuses(Story.Begin().Person(Collected())), Is.EqualTo(new[] { PersonStatus.WithoutConsent }));
        var story = Story.Begin().On(Story.Day(3, 10)).Person(Consent());
        Assert.That(await Statuses(story), Is.EqualTo(new[] { PersonStatus.Active }));
        story.On(Story.Day(3, 20)).Person(Withdrawn()).Person(new HoldPlaced("h-1", HoldGround.Court, [], Story.Sealed));
        Assert.That(await Statuses(story), Is.EqualTo(new[] { PersonStatus.Withdrawn, PersonStatus.Held }));
    }

    static async Task<ConsentLine> Line(Story story, string purpose) => (await Matrix(story)).Single(line => line.Purpose == purpose);

    static async Task<IReadOnlyList<ConsentLine>> Matrix(Story story) => ConsentMatrix.Of(await File(story), Story.Day(4, 1));

    static async Task<IReadOnlyList<PersonStatus>> Statuses(Story story) => PersonStatuses.Of((await File(story)).State, Story.Day(4, 1));

    static async Task<PersonFile> File(Story story) => (await new PersonFiles(await story.Journal()).Read(Story.Anna, Story.Day(4, 1), null, default))!;
}
