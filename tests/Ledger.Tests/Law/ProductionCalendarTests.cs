using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Law;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

public sealed class ProductionCalendarTests
{
    static readonly ProductionCalendar Russia = ProductionCalendar.Russia;

    [TestCase(2024, ExpectedResult = 248)]
    [TestCase(2025, ExpectedResult = 247)]
    [TestCase(2026, ExpectedResult = 247)]
    [TestCase(2027, ExpectedResult = 247)]
    public int Working_days_of_a_year_match_the_published_total(int year) => Enumerable.Range(1, 12).Sum(month => Worked(year, month));

    [TestCase(2025, new[] { 17, 20, 21, 22, 18, 19, 23, 21, 22, 23, 19, 22 })]
    [TestCase(2026, new[] { 15, 19, 21, 22, 19, 21, 23, 21, 22, 22, 20, 22 })]
    [TestCase(2027, new[] { 15, 19, 22, 22, 19, 21, 22, 22, 22, 21, 20, 22 })]
    public void Working_days_of_each_month_match_the_published_totals(int year, int[] expected) =>
        Assert.That(Enumerable.Range(1, 12).Select(month => Worked(year, month)), Is.EqualTo(expected));

    [TestCase("2024-04-27", true)]
    [TestCase("2024-04-29", false)]
    [TestCase("2025-11-01", true)]
    [TestCase("2025-11-03", false)]
    [TestCase("2025-12-31", false)]
    [TestCase("2026-01-09", false)]
    [TestCase("2026-03-09", false)]
    [TestCase("2026-05-11", false)]
    [TestCase("2027-02-20", true)]
    [TestCase("2027-02-22", false)]
    [TestCase("2027-11-05", false)]
    [TestCase("2027-11-06", false)]
    public void A_decree_moves_days_off_and_makes_saturdays_work(string day, bool worked) =>
        Assert.That(Russia.IsWorkingDay(Day(day)), Is.EqualTo(worked));

    [TestCase(2023, true)]
    [TestCase(2024, false)]
    [TestCase(2027, false)]
    [TestCase(2028, true)]
    public void A_year_without_a_decree_is_provisional(int year, bool provisional) =>
        Assert.That(Russia.IsProvisional(year), Is.EqualTo(provisional));

    [TestCase(2025, "2025-02-24", "2025-03-10", Description = "Without the decree, which moved both elsewhere.")]
    [TestCase(2026, "2026-03-09", "2026-05-11")]
    [TestCase(2027, "2027-05-03", "2027-05-10", "2027-06-14")]
    [TestCase(2028, "2028-11-06")]
    [TestCase(2033, "2033-05-02", "2033-06-13")]
    public void The_labour_code_moves_a_weekend_holiday_to_the_next_working_day(int year, params string[] days)
    {
        var file = RussianFile();
        var holidays = file["holidays"]!.AsArray().Select(it => (Month: (int)it!["month"]!, Day: (int)it["day"]!)).ToHashSet();
        file["years"] = new JsonArray();
        var codeAlone = ProductionCalendar.Parse(Encoding.UTF8.GetBytes(file.ToJsonString()));
        var moved = Enumerable.Range(0, 365).Select(new DateOnly(year, 1, 1).AddDays)
            .Where(day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !holidays.Contains((day.Month, day.Day)))
            .Where(day => !codeAlone.IsWorkingDay(day));
        Assert.That(moved, Is.EqualTo(days.Select(Day)).AsCollection);
    }

    [TestCase("2028-11-06", false)]
    [TestCase("2028-11-07", true)]
    [TestCase("2028-02-23", false)]
    [TestCase("2028-01-10", true)]
    public void A_provisional_year_follows_the_labour_code_alone(string day, bool worked) =>
        Assert.That(Russia.IsWorkingDay(Day(day)), Is.EqualTo(worked));

    [Test]
    public void The_days_around_a_holiday_are_found_both_ways()
    {
        var christmas = Day("2027-01-07");
        Assert.Multiple(() =>
        {
            Assert.That(Russia.OnOrAfter(christmas), Is.EqualTo(Day("2027-01-11")));
            Assert.That(Russia.OnOrBefore(christmas), Is.EqualTo(Day("2026-12-30")));
            Assert.That(Russia.AddWorkingDays(christmas, 0), Is.EqualTo(christmas));
            Assert.That(() => Russia.AddWorkingDays(christmas, -1), Throws.InstanceOf<ArgumentOutOfRangeException>());
        });
    }

    [Test]
    public void An_operator_may_bring_a_calendar_with_local_holidays()
    {
        var local = ProductionCalendar.Parse(Calendar("\"localDaysOff\": [\"2026-03-20\"]"));
        Assert.Multiple(() =>
        {
            Assert.That(local.Version, Is.EqualTo("local-1"));
            Assert.That(local.IsWorkingDay(Day("2026-03-20")), Is.False);
            Assert.That(local.IsWorkingDay(Day("2026-03-19")), Is.True);
            Assert.That(Russia.IsWorkingDay(Day("2026-03-20")), Is.True);
        });
    }

    [TestCase("2026-03-14", "2026-03-16", "working weekend days of 2026", Description = "Saturday the 14th must then be listed as worked.")]
    [TestCase("2026-03-13", "2026-03-16", "2026-03-13 was no day off")]
    [TestCase("2026-03-14", "2026-03-15", "2026-03-15 is a day off already")]
    [TestCase("2026-03-14", "2027-03-15", "leaves the year 2026")]
    public void A_transfer_that_cannot_be_is_refused(string from, string to, string why) =>
        Assert.That(() => ProductionCalendar.Parse(Calendar("\"localDaysOff\": []", $$"""{ "from": "{{from}}", "to": "{{to}}" }""")),
            Throws.TypeOf<FormatException>().With.Message.Contains(why));

    [Test]
    public void A_local_day_off_of_another_year_is_refused() =>
        Assert.That(() => ProductionCalendar.Parse(Calendar("\"localDaysOff\": [\"2027-03-20\"]")),
            Throws.TypeOf<FormatException>().With.Message.Contains("leaves the year 2026"));

    [Test]
    public void A_misspelt_property_is_refused() =>
        Assert.That(() => ProductionCalendar.Parse(Calendar("\"localDayOff\": []")), Throws.InstanceOf<JsonException>());

    static byte[] Calendar(string localDaysOff, string transfer = "") => Encoding.UTF8.GetBytes($$"""
        { "version": "local-1", "jurisdiction": "RU", "holidaysSource": "test",
          "holidays": [{ "month": 2, "day": 29, "name": "Leap Day", "carries": true }],
          "years": [{ "year": 2026, "decree": { "issuer": "test", "number": "1", "date": "2025-01-01" },
            "transfers": [{{transfer}}], "automatic": [], "workingWeekendDays": [], {{localDaysOff}} }] }
        """);

    static JsonNode RussianFile()
    {
        using var stream = typeof(ProductionCalendar).Assembly.GetManifestResourceStream("Ledger.Law.ru.json")!;
        return JsonNode.Parse(stream)!;
    }

    static int Worked(int year, int month) => Enumerable.Range(1, DateTime.DaysInMonth(year, month))
        .Count(day => Russia.IsWorkingDay(new DateOnly(year, month, day)));
}
