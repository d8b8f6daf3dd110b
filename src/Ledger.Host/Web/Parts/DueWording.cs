using System.Globalization;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Parts;

/// <summary>
/// Until when something is to be done, and how long that is: the one wording of the console. What is left is counted as the law counts the term itself: in
/// working days, in calendar days, or in hours through nights and holidays.
/// </summary>
/// <param name="legal">The calendar of the law.</param>
/// <param name="words">The language, and how days read.</param>
sealed class DueWording(LegalClock legal, ReportWording words)
{
    const int SoonDays = 3, HoursMax = 72;

    /// <summary>"не позднее 07.12.2026": the last day in time, or the last minute where the law counts hours; of a term of keeping its last day.</summary>
    public static string Until(DateTimeOffset due, string? rule, ReportWording words)
    {
        var exact = Find(rule) is { IsExact: true };
        var day = words.LocalDay(exact ? due : due.AddTicks(-1));
        var end = $"{(words.IsRussian ? words.Day(day) : words.LongDay(day))}{(exact ? words.Local(due).ToString(" HH:mm", CultureInfo.InvariantCulture) : "")}";
        return (IsKeeping(rule), words.IsRussian) switch { (true, true) => $"по {end}", (true, _) => $"through {end}", (_, true) => $"не позднее {end}", _ => $"by {end}" };
    }

    /// <summary>The same in the language of this wording.</summary>
    public string Until(DateTimeOffset due, string? rule = null) => Until(due, rule, words);

    /// <summary>How long until then or since, and the kind of its badge.</summary>
    public (string Kind, string Text) Left(DateTimeOffset due, string? rule, DateTimeOffset now, bool isExtended = false)
    {
        var known = Find(rule);
        if (IsKeeping(rule)) return ("plain", now >= due ? Say("срок истёк", "term over") : Say("срок идёт", "term running"));   // nobody is late
        var passed = known is { IsExact: true } ? now > due : now >= due;
        if (known is { IsExact: true } && Math.Ceiling((now - due).Duration().TotalHours) is var hours and <= HoursMax)
            return passed ? ("bad", Say($"просрочено на {hours}\u00A0ч", $"{hours} h overdue")) : ("warn", Say($"осталось {hours}\u00A0ч", $"{hours} h left"));
        var days = CountsWorkingDays(known, isExtended) ? legal.WorkingDaysLeft(now, due) : legal.LocalDate(due.AddTicks(-1)).DayNumber - legal.LocalDate(now).DayNumber;
        var number = words.Number(Math.Abs(days));
        var (ru, en) = CountsWorkingDays(known, isExtended) ? ("раб. дн.", days is 1 or -1 ? "working day" : "working days") : ("дн.", days is 1 or -1 ? "day" : "days");
        if (passed) return ("bad", days == 0 ? Say("просрочено", "overdue") : Say($"просрочено на {number}\u00A0{ru}", $"{number} {en} overdue"));
        return (days <= SoonDays ? "warn" : "plain", days == 0 ? Say("последний день", "last day") : Say($"осталось {number}\u00A0{ru}", $"{number} {en} left"));
    }

    /// <summary>How a duty stands: what is left of its term, or that it was done and whether in time.</summary>
    public (string Kind, string Text) Standing(Duty duty, DateTimeOffset now) => duty.IsOpen ? Left(duty.Terms.Due, duty.Terms.Rule, now, duty.ExtendedIndex is not null) : Done(duty.IsMissed);

    /// <summary>The same of a row.</summary>
    public (string Kind, string Text) Standing(DutyRow duty, DateTimeOffset now) => duty.IsOpen ? Left(Micros.ToMoment(duty.Due), duty.Rule, now, duty.Extended) : Done(duty.Missed);

    /// <summary>The rule that sets the soonest end of what is open of an incident; null where nothing is.</summary>
    public static string? RuleOf(IncidentState incident) => incident.Duties.Where(duty => duty.IsOpen).MinBy(duty => duty.Terms.Due)?.Terms.Rule;

    /// <summary>The same of an inquiry; null also where the inquiry itself sets its day.</summary>
    public static string? RuleOf(InquiryState inquiry) => inquiry.Due is not { } due ? null
        : (inquiry.Duties.FirstOrDefault(duty => duty.IsOpen && duty.Terms.Due == due)?.Terms ?? inquiry.Passed.FirstOrDefault(terms => terms.Due == due))?.Rule;

    (string, string) Done(bool missed) => missed ? ("bad", Say("исполнена с опозданием", "done too late")) : ("good", Say("исполнена в срок", "done in time"));

    /// <summary>A term without a rule of its own is one to answer, and those are counted in working days; one the law lets be prolonged, as its prolongation is.</summary>
    static bool CountsWorkingDays(Rule? rule, bool isExtended) =>
        rule is null || (isExtended ? rule.Extension?.Unit ?? rule.Unit : rule.Unit) is PeriodUnit.WorkingDays or PeriodUnit.SameDay;

    static bool IsKeeping(string? rule) => Find(rule) is { Kind: not RuleKind.Deadline };

    static Rule? Find(string? id) => id is null ? null : LegalRules.Default.All.LastOrDefault(rule => rule.Id == id);

    string Say(string ru, string en) => words.IsRussian ? ru : en;
}
