using Ledger.Host.Demo;
using Ledger.Host.Generate;
using Ledger.Law;
using Ledger.Projections;

namespace Ledger.Host.Tests.Demo;

/// <summary>The story and the traffic on a whole ledger: all of it is accepted, and what is found is what was put in.</summary>
public sealed class StoryOnLedgerTests
{
    [Test]
    public async Task The_story_is_accepted_and_the_ledger_finds_what_it_tells_of()
    {
        await using var ledger = await Told();
        var findings = (await (await ledger.Rows()).Query(FindingQueries.All(), default)).Value;
        Assert.That(findings.Select(f => f.Code), Is.EquivalentTo(new[]
        {
            FindingKinds.MessageAfterOptOut, FindingKinds.RecipientUnregistered, FindingKinds.DisclosureNoGround, FindingKinds.ConsentBundled,
        }));
    }

    [Test]
    public async Task The_withdrawal_is_due_on_12_January_safe_on_30_December_and_done_in_time()
    {
        await using var withdrawn = await Told(upTo: new(2025, 12, 2, 0, 0, 0, TimeSpan.Zero));
        var duty = (await WithdrawalsOf(withdrawn))[^1];
        Assert.That(DemoTimes.End(Moment(duty.Due), Language.Ru), Is.EqualTo("12.01.2026"));
        Assert.That(DemoTimes.End(Moment(duty.Safe), Language.Ru), Is.EqualTo("30.12.2025"));
        await using var ledger = await Told(upTo: Story.End);
        Assert.That((await WithdrawalsOf(ledger)).Select(d => (d.IsOpen, d.Missed)), Is.EqualTo(new[] { (false, false), (false, false) }));
    }

    [Test]
    public async Task Only_the_proof_of_destruction_is_still_to_be_kept_at_the_years_end()
    {
        await using var ledger = await Told(upTo: Story.End);
        var open = (await (await ledger.Rows()).Query(DutyQueries.Open(), default)).Value;
        Assert.That(open.Select(d => d.Rule), Is.Not.Empty.And.All.EqualTo(RuleIds.KeepDestructionEvidence));
    }

    [Test]
    public async Task A_year_told_again_adds_nothing()
    {
        await using var ledger = await Told(upTo: Story.End);
        foreach (var step in Story.Chapters.SelectMany(chapter => chapter.Steps))
        {
            var again = await ledger.Publish(step.Published());
            Assert.That(again.Refusal, Is.Null, step.Told.En);
            Assert.That(again.Value.Select(receipt => receipt.Duplicate), Is.All.True);
        }
    }

    [Test]
    public async Task Generated_traffic_is_accepted_and_about_one_event_in_a_hundred_is_found()
    {
        await using var ledger = new MemoryLedger(TrafficGenerator.To);
        var lines = 0;
        foreach (var batch in TrafficGenerator.Events(1_000, 1, TrafficGenerator.From, TrafficGenerator.To).Chunk(500))
        {
            var published = await ledger.Publish(batch);
            Assert.That(published.Refusal, Is.Null);
            lines += batch.Length;
        }
        var findings = (await (await ledger.Rows()).Query(FindingQueries.All(take: 10_000), default)).Value;
        TestContext.Out.WriteLine(string.Join(", ", findings.GroupBy(f => f.Code).Select(g => $"{g.Key} {g.Count()}")));
        Assert.That(findings.Count / (double)lines, Is.InRange(0.006, 0.02));
    }

    static async Task<List<DutyRow>> WithdrawalsOf(MemoryLedger ledger) =>
        [.. (await (await ledger.Rows()).Query<DutyRow>(rows => rows.Where(d => d.Rule == RuleIds.DestroyAfterWithdrawal).OrderBy(d => d.Due), default)).Value];

    static async Task<MemoryLedger> Told(DateTimeOffset? upTo = null)
    {
        var ledger = new MemoryLedger(Story.Beginning);
        foreach (var step in Story.Chapters.Concat(Story.Later).SelectMany(chapter => chapter.Steps).Where(step => upTo is null || step.At < upTo))
        {
            ledger.Clock.MoveTo(step.At);
            var published = await ledger.Publish(step.Published());
            Assert.That(published.Refusal, Is.Null, step.Told.En);
        }
        return ledger;
    }

    static DateTimeOffset Moment(long microseconds) => DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds);
}
