using Ledger.Law;

namespace Ledger.Host.Reports.Compliance;

/// <summary>The whole local days that a summary is about.</summary>
/// <param name="First">The first.</param>
/// <param name="Behind">The day behind the last.</param>
sealed record SummaryPeriod(DateOnly First, DateOnly Behind)
{
    const int MonthsOfQuarter = 3;

    public DateOnly Last => Behind.AddDays(-1);

    /// <summary>
    /// Days that are only partly asked for are counted whole. With neither end it is the last full quarter; with a beginning alone, up to and with today; with an end alone, the
    /// three months before it.
    /// </summary>
    public static SummaryPeriod Of(DateTimeOffset? from, DateTimeOffset? to, DateTimeOffset now, LegalClock clock)
    {
        var today = clock.LocalDate(now);
        var quarter = new DateOnly(today.Year, (today.Month - 1) / MonthsOfQuarter * MonthsOfQuarter + 1, 1);
        var behind = to is { } end ? clock.LocalDate(end.AddTicks(-1)).AddDays(1) : from is null ? quarter : today.AddDays(1);
        var first = from is { } start ? clock.LocalDate(start) : behind.AddMonths(-MonthsOfQuarter);
        return new(first, behind > first ? behind : first.AddDays(1));
    }

    /// <summary>Its beginning.</summary>
    public DateTimeOffset Start(LegalClock clock) => clock.EndOf(First.AddDays(-1));

    /// <summary>Its end, no longer within it.</summary>
    public DateTimeOffset End(LegalClock clock) => clock.EndOf(Last);
}
