using Ledger.Host.Web.Parts;
using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Host.Tests.Web;

/// <summary>Until when, and how long that is: each term in the unit the law counts it in.</summary>
public sealed class DueWordingTests
{
    static readonly LegalClock Legal = LegalClock.Default;

    static readonly DueWording Russian = new(Legal, new(ReportLanguage.Ru, Legal.Zone)), English = new(Legal, new(ReportLanguage.En, Legal.Zone));

    /// <summary>Monday, noon in Moscow.</summary>
    static readonly DateTimeOffset Now = new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero);

    [TestCase(RuleIds.AnswerPerson, 30, "осталось 5\u00A0раб. дн.", "5 working days left", TestName = "Working_days_where_the_law_counts_working_days")]
    [TestCase(RuleIds.DestroyAfterWithdrawal, 30, "осталось 7\u00A0дн.", "7 days left", TestName = "Calendar_days_where_the_law_says_days")]
    [TestCase(RuleIds.AnswerPerson, 23, "последний день", "last day", TestName = "The_last_day_is_in_time")]
    [TestCase(RuleIds.AnswerPerson, 20, "просрочено на 1\u00A0раб. дн.", "1 working day overdue", TestName = "Overdue_by_working_days")]
    [TestCase(RuleIds.DestroyAfterWithdrawal, 20, "просрочено на 3\u00A0дн.", "3 days overdue", TestName = "Overdue_by_calendar_days")]
    [TestCase(RuleIds.KeepDestructionEvidence, 20, "срок истёк", "term over", TestName = "Nobody_is_late_to_keep_something")]
    public void The_rule_says_what_is_counted(string rule, int lastDay, string russian, string english)
    {
        var due = Legal.EndOf(new(2026, 11, lastDay));
        Assert.That((Russian.Left(due, rule, Now).Text, English.Left(due, rule, Now).Text), Is.EqualTo((russian, english)));
    }

    [Test]
    public void A_term_prolonged_by_months_is_counted_in_days_although_the_law_counted_it_in_working_days()
    {
        var due = Legal.EndOf(new(2026, 11, 30));
        Assert.That(Russian.Left(due, RuleIds.StopOnDemand, Now).Text, Is.EqualTo("осталось 5\u00A0раб. дн."));
        Assert.That(Russian.Left(due, RuleIds.DestroyUnlawful, Now, isExtended: true).Text, Is.EqualTo("осталось 7\u00A0дн."));
    }

    [TestCase(20, "осталось 20\u00A0ч", "warn"), TestCase(60, "осталось 60\u00A0ч", "warn"), TestCase(-5, "просрочено на 5\u00A0ч", "bad"), TestCase(-100, "просрочено на 4\u00A0дн.", "bad")]
    public void Hours_where_the_law_counts_hours_and_days_once_it_is_long_past(int hours, string text, string kind) =>
        Assert.That(Russian.Left(Now.AddHours(hours), RuleIds.NotifyIncident, Now), Is.EqualTo((kind, text)));

    [Test]
    public void The_end_is_said_as_the_last_day_or_the_last_minute()
    {
        var due = Legal.EndOf(new(2026, 12, 7));
        Assert.That(Russian.Until(due, RuleIds.AnswerPerson), Is.EqualTo("не позднее 07.12.2026"));
        Assert.That(English.Until(due, RuleIds.AnswerPerson), Is.EqualTo("by 7\u00A0December 2026"));
        Assert.That(Russian.Until(Now, RuleIds.NotifyIncident), Is.EqualTo("не позднее 23.11.2026 12:00"));
        Assert.That(Russian.Until(due, RuleIds.KeepDestructionEvidence), Is.EqualTo("по 07.12.2026"));
    }

    [Test]
    public void What_is_done_says_whether_in_time()
    {
        var duty = new Projections.Duty
        {
            Opened = 1, Ordinal = 0, ClosedAt = Now, ClosedIndex = 2,
            Terms = Legal.Start(LegalRules.Default.All.Last(rule => rule.Id == RuleIds.AnswerPerson), Now.AddDays(-3)).ToTerms(),
        };
        Assert.That(Russian.Standing(duty, Now), Is.EqualTo(("good", "исполнена в срок")));
        Assert.That(Russian.Standing(duty with { ClosedAt = Now.AddDays(60) }, Now).Kind, Is.EqualTo("bad"));
    }
}
