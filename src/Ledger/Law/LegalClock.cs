using System.Diagnostics;
using System.Globalization;
using Ledger.Journal;

namespace Ledger.Law;

/// <summary>Counts the law's periods in one time zone by one production calendar. Pure: it reads no clock.</summary>
public sealed class LegalClock
{
    readonly TimeZoneInfo _zone;

    /// <summary>A clock for the operator's zone, whose dates count (CNT-9), and calendar.</summary>
    public LegalClock(TimeZoneInfo zone, ProductionCalendar calendar)
    {
        ArgumentNullException.ThrowIfNull(zone);
        ArgumentNullException.ThrowIfNull(calendar);
        (_zone, Calendar) = (zone, calendar);
    }

    /// <summary>Moscow time and the calendar of Russia.</summary>
    public static LegalClock Default { get; } = new(Moscow, ProductionCalendar.Russia);

    /// <summary>The operator's time zone.</summary>
    public TimeZoneInfo Zone => _zone;

    /// <summary>Europe/Moscow of this machine; UTC+3, its offset since October 2014, where the machine has no time zone data.</summary>
    public static TimeZoneInfo Moscow => TimeZoneInfo.TryFindSystemTimeZoneById(MoscowId, out var zone)
        ? zone
        : TimeZoneInfo.CreateCustomTimeZone(MoscowId, TimeSpan.FromHours(3), MoscowId, MoscowId);

    /// <summary>The calendar it counts by.</summary>
    public ProductionCalendar Calendar { get; }

    const string MoscowId = "Europe/Moscow";

