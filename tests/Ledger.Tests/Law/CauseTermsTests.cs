using System.Globalization;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Persons;
using Ledger.Tests.Intake;
using static Ledger.Tests.Intake.TestLedger;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

/// <summary>
/// Every cause of destruction, published on every day of the brief on the law, section 2.3, the year-end traps among them: the terms recorded with it are
/// those of that table, by the rules of its section 3.
/// </summary>
public sealed class CauseTermsTests
{
    /// <summary>Copied by hand: received | 3 WD | 7 WD | 10 WD | 30 CD nominal | by CNT-2 | safe; then six months, reckoned by hand: nominal | by CNT-2 | safe.</summary>
    const string Table = """
        2025-10-27 2025-10-30 2025-11-06 2025-11-11 2025-11-26 2025-11-26 2025-11-26 2026-04-27 2026-04-27 2026-04-27
        2025-12-26 2026-01-12 2026-01-16 2026-01-21 2026-01-25 2026-01-26 2026-01-23 2026-06-26 2026-06-26 2026-06-26
        2026-04-30 2026-05-06 2026-05-13 2026-05-18 2026-05-30 2026-06-01 2026-05-29 2026-10-30 2026-10-30 2026-10-30
        2026-12-25 2026-12-30 2027-01-14 2027-01-19 2027-01-24 2027-01-25 2027-01-22 2027-06-25 2027-06-25 2027-06-25
        2027-02-15 2027-02-18 2027-02-25 2027-03-02 2027-03-17 2027-03-17 2027-03-17 2027-08-15 2027-08-16 2027-08-13
        2025-12-01 -          -          -          2025-12-31 2026-01-12 2025-12-30 2026-06-01 2026-06-01 2026-06-01
        2026-12-02 -          -          -          2027-01-01 2027-01-11 2026-12-30 2027-06-02 2027-06-02 2027-06-02
        2025-07-01 -          -          -          2025-07-31 2025-07-31 2025-07-31 2026-01-01 2026-01-12 2025-12-30
        2026-08-31 -          -          -          2026-09-30 2026-09-30 2026-09-30 2027-02-28 2027-03-01 2027-02-26
        """;

