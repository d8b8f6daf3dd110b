using FsCheck;
using FsCheck.Fluent;
using Ledger.Law;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

/// <summary>What holds for every rule and every instant of 2024 to 2035, decreed or not.</summary>
public sealed class LegalClockProperties
{
    const int Minutes = 12 * 365 * 24 * 60;
    static readonly LegalClock Clock = LegalClock.Default;
    static readonly DateTimeOffset First = Instant("2024-01-01T00:00:00+03:00");

    static readonly Arbitrary<(Rule Rule, DateTimeOffset Start, int Later)> Cases = (
        from rule in Gen.Elements(LegalRules.Default.All.ToArray())
        from minute in Gen.Choose(0, Minutes)
        from later in Gen.Choose(0, 20 * 24 * 60)
        select (rule, First.AddMinutes(minute), later)).ToArbitrary();

    [Test]
    public void A_deadline_in_days_never_ends_on_a_day_off() => Holds(it =>
    {
        var due = Clock.Start(it.Rule, it.Start);
        return due.Rule.IsExact || due.Rule.Kind is not RuleKind.Deadline || due.Rule.Unit is PeriodUnit.SameDay
            || (Clock.IsWorkingDay(due.StatutoryDue) && Clock.IsWorkingDay(due.SafeDue));
    });

    [Test]
    public void The_safe_end_is_never_after_the_statutory_one_nor_before_the_start() => Holds(it =>
    {
        var due = Clock.Start(it.Rule, it.Start);
        return due.SafeDue <= due.Nominal && due.Nominal <= due.StatutoryDue
            && due.SafeEnd <= due.StatutoryEnd && due.Start <= due.SafeEnd;
    });

    [Test]
    public void What_starts_later_is_never_due_earlier() => Holds(it =>
    {
        var (due, next) = (Clock.Start(it.Rule, it.Start), Clock.Start(it.Rule, it.Start.AddMinutes(it.Later)));
        return due.StatutoryEnd <= next.StatutoryEnd && due.SafeEnd <= next.SafeEnd;
    });

    [Test]
    public void The_last_instant_in_time_lies_on_the_due_day() => Holds(it =>
    {
        var due = Clock.Start(it.Rule, it.Start);
        var last = due.Rule.IsExact ? due.StatutoryEnd : due.StatutoryEnd.AddTicks(-1);
        return Clock.LocalDate(last) == due.StatutoryDue && !due.IsOverdue(last) && due.IsOverdue(last.AddTicks(1));
    });

    [Test]
    public void A_stored_due_comes_back_as_it_was() => Holds(it =>
    {
        var due = Clock.Start(it.Rule, it.Start);
        return Clock.Resume(due.ToTerms(), LegalRules.Default) == due;
    });

    [Test]
    public void An_extension_in_time_always_ends_later() => Holds(it =>
    {
        var due = Clock.Start(it.Rule, it.Start);
        return new[] { Clock.Extend(due, due.Start), Clock.Block(due, due.Start) }
            .All(outcome => outcome.Granted ? outcome.Due.SafeEnd > due.StatutoryEnd : outcome.Refusal is ExtensionRefusal.NotProvided);
    });

    [Test]
    public void Counted_one_by_one_the_working_days_between_are_as_many_as_asked() => Holds(it =>
    {
        var from = Clock.LocalDate(it.Start);
        var number = it.Later % 40;
        var to = Clock.AddWorkingDays(from, number);
        return number == Enumerable.Range(1, to.DayNumber - from.DayNumber).Count(day => Clock.IsWorkingDay(from.AddDays(day)));
    });

    static void Holds(Func<(Rule Rule, DateTimeOffset Start, int Later), bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Cases, property));
}
