using System.Text.Json.Serialization;

namespace Ledger.Law;

/// <summary>How a limit is counted.</summary>
public enum PeriodUnit
{
    /// <summary>Working days of the production calendar.</summary>
    [JsonStringEnumMemberName("WD")] WorkingDays,

    /// <summary>Calendar days: the law says just "days".</summary>
    [JsonStringEnumMemberName("CD")] CalendarDays,

    /// <summary>Hours between exact instants, through nights, weekends and holidays (CNT-7).</summary>
    [JsonStringEnumMemberName("h")] Hours,

    /// <summary>Calendar months: the same date, or the last day of a shorter month (CNT-4).</summary>
    [JsonStringEnumMemberName("mo")] Months,

    /// <summary>Calendar years: the same date, or 28 February where 29 is missing (CNT-4).</summary>
    [JsonStringEnumMemberName("yr")] Years,

    /// <summary>The numbered day of the month after the one in which it started (GOV-07).</summary>
    [JsonStringEnumMemberName("dayOfNextMonth")] DayOfNextMonth,

    /// <summary>By the end of the local day that starts it, whether or not people work on it.</summary>
    [JsonStringEnumMemberName("sameDay")] SameDay,

    /// <summary>At once: due at the very instant that starts it.</summary>
    [JsonStringEnumMemberName("now")] Immediately,
}

/// <summary>What the end of a period means.</summary>
public enum RuleKind
{
    /// <summary>Something must be done by the end, so a day off moves it (CNT-2).</summary>
    [JsonStringEnumMemberName("deadline")] Deadline,

    /// <summary>Something may happen only after the end. Nothing is to be done on the last day, so a day off does not move it.</summary>
    [JsonStringEnumMemberName("window")] Window,

    /// <summary>Something must be kept until the end and then goes. A day off does not move it.</summary>
    [JsonStringEnumMemberName("retention")] Retention,
}

/// <summary>How far the text of a rule was confirmed.</summary>
public enum RuleMark
{
    /// <summary>The text was read in a public copy.</summary>
    [JsonStringEnumMemberName("verified")] Verified,

    /// <summary>A reading of verified text that is not written down as a rule.</summary>
    [JsonStringEnumMemberName("inference")] Inference,

    /// <summary>General knowledge, to be confirmed by a lawyer.</summary>
    [JsonStringEnumMemberName("memory")] Memory,
}

/// <summary>One limit the law sets, in one of its versions: how long, from when, and what must have happened by then.</summary>
/// <param name="Id">Number in the register, for example <c>WDR-01</c>; see <see cref="RuleIds"/>.</param>
/// <param name="Version">Rises by one with each change; stored with every duty, so an old duty is never recomputed.</param>
/// <param name="Number">How many units; 0 where the unit is <see cref="PeriodUnit.Immediately"/>.</param>
/// <param name="Unit">How the number is counted.</param>
/// <param name="Kind">Whether the end is a deadline, a window or a retention term.</param>
/// <param name="Start">The fact that starts the clock, in words.</param>
/// <param name="Effect">What the end calls for, in words.</param>
/// <param name="Source">Act and article.</param>
/// <param name="SourceEdition">Date of the edition in which the text was read.</param>
/// <param name="Jurisdiction">Whose calendar counts: <c>RU</c> or <c>EU</c>.</param>
/// <param name="Mark">How far the text was confirmed.</param>
/// <param name="EffectiveFrom">First day on which it applies; null means before any day this ledger counts.</param>
/// <param name="EffectiveTo">First day on which it no longer applies; null means no end is known.</param>
/// <param name="Extension">The one way to a later end, or null where the law gives none.</param>
/// <param name="Note">What a reader should know about the reading.</param>
public sealed record Rule(
    string Id,
    int Version,
    int Number,
    PeriodUnit Unit,
    RuleKind Kind,
    string Start,
    string Effect,
    string Source,
    DateOnly SourceEdition,
    string Jurisdiction,
    RuleMark Mark,
    DateOnly? EffectiveFrom = null,
    DateOnly? EffectiveTo = null,
    RuleExtension? Extension = null,
    string? Note = null)
{
    /// <summary>True where the end is an exact instant and not the end of a local day.</summary>
    [JsonIgnore]
    public bool IsExact => Unit is PeriodUnit.Hours or PeriodUnit.Immediately;

    /// <summary>True where the rule applies to what happened on that local day.</summary>
    public bool IsInForce(DateOnly on) => (EffectiveFrom is not { } from || on >= from) && (EffectiveTo is not { } to || on < to);
}
