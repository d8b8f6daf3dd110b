using Ledger.Law;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

public sealed class LocalDayTests
{
    static readonly LegalClock Moscow = LegalClock.Default;

    [TestCase("2026-03-16T20:59:59.9999999Z", "2026-03-16")]
    [TestCase("2026-03-16T21:00:00Z", "2026-03-17")]
    [TestCase("2026-12-31T21:00:00Z", "2027-01-01")]
    public void The_date_of_receipt_is_moscows_and_not_utcs(string instant, string local) =>
        Assert.That(Moscow.LocalDate(Instant(instant)), Is.EqualTo(Day(local)));

    [Test]
    public void A_second_before_moscow_midnight_costs_a_day()
    {
        var rule = Of(RuleIds.StopUnlawfulProcessing);
        var midnight = Instant("2026-03-16T21:00:00Z");
        Assert.That(Moscow.Start(rule, midnight.AddSeconds(-1)).StatutoryDue, Is.EqualTo(Day("2026-03-19")));
        Assert.That(Moscow.Start(rule, midnight).StatutoryDue, Is.EqualTo(Day("2026-03-20")));
    }

    [Test]
    public void Another_zone_counts_its_own_dates()
    {
        var kamchatka = new LegalClock(Fixed("Kamchatka", 12), ProductionCalendar.Russia);
        var due = kamchatka.Start(Of(RuleIds.StopUnlawfulProcessing), Instant("2026-03-16T15:00:00Z"));
        Assert.Multiple(() =>
        {
            Assert.That(due.StartedOn, Is.EqualTo(Day("2026-03-17")));
            Assert.That(due.StatutoryDue, Is.EqualTo(Day("2026-03-20")));
            Assert.That(due.StatutoryEnd, Is.EqualTo(Instant("2026-03-20T12:00:00Z")));
            Assert.That(due.Zone, Is.EqualTo("Kamchatka"));
        });
    }

    [TestCase("2026-03-07", "2026-03-08T05:00:00Z", Description = "Clocks jump from 00:00 to 01:00: the day ends at the jump.")]
    [TestCase("2026-10-31", "2026-11-01T04:00:00Z", Description = "Clocks fall from 01:00 to 00:00: the day ends at the first midnight.")]
    [TestCase("2026-06-30", "2026-07-01T04:00:00Z")]
    [TestCase("2026-12-31", "2027-01-01T05:00:00Z")]
    public void A_day_ends_once_even_where_clocks_change_at_midnight(string day, string end)
    {
        var clock = new LegalClock(ChangingAtMidnight(), ProductionCalendar.Russia);
        var over = clock.EndOf(Day(day));
        Assert.That(over, Is.EqualTo(Instant(end)));
        Assert.That(clock.LocalDate(over), Is.EqualTo(Day(day).AddDays(1)));
        Assert.That(clock.LocalDate(over.AddTicks(-1)), Is.EqualTo(Day(day)));
    }

    [TestCase(RuleIds.DestroyAfterWithdrawal, "2027-11-15", false)]
    [TestCase(RuleIds.DestroyAfterWithdrawal, "2027-12-01", true, Description = "31.12.2027 is a day off, so the end lies in 2028.")]
    [TestCase(RuleIds.AnswerPerson, "2027-12-10", false)]
    [TestCase(RuleIds.AnswerPerson, "2027-12-24", true)]
    [TestCase(RuleIds.NotifyInvestigation, "2027-12-31", false)]
    [TestCase(RuleIds.KeepDestructionEvidence, "2027-12-31", false)]
    [TestCase(RuleIds.RepeatRequestWindow, "2027-12-31", false)]
    [TestCase(RuleIds.WaitBeforeTransfer, "2027-12-31", true)]
    [TestCase(RuleIds.AnswerPerson, "2023-06-01", true, Description = "A year before the first decree here.")]
    public void A_due_counted_in_a_year_without_a_decree_says_so(string rule, string start, bool provisional) =>
        Assert.That(Moscow.Start(Of(rule), Noon(start)).Provisional, Is.EqualTo(provisional));

    [Test]
    public void A_due_moved_into_a_year_without_a_decree_says_so()
    {
        var due = Moscow.Start(Of(RuleIds.DestroyAfterWithdrawal), Noon("2027-09-01"));
        Assert.That(due.Provisional, Is.False);
        Assert.That(Moscow.Block(due, due.Start).Due.Provisional, Is.True);
    }

    [Test]
    public void Another_jurisdictions_days_are_provisional_by_this_calendar()
    {
        Assert.That(Moscow.Start(Of(RuleIds.GdprActOnRequest), Noon("2026-03-16")).Provisional, Is.True);
        Assert.That(Moscow.Start(Of(RuleIds.GdprNotifyBreach), Noon("2026-03-16")).Provisional, Is.False, "hours need no calendar");
    }

    static TimeZoneInfo Fixed(string id, int hours) => TimeZoneInfo.CreateCustomTimeZone(id, TimeSpan.FromHours(hours), id, id);

    static TimeZoneInfo ChangingAtMidnight()
    {
        var spring = TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 0, 0, 0), 3, 8);
        var autumn = TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 1, 0, 0), 11, 1);
        var rule = TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
            DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1), spring, autumn);
        return TimeZoneInfo.CreateCustomTimeZone("midnight", TimeSpan.FromHours(-5), "midnight", "standard", "summer", [rule]);
    }
}