    /// <summary>The operator's date at that instant.</summary>
    public DateOnly LocalDate(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, _zone).DateTime);

    /// <summary>The instant, UTC, at which that local day is over: 24:00, the first instant of the next day (CNT-3).</summary>
    public DateTimeOffset EndOf(DateOnly day)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, OffsetAt(midnight)).ToUniversalTime();
    }

    /// <summary>True where people work on that day.</summary>
    public bool IsWorkingDay(DateOnly date) => Calendar.IsWorkingDay(date);

    /// <summary>The day on which that many working days have passed, the given day not counted (CNT-1).</summary>
    public DateOnly AddWorkingDays(DateOnly date, int number) => Calendar.AddWorkingDays(date, number);

    /// <summary>
    /// How many working days are left after today until the last day of a period that ends then: 0 on that day itself, below 0 for working days that passed since.
    /// </summary>
    public int WorkingDaysLeft(DateTimeOffset now, DateTimeOffset end)
    {
        var (today, last) = (LocalDate(now), LocalDate(end.AddTicks(-1)));
        return today <= last ? Between(today, last) : -Between(last, today);

        int Between(DateOnly from, DateOnly to)
        {
            var days = 0;
            for (var day = from.AddDays(1); day <= to; day = day.AddDays(1)) days += IsWorkingDay(day) ? 1 : 0;
            return days;
        }
    }

    /// <summary>Starts a rule's period at the fact that triggers it, whether or not the rule was in force then.</summary>
    public Due Start(Rule rule, DateTimeOffset start)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var utc = start.ToUniversalTime();
        return rule.IsExact ? Exact(rule, utc) : Whole(rule, utc, Count(rule.Unit, rule.Number, LocalDate(utc)));
    }

    /// <summary>
    /// A due as it was stored, so that it can be extended: its ends are taken as they are and never counted again.
    /// Null where the register does not know its rule in that version. Of an extended one, the nominal day is not kept.
    /// </summary>
    public Due? Resume(DutyTerms terms, LegalRules rules, DateTimeOffset? extendedAt = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(rules);
        if (!int.TryParse(terms.RuleVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || rules.Find(terms.Rule, version) is not { } rule)
        {
            return null;
        }

        var lastInTime = rule.IsExact ? TimeSpan.Zero : TimeSpan.FromTicks(1);
        var (startedOn, statutory) = (LocalDate(terms.Start), LocalDate(terms.Due - lastInTime));
        var countedByCalendar = rule.IsExact || rule.Unit is PeriodUnit.WorkingDays || extendedAt is not null;
        return new Due
        {
            Rule = rule, CalendarVersion = terms.Calendar, Zone = _zone.Id, Start = terms.Start, StartedOn = startedOn,
            Nominal = countedByCalendar ? statutory : Count(rule.Unit, rule.Number, startedOn),
            StatutoryDue = statutory, SafeDue = LocalDate(terms.Safe - lastInTime),
            StatutoryEnd = terms.Due, SafeEnd = terms.Safe, Provisional = terms.Provisional, ExtendedAt = extendedAt,
        };
    }

    /// <summary>Moves the end for a reasoned notice sent in time, to whom <see cref="RuleExtension.Addressee"/> says (CNT-8).</summary>
    public ExtensionOutcome Extend(Due due, DateTimeOffset noticeSent) => Prolong(due, ExtensionKind.Notice, noticeSent);

    /// <summary>
    /// Moves the end of a destruction that is impossible in time, for data that was blocked while the original period ran
    /// (152-FZ art. 21(6)). Blocking after the end is refused, since until then the data was processed unlawfully.
    /// </summary>
    public ExtensionOutcome Block(Due due, DateTimeOffset blockedAt) => Prolong(due, ExtensionKind.Blocking, blockedAt);

    ExtensionOutcome Prolong(Due due, ExtensionKind kind, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(due);
        if (due.Rule.Extension is not { Unit: { } unit } extension || extension.Kind != kind)
        {
            return new(due, ExtensionRefusal.NotProvided);
        }

        if (due.ExtendedAt is not null)
        {
            return new(due, ExtensionRefusal.AlreadyExtended);
        }

        if (at < due.Start)
        {
            return new(due, ExtensionRefusal.BeforeStart);
        }

        if (at >= due.StatutoryEnd)
        {
            return new(due, ExtensionRefusal.TooLate);
        }

        var from = extension.CountedFrom is ExtensionStart.Trigger ? due.StartedOn : due.Nominal;
        var later = Whole(due.Rule, due.Start, Count(unit, extension.Number, from));
        return new(later with { StartedOn = due.StartedOn, ExtendedAt = at.ToUniversalTime() }, null);
    }

    DateOnly Count(PeriodUnit unit, int number, DateOnly from) => unit switch
    {
        PeriodUnit.WorkingDays => AddWorkingDays(from, number),
        PeriodUnit.CalendarDays => from.AddDays(number),
        PeriodUnit.Months => from.AddMonths(number),
        PeriodUnit.Years => from.AddYears(number),
        PeriodUnit.SameDay => from,
        PeriodUnit.DayOfNextMonth => new DateOnly(from.Year, from.Month, 1).AddMonths(1).AddDays(number - 1),
        _ => throw new UnreachableException($"{unit} counts no days."),
    };

    Due Exact(Rule rule, DateTimeOffset start)
    {
        var end = start.AddHours(rule.Number);
        var day = LocalDate(end);
        return new Due
        {
            Rule = rule, CalendarVersion = Calendar.Version, Zone = _zone.Id, Start = start, StartedOn = LocalDate(start),
            Nominal = day, StatutoryDue = day, SafeDue = day, StatutoryEnd = end, SafeEnd = end, Provisional = false,
        };
    }

    Due Whole(Rule rule, DateTimeOffset start, DateOnly nominal)
    {
        var moves = rule.Kind is RuleKind.Deadline && rule.Unit is not PeriodUnit.SameDay;
        var statutory = moves ? Calendar.OnOrAfter(nominal) : nominal;
        var safe = moves ? Calendar.OnOrBefore(nominal) : nominal;
        var startedOn = LocalDate(start);
        return new Due
        {
            Rule = rule, CalendarVersion = Calendar.Version, Zone = _zone.Id, Start = start, StartedOn = startedOn,
            Nominal = nominal, StatutoryDue = statutory, SafeDue = safe, StatutoryEnd = EndOf(statutory), SafeEnd = EndOf(safe),
            Provisional = IsProvisional(rule, startedOn, safe, statutory),
        };
    }

    bool IsProvisional(Rule rule, DateOnly startedOn, DateOnly safe, DateOnly statutory)
    {
        var countsWorkingDays = rule.Unit is PeriodUnit.WorkingDays;
        if (!countsWorkingDays && (rule.Kind is not RuleKind.Deadline || rule.Unit is PeriodUnit.SameDay))
        {
            return false;
        }

        var first = countsWorkingDays ? startedOn.AddDays(1) : safe;
        var years = Enumerable.Range(first.Year, statutory.Year - first.Year + 1);
        return rule.Jurisdiction != Calendar.Jurisdiction || years.Any(Calendar.IsProvisional);
    }

    /// <summary>
    /// Where the clocks change at midnight itself, a day ends at the first midnight of two, or at the jump over it:
    /// for a time that is jumped over, the zone answers with the offset from before the jump.
    /// </summary>
    TimeSpan OffsetAt(DateTime midnight) =>
        _zone.IsAmbiguousTime(midnight) ? _zone.GetAmbiguousTimeOffsets(midnight).Max() : _zone.GetUtcOffset(midnight);
}
