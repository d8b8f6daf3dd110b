using Ledger.Law;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

/// <summary>The test vectors of the brief on the law, section 2.3: every row, every column.</summary>
public sealed class CountingTests
{
    static readonly LegalClock Clock = LegalClock.Default;

    [TestCase("2025-10-27", "2025-10-30", "2025-11-06", "2025-11-11", "2025-11-18")]
    [TestCase("2025-12-26", "2026-01-12", "2026-01-16", "2026-01-21", "2026-01-28")]
    [TestCase("2026-04-30", "2026-05-06", "2026-05-13", "2026-05-18", "2026-05-25")]
    [TestCase("2026-12-25", "2026-12-30", "2027-01-14", "2027-01-19", "2027-01-26")]
    [TestCase("2027-02-15", "2027-02-18", "2027-02-25", "2027-03-02", "2027-03-10")]
    public void Working_days_follow_the_decrees(string received, string three, string seven, string ten, string fifteen)
    {
        var start = Noon(received);
        var extended = Clock.Extend(Clock.Start(Of(RuleIds.AnswerPerson), start), start.AddDays(1)).Due;
        Assert.Multiple(() =>
        {
            AssertDue(Clock.Start(Of(RuleIds.StopUnlawfulProcessing), start), three, three, three);
            AssertDue(Clock.Start(Of(RuleIds.Rectify), start), seven, seven, seven);
            AssertDue(Clock.Start(Of(RuleIds.AnswerPerson), start), ten, ten, ten);
            AssertDue(extended, fifteen, fifteen, fifteen);
        });
    }

    [TestCase("2025-10-27", "2025-11-26", "2025-11-26", "2025-11-26")]
    [TestCase("2025-12-26", "2026-01-25", "2026-01-26", "2026-01-23")]
    [TestCase("2026-04-30", "2026-05-30", "2026-06-01", "2026-05-29")]
    [TestCase("2026-12-25", "2027-01-24", "2027-01-25", "2027-01-22")]
    [TestCase("2027-02-15", "2027-03-17", "2027-03-17", "2027-03-17")]
    [TestCase("2025-12-01", "2025-12-31", "2026-01-12", "2025-12-30", Description = "The first year-end trap: a day off by transfer.")]
    [TestCase("2026-12-02", "2027-01-01", "2027-01-11", "2026-12-30", Description = "The second year-end trap: the holidays themselves.")]
    public void Thirty_days_end_on_a_working_day(string received, string nominal, string statutory, string safe) =>
        AssertDue(Clock.Start(Of(RuleIds.DestroyAfterWithdrawal), Noon(received)), nominal, statutory, safe);

    [TestCase("2026-01-31", "2026-02-28", "2026-03-02", "2026-02-27")]
    [TestCase("2027-01-29", "2027-02-28", "2027-03-01", "2027-02-26")]
    [TestCase("2024-01-31", "2024-02-29", "2024-02-29", "2024-02-29")]
    [TestCase("2026-03-31", "2026-04-30", "2026-04-30", "2026-04-30")]
    [TestCase("2026-03-16", "2026-04-16", "2026-04-16", "2026-04-16")]
    public void A_month_ends_on_the_same_date_or_the_last_day(string received, string nominal, string statutory, string safe) =>
        AssertDue(Clock.Start(Of(RuleIds.GdprActOnRequest), Noon(received)), nominal, statutory, safe);

    [TestCase("2026-01-01", "2026-02-15", "2026-02-16", "2026-02-13")]
    [TestCase("2026-01-31", "2026-02-15", "2026-02-16", "2026-02-13")]
    [TestCase("2026-12-31", "2027-01-15", "2027-01-15", "2027-01-15")]
    public void Changes_of_a_month_are_due_on_the_fifteenth_of_the_next(string changed, string nominal, string statutory, string safe) =>
        AssertDue(Clock.Start(Of(RuleIds.NotifyChanges), Noon(changed)), nominal, statutory, safe);

