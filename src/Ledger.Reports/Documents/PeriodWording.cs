using System.Globalization;

namespace Ledger.Reports;

/// <summary>Periods as documents say them.</summary>
public static class PeriodWording
{
    static readonly string[] RussianMonths = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];
    static readonly string[] EnglishMonths = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    extension(ReportWording words)
    {
        /// <summary>A date in words: 1 марта 2026 г., 1 March 2026.</summary>
        public string LongDay(DateOnly day) => words.IsRussian
            ? string.Create(CultureInfo.InvariantCulture, $"{day.Day}\u00A0{RussianMonths[day.Month - 1]} {day.Year}\u00A0г.")
            : string.Create(CultureInfo.InvariantCulture, $"{day.Day}\u00A0{EnglishMonths[day.Month - 1]} {day.Year}");

        /// <summary>Whole local days, both named: the first and the last.</summary>
        public string Days(DateOnly first, DateOnly last) => (first == last, words.IsRussian) switch
        {
            (true, _) => words.LongDay(first),
            (_, true) => $"с {words.LongDay(first)} по {words.LongDay(last)} включительно",
            _ => $"from {words.LongDay(first)} to {words.LongDay(last)}, both included",
        };

        /// <summary>From a moment (inclusive) to another (exclusive), either of which may be missing: in whole days where they are the beginnings of local days.</summary>
        public string Span(DateTimeOffset? from, DateTimeOffset? to)
        {
            if (from is { } first && to is { } end && words.IsMidnight(first) && words.IsMidnight(end)) return words.Days(words.LocalDay(first), words.LocalDay(end).AddDays(-1));
            var (since, until) = (from is { } start ? words.Edge(start) : null, to is { } stop ? words.Edge(stop) : null);
            return (since, until, words.IsRussian) switch
            {
                (null, null, true) => "за всё время ведения журнала",
                (null, null, _) => "the whole time of the ledger",
                ({ }, null, true) => $"с {since} до времени составления",
                ({ }, null, _) => $"from {since} to the time of making",
                (null, { }, true) => $"с начала ведения журнала до {until} (не включая)",
                (null, { }, _) => $"from the beginning of the ledger until {until} (not included)",
                (_, _, true) => $"с {since} до {until} (не включая)",
                _ => $"from {since} until {until} (not included)",
            };
        }

        bool IsMidnight(DateTimeOffset moment) => words.Local(moment).TimeOfDay == TimeSpan.Zero;

        string Edge(DateTimeOffset moment) => words.IsMidnight(moment) ? words.LongDay(words.LocalDay(moment)) : words.Moment(moment);
    }
}
