using Ledger.Law;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

public sealed class ExtensionTests
{
    static readonly LegalClock Clock = LegalClock.Default;

    [Test]
    public void A_notice_may_go_out_until_the_last_instant_of_the_original_end()
    {
        var due = Clock.Start(Of(RuleIds.StopOnDemand), Noon("2025-10-27"));
        var sent = due.StatutoryEnd.AddTicks(-1);
        var outcome = Clock.Extend(due, sent);
        Assert.That(outcome.Granted, Is.True);
        Assert.That(outcome.Due.ExtendedAt, Is.EqualTo(sent));
        AssertDue(outcome.Due, "2025-11-18", "2025-11-18", "2025-11-18");
    }

    [Test]
    public void A_notice_after_the_original_end_moves_nothing()
    {
        var due = Clock.Start(Of(RuleIds.StopOnDemand), Noon("2025-10-27"));
        AssertRefused(Clock.Extend(due, due.StatutoryEnd), due, ExtensionRefusal.TooLate);
    }

    [Test]
    public void A_notice_from_before_the_request_moves_nothing()
    {
        var due = Clock.Start(Of(RuleIds.AnswerPerson), Noon("2025-10-27"));
        AssertRefused(Clock.Extend(due, due.Start.AddTicks(-1)), due, ExtensionRefusal.BeforeStart);
    }

    [Test]
    public void The_law_gives_one_extension_only()
    {
        var due = Clock.Start(Of(RuleIds.AnswerRegulator), Noon("2025-10-27"));
        var extended = Clock.Extend(due, due.Start.AddDays(1)).Due;
        AssertRefused(Clock.Extend(extended, due.Start.AddDays(2)), extended, ExtensionRefusal.AlreadyExtended);
    }

    [TestCase(RuleIds.StopUnlawfulProcessing)]
    [TestCase(RuleIds.DestroyOnProof)]
    [TestCase(RuleIds.DestroyAfterWithdrawal)]
    [TestCase(RuleIds.Rectify)]
    [TestCase(RuleIds.NotifyIncident)]
    [TestCase(RuleIds.NotifyInvestigation)]
    [TestCase(RuleIds.WaitBeforeTransfer)]
    [TestCase(RuleIds.GdprNotifyBreach)]
    public void No_notice_extends_what_the_law_does_not_let_it(string rule)
    {
        var due = Clock.Start(Of(rule), Noon("2026-03-16"));
        AssertRefused(Clock.Extend(due, due.Start.AddHours(1)), due, ExtensionRefusal.NotProvided);
    }

    [TestCase(RuleIds.DestroyAfterWithdrawal, "2025-10-27", "2026-04-27", "2026-04-27", "2026-04-27")]
    [TestCase(RuleIds.DestroyUnlawful, "2025-10-27", "2026-04-27", "2026-04-27", "2026-04-27")]
    [TestCase(RuleIds.DestroyAfterPurpose, "2025-08-31", "2026-02-28", "2026-03-02", "2026-02-27")]
    public void Blocking_gives_six_months_from_the_same_trigger(string rule, string start, string nominal, string statutory, string safe)
    {
        var due = Clock.Start(Of(rule), Noon(start));
        var outcome = Clock.Block(due, due.Start.AddDays(3));
        Assert.That(outcome.Granted, Is.True);
        AssertDue(outcome.Due, nominal, statutory, safe);
        AssertRefused(Clock.Block(outcome.Due, due.Start.AddDays(4)), outcome.Due, ExtensionRefusal.AlreadyExtended);
    }

    [Test]
    public void Blocking_after_the_end_moves_nothing()
    {
        var due = Clock.Start(Of(RuleIds.DestroyAfterWithdrawal), Noon("2025-10-27"));
        AssertRefused(Clock.Block(due, due.StatutoryEnd), due, ExtensionRefusal.TooLate);
    }

    [TestCase(RuleIds.DestroyOnProof, Description = "Art. 20(3) is outside art. 21(6) by its wording.")]
    [TestCase(RuleIds.AnswerPerson)]
    public void Blocking_is_no_way_out_of_other_duties(string rule)
    {
        var due = Clock.Start(Of(rule), Noon("2026-03-16"));
        AssertRefused(Clock.Block(due, due.Start.AddDays(1)), due, ExtensionRefusal.NotProvided);
    }

    [Test]
    public void The_six_months_can_be_counted_from_the_original_end_by_data()
    {
        var rule = Of(RuleIds.DestroyAfterWithdrawal);
        var lenient = rule with { Version = 2, Extension = rule.Extension! with { CountedFrom = ExtensionStart.OriginalEnd } };
        var due = Clock.Start(lenient, Noon("2025-10-27"));
        AssertDue(Clock.Block(due, due.Start.AddDays(1)).Due, "2026-05-26", "2026-05-26", "2026-05-26");
    }

    [Test]
    public void A_stored_due_is_extended_from_its_stored_end_whatever_the_calendar_says_now()
    {
        var terms = Clock.Start(Of(RuleIds.AnswerPerson), Noon("2025-10-27")).ToTerms();
        var stored = terms with { Calendar = "older", Due = Instant("2025-11-12T21:00:00Z") };
        var due = Clock.Resume(stored, LegalRules.Default)!;
        AssertDue(due, "2025-11-12", "2025-11-12", "2025-11-11");
        Assert.That(due.CalendarVersion, Is.EqualTo("older"));
        AssertDue(Clock.Extend(due, due.Start).Due, "2025-11-19", "2025-11-19", "2025-11-19");
    }

    [Test]
    public void A_stored_due_that_was_extended_is_not_extended_again()
    {
        var due = Clock.Start(Of(RuleIds.AnswerPerson), Noon("2025-10-27"));
        var extended = Clock.Extend(due, due.Start).Due;
        var resumed = Clock.Resume(extended.ToTerms(), LegalRules.Default, extended.ExtendedAt)!;
        Assert.That(resumed, Is.EqualTo(extended));
        AssertRefused(Clock.Extend(resumed, due.Start), resumed, ExtensionRefusal.AlreadyExtended);
    }

    [TestCase("2")]
    [TestCase("one")]
    public void A_stored_due_of_an_unknown_rule_version_is_not_resumed(string version)
    {
        var terms = Clock.Start(Of(RuleIds.AnswerPerson), Noon("2025-10-27")).ToTerms() with { RuleVersion = version };
        Assert.That(Clock.Resume(terms, LegalRules.Default), Is.Null);
    }

    [Test]
    public void Two_further_months_are_added_to_the_original_month()
    {
        var due = Clock.Start(Of(RuleIds.GdprActOnRequest), Noon("2026-03-16"));
        AssertDue(Clock.Extend(due, due.Start.AddDays(20)).Due, "2026-06-16", "2026-06-16", "2026-06-16");
    }

    static void AssertRefused(ExtensionOutcome outcome, Due stays, ExtensionRefusal why) => Assert.Multiple(() =>
    {
        Assert.That(outcome.Refusal, Is.EqualTo(why));
        Assert.That(outcome.Granted, Is.False);
        Assert.That(outcome.Due, Is.SameAs(stays));
    });
}