    [TestCase("2026-03-16", "2029-03-16")]
    [TestCase("2024-02-29", "2027-02-28", Description = "A leap day returns as the last of February; a Sunday moves no retention term.")]
    public void Evidence_is_kept_for_three_years_to_the_day(string destroyed, string kept)
    {
        var due = Clock.Start(Of(RuleIds.KeepDestructionEvidence), Noon(destroyed));
        AssertDue(due, kept, kept, kept);
        Assert.That(due.Provisional, Is.False, "no day off can move it");
    }

    [Test]
    public void A_window_is_not_moved_by_a_day_off()
    {
        var due = Clock.Start(Of(RuleIds.RepeatRequestWindow), Noon("2025-12-01"));
        AssertDue(due, "2025-12-31", "2025-12-31", "2025-12-31");
    }

    [TestCase(RuleIds.NotifyIncident, "2025-12-31T23:30:00+03:00", "2026-01-01T23:30:00+03:00")]
    [TestCase(RuleIds.NotifyInvestigation, "2025-12-31T23:30:00+03:00", "2026-01-03T23:30:00+03:00")]
    [TestCase(RuleIds.NotifyIncident, "2026-05-08T18:00:00+03:00", "2026-05-09T18:00:00+03:00")]
    [TestCase(RuleIds.NotifyInvestigation, "2026-05-08T18:00:00+03:00", "2026-05-11T18:00:00+03:00")]
    public void Hours_run_through_holidays_to_the_instant(string rule, string detected, string expected)
    {
        var due = Clock.Start(Of(rule), Instant(detected));
        var end = Instant(expected);
        Assert.Multiple(() =>
        {
            Assert.That(due.StatutoryEnd, Is.EqualTo(end));
            Assert.That(due.SafeEnd, Is.EqualTo(end));
            Assert.That(due.StatutoryDue, Is.EqualTo(DateOnly.FromDateTime(end.DateTime)));
            Assert.That(due.IsOverdue(end), Is.False, "the last instant is in time");
            Assert.That(due.IsOverdue(end.AddTicks(1)), Is.True);
            Assert.That(due.Provisional, Is.False);
        });
    }

    [Test]
    public void Immediately_means_at_the_instant_itself()
    {
        var start = Noon("2026-01-03");
        var due = Clock.Start(Of(RuleIds.BlockAtOnce), start);
        Assert.Multiple(() =>
        {
            Assert.That(due.StatutoryEnd, Is.EqualTo(start));
            Assert.That(due.IsOverdue(start), Is.False);
            Assert.That(due.IsOverdue(start.AddSeconds(1)), Is.True);
        });
    }

    [Test]
    public void A_due_day_runs_to_midnight_in_moscow_and_no_further()
    {
        var due = Clock.Start(Of(RuleIds.DestroyAfterWithdrawal), Noon("2025-12-26"));
        Assert.Multiple(() =>
        {
            Assert.That(due.StatutoryEnd, Is.EqualTo(Instant("2026-01-26T21:00:00Z")));
            Assert.That(due.StatutoryEnd.Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(due.SafeEnd, Is.EqualTo(Instant("2026-01-23T21:00:00Z")));
            Assert.That(due.IsOverdue(due.StatutoryEnd.AddTicks(-1)), Is.False);
            Assert.That(due.IsOverdue(due.StatutoryEnd), Is.True);
            Assert.That(due.IsPastSafe(due.SafeEnd.AddTicks(-1)), Is.False);
            Assert.That(due.IsPastSafe(due.SafeEnd), Is.True);
        });
    }

    [Test]
    public void A_due_names_what_it_was_counted_by()
    {
        var rule = Of(RuleIds.AnswerRegulator);
        var start = Instant("2026-03-16T12:00:00+07:00");
        var due = Clock.Start(rule, start);
        Assert.Multiple(() =>
        {
            Assert.That(due.Rule, Is.SameAs(rule));
            Assert.That(due.CalendarVersion, Is.EqualTo(ProductionCalendar.Russia.Version).And.Not.Empty);
            Assert.That(due.Zone, Is.EqualTo("Europe/Moscow"));
            Assert.That(due.Start, Is.EqualTo(start));
            Assert.That(due.Start.Offset, Is.EqualTo(TimeSpan.Zero));
            Assert.That(due.StartedOn, Is.EqualTo(Day("2026-03-16")));
            Assert.That(due.ExtendedAt, Is.Null);
        });
    }
}
