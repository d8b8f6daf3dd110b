using System.Globalization;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Today;

/// <summary>The three plots of Today: what came in, what went out, what was done in time. Pure.</summary>
static class TodayPlots
{
    const int WeekDays = 7;

    static readonly (LocalText Name, int Colour, Func<DailyRow, long> Of)[] Consents =
    [
        (new("дано согласий", "consents given"), 1, day => day.Consents),
        (new("отозвано", "withdrawn"), 2, day => day.Withdrawals),
    ];

    static readonly (LocalText Name, int Colour, Func<DailyRow, long> Of)[] Disclosures =
    [
        (new("по согласию", "on consent"), 1, day => day.DisclosuresByConsent),
        (new("для услуги", "for a service"), 3, day => day.DisclosuresForService),
        (new("по закону", "under a law"), 4, day => day.DisclosuresByLaw),
        (new("без основания", "without a ground"), 6, day => day.DisclosuresWithoutGround),
    ];

    /// <summary>Consents given and withdrawn, day by day.</summary>
    public static PlotSeries OfConsents(IReadOnlyList<DailyRow> rows, DateOnly first, int days, ReportWording words, ReportLanguage language) =>
        Series(new("Согласия и отзывы по дням", "Consents and withdrawals by day"), Consents, rows, first, days, 1, words, language);

    /// <summary>Disclosures by ground, week by week.</summary>
    public static PlotSeries OfDisclosures(IReadOnlyList<DailyRow> rows, DateOnly first, int days, ReportWording words, ReportLanguage language) =>
        Series(new("Передачи третьим лицам по основаниям, по неделям", "Disclosures by ground, by week"), Disclosures, rows, first, days, WeekDays, words, language);

    /// <summary>Deadlines kept and missed, week by week.</summary>
    public static PlotSeries OfDeadlines(IReadOnlyList<DeadlineWeek> weeks, DateOnly last, ReportWording words, ReportLanguage language) => new(
        new LocalText("Сроки по закону, истекшие за период, по неделям", "Statutory deadlines that fell, by week").In(language),
        [
            new(new LocalText("исполнено в срок", "done in time").In(language), 3), new(new LocalText("исполнено позже", "done late").In(language), 2),
            new(new LocalText("не исполнено", "not done").In(language), 6),
        ],
        [.. weeks.Select(week => new PlotColumn(words.Period(week.From, FigureUnit.Week), Named(week.From, Earlier(week.From.AddDays(WeekDays - 1), last), words), [week.Kept, week.Late, week.Open]))]);

    static PlotSeries Series(
        LocalText title, (LocalText Name, int Colour, Func<DailyRow, long> Of)[] parts, IReadOnlyList<DailyRow> rows, DateOnly first, int days, int step, ReportWording words, ReportLanguage language)
    {
        var columns = new List<PlotColumn>();
        var byDay = rows.ToDictionary(row => DateOnly.ParseExact(row.Day, "o", CultureInfo.InvariantCulture));
        for (var from = first; from < first.AddDays(days); from = from.AddDays(step))
        {
            var last = Earlier(from.AddDays(step - 1), first.AddDays(days - 1));
            var within = Enumerable.Range(0, last.DayNumber - from.DayNumber + 1).Select(from.AddDays).Where(byDay.ContainsKey).Select(day => byDay[day]).ToList();
            columns.Add(new(words.Period(from, FigureUnit.Day), Named(from, last, words), [.. parts.Select(part => within.Sum(part.Of))]));
        }
        return new(title.In(language), [.. parts.Select(part => new PlotPart(part.Name.In(language), part.Colour))], columns);
    }

    static string Named(DateOnly first, DateOnly last, ReportWording words) => first == last ? words.Day(first) : $"{words.Day(first)} – {words.Day(last)}";

    static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
