using System.Text;
using Ledger.Destruction;
using Ledger.Host.Demo;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;

namespace Ledger.Host.Tests.Demo;

/// <summary>The story that ends today, at moments of the year that make it hard: days off, midnight, the turn of the year, a year without a calendar.</summary>
public sealed class TodayStoryTests
{
    static readonly string[] Moments =
        ["2026-11-23T06:53:20Z", "2027-01-04T21:00:00Z", "2026-05-10T20:59:59Z", "2026-12-31T23:30:00Z", "2027-01-12T09:00:00Z", "2028-02-29T12:00:00Z", "2031-06-15T03:00:00Z"];

    [TestCaseSource(nameof(Moments))]
    public async Task There_is_work_today(string moment)
    {
        var now = DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture);
        await using var ledger = await Told(now);
        var rows = await ledger.Rows();
        var open = (await rows.Query(DutyQueries.Open(take: 1000), default)).Value.Where(duty => duty.Rule != RuleIds.KeepDestructionEvidence).ToList();
        Assert.That(open.Where(duty => duty.IsOverdue(now)).Select(duty => duty.Rule), Is.EqualTo(new[] { RuleIds.Rectify }), "one term has passed");
        Assert.That(open.Select(duty => duty.Rule), Is.EquivalentTo(new[]
        {
            RuleIds.Rectify, RuleIds.AnswerRegulator, RuleIds.AnswerPerson, RuleIds.NotifyInvestigation, RuleIds.DestroyAfterWithdrawal,
        }));
        var hours = open.Single(duty => duty.Rule == RuleIds.NotifyInvestigation);
        Assert.That(Moment(hours.Due) - now, Is.GreaterThan(TimeSpan.FromHours(51)).And.LessThanOrEqualTo(TimeSpan.FromHours(52)));
        var asked = open.Single(duty => duty.Rule == RuleIds.AnswerRegulator);
        Assert.That(LegalClock.Default.WorkingDaysLeft(now, Moment(asked.Due)), Is.InRange(3, 5));
        var editions = (await rows.Query<EditionRow>(all => all.OrderBy(edition => edition.Index).Take(10), default)).Value;
        Assert.That(editions, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task Nothing_in_it_is_later_than_now_and_what_was_found_waits_for_an_answer()
    {
        var now = new DateTimeOffset(2026, 11, 23, 6, 53, 20, TimeSpan.Zero);
        await using var ledger = await Told(now);
        Assert.That(ledger.Clock.GetUtcNow(), Is.LessThanOrEqualTo(now));
        foreach (var published in Steps(now).SelectMany(step => step.Published().Select(line => PublishedCodec.Read(line, step.At, TimeSpan.Zero))))
            Assert.That(published.Refusal, Is.Null, "no event is later than the step that publishes it");
        var findings = (await (await ledger.Rows()).Query(FindingQueries.All(take: 1000), default)).Value;
        Assert.That(findings.Select(finding => finding.Code), Is.SupersetOf(new[]
        {
            FindingKinds.DisclosureNoGround, FindingKinds.RecipientUnregistered, FindingKinds.MessageAfterOptOut, FindingKinds.ConsentEditionNotInForce, FindingKinds.StorageAbroad,
        }));
    }

    [Test]
    public void Its_steps_follow_each_other_and_it_is_told_in_both_languages()
    {
        for (var now = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero); now.Year < 2028; now = now.AddDays(11).AddHours(7))
        {
            var steps = Steps(now);
            Assert.That(steps.Select(step => step.At), Is.Ordered.Ascending, $"{now}");
            Assert.That(steps.Select(step => step.Name), Is.Unique);
            Assert.That(steps[^1].At, Is.LessThanOrEqualTo(now));
            foreach (var told in steps.Where(step => !step.Aside).Select(step => step.Told))
                Assert.That((told.En.All(char.IsAscii), told.Ru.Any(letter => letter is >= 'а' and <= 'я')), Is.EqualTo((true, true)), told.En);
        }
    }

    [Test]
    public void A_system_that_has_not_reported_keeps_a_destruction_open()
    {
        var now = new DateTimeOffset(2026, 11, 23, 6, 53, 20, TimeSpan.Zero);
        var olgas = Steps(now).SelectMany(step => step.Published().Select(line => PublishedCodec.Read(line, step.At, TimeSpan.Zero).Value)).Where(e => e.Subject == "u-1005").ToList();
        var held = olgas.Select(e => e.Data).OfType<Persons.DataCollected>().Select(data => data.System);
        Assert.That(held.Except(olgas.Select(e => e.Data).OfType<DataDestroyed>().Select(data => data.System)), Is.EqualTo(new[] { "telemetry-db" }));
    }

    [Test]
    public void A_folder_tells_its_own_story_again_and_no_other()
    {
        var now = new DateTimeOffset(2026, 11, 23, 6, 53, 20, TimeSpan.Zero);
        var first = Encoding.UTF8.GetString(Steps(now)[0].Published()[0].Span);
        var id = PublishedCodec.Read(Encoding.UTF8.GetBytes(first), now, TimeSpan.Zero).Value.Id;
        Assert.That(Lines(Tale.For(id, today: true, now.AddDays(9))), Is.EqualTo(Lines(Tale.For(null, today: true, now))), "told again, it is the same");
        Assert.That(() => Tale.For(id, today: false, now), Throws.InstanceOf<InputException>());
        Assert.That(() => Tale.For("story-20250101-0000-1", today: true, now), Throws.InstanceOf<InputException>());
        Assert.That(Tale.For("story-20250101-0000-1", today: false, now), Is.SameAs(Tale.Whole));
        Assert.That(() => TodayStory.EndingAt(new(2019, 1, 1, 0, 0, 0, TimeSpan.Zero)), Throws.InstanceOf<InputException>(), "a clock that was never set");
    }

    static List<StoryStep> Steps(DateTimeOffset now) => [.. TodayStory.EndingAt(now).Chapters.SelectMany(chapter => chapter.Steps)];

    static List<string> Lines(Tale tale) => [.. tale.Chapters.SelectMany(chapter => chapter.Steps).SelectMany(step => step.Published()).Select(line => Encoding.UTF8.GetString(line.Span))];

    static async Task<MemoryLedger> Told(DateTimeOffset now)
    {
        var ledger = new MemoryLedger(TodayStory.BeginningOf(now));
        foreach (var step in Steps(now))
        {
            ledger.Clock.MoveTo(step.At);
            var published = await ledger.Publish(step.Published());
            Assert.That(published.Refusal, Is.Null, step.Told.En);
        }
        return ledger;
    }

    static DateTimeOffset Moment(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
}