    static readonly Row[] Rows = [.. Table.Split('\n').Select(line => new Row(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>What happens | its data | rule and limit of each duty it opens | whether 21(6) prolongs it.</summary>
    static readonly Cause[] Causes =
    [
        new("consent.withdrawn", """{"purposes":[],"channel":"web"}""", "WDR-01 30", "DISC-09 7"),
        new("consent.withdrawn", """{"purposes":["improvement"],"channel":"web"}""", "WDR-01 30", "DISC-09 7"),
        new("consent.withdrawn", """{"purposes":["improvement"],"categories":["location"],"channel":"web"}""", "WDR-01 30", "DISC-09 7"),
        new("consent.withdrawn", """{"purposes":[],"consent":"c1","channel":"web"}""", "WDR-01 30", "DISC-09 7"),
        new("consent.expired", """{"consent":"c1"}""", "DEST-04 30", "DISC-09 7"),
        new("purpose.achieved", """{"purpose":"improvement","categories":[]}""", "DEST-04 30", "DISC-09 7"),
        new("retention.ended", """{"categories":["location"],"edition":"2025","gatheredUpTo":"2024-01-01T00:00:00Z"}""", "DEST-04 30", "DISC-09 7"),
        new("data.blocked", """{"categories":["location"],"reason":"unlawful-processing"}""", "DEST-01 3", "DEST-02 10", "DISC-09 7"),
        new("destruction.demanded", """{"from":"subject","categories":[],"channel":"mail"}""", "DEST-03 7", "DISC-09 7"),
        new("destruction.demanded", """{"from":"regulator","categories":[],"channel":"mail"}""", "DEST-02 10", "DISC-09 7"),
        new("processing.stop-demanded", """{"purposes":[],"channel":"web"}""", "WDR-03 10"),
    ];

    static readonly string[] Prolonged = ["WDR-01", "DEST-02", "DEST-04"];

    /// <summary>The first and the last moment of the day in Moscow: in UTC the first belongs to the day before.</summary>
    static readonly string[] Hours = ["T00:00:00+03:00", "T23:59:59+03:00"];

    [Test]
    public async Task The_terms_of_every_cause_are_those_of_the_law([ValueSource(nameof(Rows))] Row row, [ValueSource(nameof(Hours))] string hour)
    {
        await using var ledger = new TestLedger();
        ledger.Clock.Now = Instant("2028-01-01T00:00:00Z");
        var published = Causes.Select((cause, i) => Event($"e-{i}", cause.Type, $"u-{i}", cause.Data, At(cause, row, hour))).ToArray();
        Assert.That((await ledger.Publish(Service, published)).Refusal, Is.Null);
        var recorded = (await ledger.Recorded()).Where(e => e.Data is IOpensDuties).ToList();
        Assert.That(recorded, Has.Count.EqualTo(Causes.Length));
        foreach (var (cause, happened) in Causes.Zip(recorded))
        {
            var terms = ((IOpensDuties)happened.Data).Duties!;
            Assert.That(terms.Select(t => t.Rule), Is.EqualTo(cause.Duties.Select(d => d.Split(' ')[0])), cause.ToString());
            foreach (var (one, limit) in terms.Zip(cause.Duties.Select(d => d.Split(' ')[1])))
            {
                Assert.That(one.Start, Is.EqualTo(Instant(At(cause, row, hour)).AddMicroseconds(IsAtTheEndOf(cause, hour) ? -1 : 0)), cause.ToString());
                if (row.Of(limit) is { } due) AssertTerms(one, due, $"{cause} {one.Rule}");
            }
        }
    }

    [Test]
    public async Task A_block_moves_the_end_of_what_21_6_names_to_six_months_from_the_same_trigger([ValueSource(nameof(Rows))] Row row)
    {
        await using var ledger = new TestLedger();
        ledger.Clock.Now = Instant("2028-01-01T00:00:00Z");
        await ledger.Publish(Service, [.. Causes.Select((cause, i) => Event($"e-{i}", cause.Type, $"u-{i}", cause.Data, At(cause, row, Hours[0])))]);
        var block = """{"categories":[],"reason":"destruction-impossible","explanation":"the backup is kept"}""";
        var later = Day(row.Received).AddDays(1).ToString("O", CultureInfo.InvariantCulture) + Hours[1];
        Assert.That((await ledger.Publish(Service, [.. Causes.Select((_, i) => Event($"b-{i}", "data.blocked", $"u-{i}", block, later))])).Refusal, Is.Null);
        var blocks = (await ledger.Recorded()).Select(e => e.Data).OfType<DataBlocked>().Where(b => b.Reason == BlockReason.DestructionImpossible).ToList();
        foreach (var (cause, blocked) in Causes.Zip(blocks))
        {
            var expected = cause.Duties.Select(d => d.Split(' ')[0]).Where(Prolonged.Contains);
            Assert.That((blocked.Duties ?? []).Select(t => t.Rule), Is.EqualTo(expected), cause.ToString());
            foreach (var terms in blocked.Duties ?? []) AssertTerms(terms, row.SixMonths, cause.ToString(), nominal: false);
        }
    }

    [Test]
    public async Task Unlawful_processing_is_counted_from_its_detection_and_not_from_the_block()
    {
        var detected = await Terms("data.blocked", """{"categories":[],"reason":"unlawful-processing","detectedAt":"2025-12-26T12:00:00+03:00"}""", "2025-12-29");
        Assert.That(detected.Select(t => (t.Rule, LastDay(t.Due))), Is.EqualTo([("DEST-01", "2026-01-12"), ("DEST-02", "2026-01-21"), ("DISC-09", "2026-01-16")]));
    }

    [TestCase("2026-01-15", "2026-01-15", "2026-01-15", Description = "The regulator's own day, before the ten working days end.")]
    [TestCase("2026-01-10", "2026-01-10", "2026-01-10", Description = "A Saturday it set is a Saturday.")]
    [TestCase("2026-02-27", "2026-01-21", "2026-02-27", Description = "A later day: the law's end stands, and a block moves it no further than the regulator's day.")]
    [TestCase("2027-02-27", "2026-01-21", "2026-06-26", Description = "Nor further than the six months.")]
    public async Task The_regulators_own_day_is_never_passed(string day, string due, string blocked)
    {
        var demand = $$"""{"from":"regulator","categories":[],"channel":"mail","dueOn":"{{day}}"}""";
        var terms = await Terms("destruction.demanded", demand, "2025-12-26", """{"categories":[],"reason":"destruction-impossible","explanation":"backup"}""");
        Assert.That(LastDay(terms.First(t => t.Rule == "DEST-02").Due), Is.EqualTo(due));
        Assert.That(LastDay(terms.Last(t => t.Rule == "DEST-02").Due), Is.EqualTo(blocked));
        var subject = await Terms("destruction.demanded", $$"""{"from":"subject","categories":[],"channel":"mail","dueOn":"{{day}}"}""", "2025-12-26");
        Assert.That(LastDay(subject[0].Due), Is.EqualTo("2026-01-16"), "the law alone sets the term of a person's proof");
    }

    /// <summary>The terms of the cause, then those of a block on the day after it.</summary>
    static async Task<List<DutyTerms>> Terms(string type, string data, string day, string? block = null)
    {
        await using var ledger = new TestLedger();
        ledger.Clock.Now = Instant("2028-01-01T00:00:00Z");
        await ledger.Publish(Service, Event("c", type, "u-1", data, $"{day}T12:00:00+03:00"));
        if (block is not null) await ledger.Publish(Service, Event("b", "data.blocked", "u-1", block, $"{day}T13:00:00+03:00"));
        return [.. (await ledger.Recorded()).Select(e => e.Data).OfType<IOpensDuties>().SelectMany(d => d.Duties ?? [])];
    }

    /// <summary>When the cause happens: a term that ends with the day (24:00) ends at the first moment of the next, and still on that day.</summary>
    static string At(Cause cause, Row row, string hour) =>
        IsAtTheEndOf(cause, hour) ? Day(row.Received).AddDays(1).ToString("O", CultureInfo.InvariantCulture) + hour : row.Received + hour;

    static bool IsAtTheEndOf(Cause cause, string hour) => hour == Hours[0] && cause.Type is ("consent.expired" or "retention.ended");

    static string LastDay(DateTimeOffset end) => LegalClock.Default.LocalDate(end.AddTicks(-1)).ToString("O", CultureInfo.InvariantCulture);

    static void AssertTerms(DutyTerms terms, (string Nominal, string Statutory, string Safe) due, string which, bool nominal = true) => Assert.Multiple(() =>
    {
        if (nominal) Assert.That(LegalClock.Default.Resume(terms, LegalRules.Default)!.Nominal, Is.EqualTo(Day(due.Nominal)), which);
        Assert.That(terms.Due, Is.EqualTo(Instant($"{due.Statutory}T00:00:00+03:00").AddDays(1)), which);
        Assert.That(terms.Safe, Is.EqualTo(Instant($"{due.Safe}T00:00:00+03:00").AddDays(1)), which);
    });

    public sealed record Row(string[] Cells)
    {
        public string Received => Cells[0];

        public (string, string, string) SixMonths => (Cells[7], Cells[8], Cells[9]);

        /// <summary>The ends of that limit, or null where the table is silent; working days end on one.</summary>
        public (string Nominal, string Statutory, string Safe)? Of(string limit) => limit switch
        {
            "30" => (Cells[4], Cells[5], Cells[6]),
            var days => Cells[days switch { "3" => 1, "7" => 2, _ => 3 }] is var end and not "-" ? (end, end, end) : null,
        };

        public override string ToString() => Received;
    }

    sealed record Cause(string Type, string Data, params string[] Duties)
    {
        public override string ToString() => $"{Type} {Data}";
    }
}
