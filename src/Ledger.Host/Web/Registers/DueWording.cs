using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Host.Web.Registers;

/// <summary>How long until the end of a period, or since it, in working days as the law counts them; by the hour where the law counts hours.</summary>
static class DueWording
{
    const int SoonDays = 3, HoursMax = 48;

    /// <summary>The last day of a period, or its last minute where the law counts hours.</summary>
    public static string Until(DateTimeOffset due, string? rule, ReportWording words) => IsExact(rule) ? words.Moment(due) : words.Day(words.LocalDay(due.AddTicks(-1)));

    /// <summary>The kind of its badge, and its words.</summary>
    public static (string Kind, string Text) Left(DateTimeOffset due, string? rule, DateTimeOffset now, LegalClock legal, ReportWording words)
    {
        var exact = IsExact(rule);
        if (RuleOf(rule) is { Kind: not RuleKind.Deadline })   // a term of keeping ends, nobody is late
            return ("plain", (now >= due, words.IsRussian) switch { (true, true) => "срок истёк", (true, _) => "term over", (_, true) => "срок идёт", _ => "term running" });
        var passed = exact ? now > due : now >= due;
        if (exact && Math.Ceiling((now - due).Duration().TotalHours) is var hours and < HoursMax)
            return passed ? ("bad", words.IsRussian ? $"просрочено на {hours} ч" : $"{hours} h overdue") : ("warn", words.IsRussian ? $"осталось {hours} ч" : $"{hours} h left");
        var days = legal.WorkingDaysLeft(now, due);
        return (passed, words.IsRussian) switch
        {
            (true, true) => ("bad", days == 0 ? "просрочено" : $"просрочено на {words.Number(Math.Abs(days))} раб. дн."),
            (true, _) => ("bad", days == 0 ? "overdue" : $"{words.Number(Math.Abs(days))} working days overdue"),
            (_, true) => (days <= SoonDays ? "warn" : "plain", days == 0 ? "сегодня" : $"через {words.Number(days)} раб. дн."),
            _ => (days <= SoonDays ? "warn" : "plain", days == 0 ? "today" : $"in {words.Number(days)} working days"),
        };
    }

    static bool IsExact(string? rule) => RuleOf(rule) is { IsExact: true };

    static Rule? RuleOf(string? id) => id is null ? null : LegalRules.Default.All.FirstOrDefault(rule => rule.Id == id);
}
