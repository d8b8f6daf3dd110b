using System.Globalization;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Tests.Intake;
using static Ledger.Tests.Intake.TestLedger;
using static Ledger.Tests.Law.LegalFixtures;

namespace Ledger.Tests.Law;

/// <summary>
/// The register of deadlines (brief on the law, section 3) walked row by row on every day of its section 2.3: what the clock counts, what an event that opens
/// the duty records, and where a notice moves it. A rule without a row here fails.
/// </summary>
public sealed class DeadlineRegisterTests
{
    /// <summary>
    /// Copied by hand: received | 3 WD | 7 WD | 10 WD | 10+5 WD | 30 CD nominal | by CNT-2 | safe. Reckoned by hand from the decrees: a month nominal | by CNT-2 |
    /// safe | two more nominal | by CNT-2 | safe | the 15th of the next month nominal | by CNT-2 | safe.
    /// </summary>
    const string Days = """
        2025-10-27 2025-10-30 2025-11-06 2025-11-11 2025-11-18 2025-11-26 2025-11-26 2025-11-26 2025-11-27 2025-11-27 2025-11-27 2026-01-27 2026-01-27 2026-01-27 2025-11-15 2025-11-17 2025-11-14
        2025-12-26 2026-01-12 2026-01-16 2026-01-21 2026-01-28 2026-01-25 2026-01-26 2026-01-23 2026-01-26 2026-01-26 2026-01-26 2026-03-26 2026-03-26 2026-03-26 2026-01-15 2026-01-15 2026-01-15
        2026-04-30 2026-05-06 2026-05-13 2026-05-18 2026-05-25 2026-05-30 2026-06-01 2026-05-29 2026-05-30 2026-06-01 2026-05-29 2026-07-30 2026-07-30 2026-07-30 2026-05-15 2026-05-15 2026-05-15
        2026-12-25 2026-12-30 2027-01-14 2027-01-19 2027-01-26 2027-01-24 2027-01-25 2027-01-22 2027-01-25 2027-01-25 2027-01-25 2027-03-25 2027-03-25 2027-03-25 2027-01-15 2027-01-15 2027-01-15
        2027-02-15 2027-02-18 2027-02-25 2027-03-02 2027-03-10 2027-03-17 2027-03-17 2027-03-17 2027-03-15 2027-03-15 2027-03-15 2027-05-15 2027-05-17 2027-05-14 2027-03-15 2027-03-15 2027-03-15
        2025-12-01 -          -          -          -          2025-12-31 2026-01-12 2025-12-30 2026-01-01 2026-01-12 2025-12-30 2026-03-01 2026-03-02 2026-02-27 2026-01-15 2026-01-15 2026-01-15
        2026-12-02 -          -          -          -          2027-01-01 2027-01-11 2026-12-30 2027-01-02 2027-01-11 2026-12-30 2027-03-02 2027-03-02 2027-03-02 2027-01-15 2027-01-15 2027-01-15
        """;

    const string Letter = """{"inquiry":"7","from":"person","channel":"post","form":"paper","cases":["CASE"],"admissible":true}""";
    const string Asked = """{"inquiry":"7","from":"regulator","channel":"post","form":"paper","cases":["CASE"],"admissible":true}""";
    const string Incident = """{"incident":"1","detectedAt":"DAYT12:00:00+03:00","detectedBy":"person","knownToOperatorAt":"DAYT12:00:00+03:00","kind":"leak","categories":[],"rightsViolated":true,"regimes":["ru","eu"]}""";

    /// <summary>Rule | its limit | the event that opens its duty and its data, or why none does | the limit a notice gives, where it can.</summary>
    static readonly Line[] Lines =
    [
        new("CONS-03", "at once", Why: "it judges a consent when that is recorded: consent-bundled"),
        new("CONS-10", "3 WD", "consent.given", """{"consent":"c1","purposes":["p"],"categories":["c"],"edition":"1","form":"paper","separateDocument":true,"channel":"web","language":"ru","dissemination":[{"category":"c","allowed":true}]}"""),
        new("CONS-11", "at once", Why: "the consent to dissemination ends with the demand itself"),
        new("CONS-12", "3 WD", "processing.stop-demanded", """{"purposes":[],"channel":"web","dissemination":true}"""),
        new("CONS-13", "at once", Why: "it judges each message: message-after-opt-out"),
        new("CONS-14", "30 CD", "inquiry.received", Letter.Replace("CASE", "objection", StringComparison.Ordinal)),
        new("WDR-01", "30 CD", "consent.withdrawn", """{"purposes":[],"channel":"web"}"""),
        new("WDR-03", "10 WD", "inquiry.received", Letter.Replace("CASE", "stop", StringComparison.Ordinal), Extended: "15 WD"),
        new("DEST-01", "3 WD", "data.blocked", """{"categories":[],"reason":"unlawful-processing"}"""),
        new("DEST-02", "10 WD", "data.blocked", """{"categories":[],"reason":"unlawful-processing"}"""),
        new("DEST-03", "7 WD", "destruction.demanded", """{"from":"subject","categories":[],"channel":"post"}"""),
        new("DEST-04", "30 CD", "purpose.achieved", """{"purpose":"p","categories":[]}"""),
        new("DEST-09", "10 WD", Why: "no event says that an operator ends all processing: then the ledger ends, too"),
        new("DISC-05", "10 WD window", Why: "the operator's notice to the regulator stands outside the ledger; disclosure-abroad reminds of it"),
        new("DISC-06", "10 WD", "inquiry.received", Asked.Replace("CASE", "transfer", StringComparison.Ordinal), Extended: "15 WD"),
        new("DISC-09", "7 WD", "consent.withdrawn", """{"purposes":[],"channel":"web"}"""),
        new("INQ-01", "10 WD", "inquiry.received", Letter.Replace("CASE", "information", StringComparison.Ordinal), Extended: "15 WD"),
        new("INQ-02", "day", "inquiry.received", """{"inquiry":"7","from":"person","channel":"office","form":"in-person","cases":["information"],"admissible":true}"""),
        new("INQ-04", "30 CD window", Why: "the register of inquiries counts it: repeatFrom"),
        new("INQ-05", "10 WD", "inquiry.received", """{"inquiry":"7","from":"person","channel":"post","form":"paper","cases":["information"],"admissible":false}""", Extended: "15 WD"),
        new("INQ-07", "10 WD", "inquiry.received", Asked.Replace("CASE", "information", StringComparison.Ordinal), Extended: "15 WD"),
        new("RECT-01", "7 WD", "inquiry.received", Letter.Replace("CASE", "correction", StringComparison.Ordinal)),
        new("RECT-02", "at once", Why: "it judges the answer to a correction: check-unblocked"),
        new("INC-01", "24 h", "incident.reported", Incident),
        new("INC-02", "72 h", "incident.reported", Incident),
        new("GOV-07", "15th", Why: "the notice of processing (152-FZ 22) stands outside the ledger"),
        new("GOV-10", "3 yr", Why: "it decides when evidence keys may go: evidence-term-runs"),
        new("EVID-179", "3 yr", "data.destroyed", """{"system":"crm","categories":["c"],"automated":true,"method":"erased","reason":"withdrawal","destroyedOn":"DAY"}"""),
        new("GDPR-12", "1 mo", "inquiry.received", Letter.Replace("CASE", "information", StringComparison.Ordinal), Extended: "3 mo"),
        new("GDPR-33", "72 h", "incident.reported", Incident),
    ];

    static readonly string[][] Rows = [.. Days.Split('\n').Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    static readonly string[] Received = [.. Rows.Select(row => row[0])];

    [Test]
    public void Every_rule_has_a_row() => Assert.That(Lines.Select(line => line.Rule), Is.EqualTo(LegalRules.Default.All.Select(rule => rule.Id).Distinct()));

    [Test]
    public void The_clock_counts_it_as_the_law_says([ValueSource(nameof(Lines))] Line line, [ValueSource(nameof(Received))] string day)
    {
        var due = LegalClock.Default.Start(LegalRules.Default.Find(line.Rule, Day("2026-01-01"))!, Noon(day));
        if (Ends(line.Limit, day) is { } ends) Assert.That((due.StatutoryEnd, due.SafeEnd), Is.EqualTo((ends.Statutory, ends.Safe)));
    }

    [Test]
    public async Task The_event_that_opens_it_records_those_ends(
        [ValueSource(nameof(Opened))] Line line, [ValueSource(nameof(Received))] string day)
    {
        await using var ledger = await Published(line, day);
        if (Ends(line.Limit, day) is { } ends) Assert.That(Terms(await ledger.Recorded(), line.Rule).Select(t => (t.Start, t.Due, t.Safe)),
            Is.EqualTo([(Start(line, day), ends.Statutory, ends.Safe)]));
        else Assert.That(Terms(await ledger.Recorded(), line.Rule), Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_notice_in_time_moves_it_and_one_at_its_end_does_not(
        [ValueSource(nameof(Extensible))] Line line, [ValueSource(nameof(Received))] string day)
    {
        await using var ledger = await Published(line, day);
        var original = Terms(await ledger.Recorded(), line.Rule).Single();
        Assert.That((await Extend(ledger, original.Due)).Refusal?.Code, Is.EqualTo("extension-too-late"));
        Assert.That((await Extend(ledger, original.Due.AddTicks(-10))).Refusal, Is.Null);
        var moved = Terms(await ledger.Recorded(), line.Rule)[^1];
        Assert.That(moved.Due, Is.GreaterThan(original.Due));
        if (Ends(line.Extended!, day) is { } ends) Assert.That((moved.Due, moved.Safe), Is.EqualTo((ends.Statutory, ends.Safe)));
    }

    static IEnumerable<Line> Opened => Lines.Where(line => line.Type is not null);

    static IEnumerable<Line> Extensible => Lines.Where(line => line.Extended is not null);

    static async Task<TestLedger> Published(Line line, string day)
    {
        var ledger = new TestLedger();
        ledger.Clock.Now = Instant("2031-01-01T00:00:00Z");
        string[] before = line.Rule == "GDPR-12" ? [Event("r", "subject.registered", "u-1", """{"regime":"eu"}""", "2025-01-01T12:00:00+03:00")] : [];
        var one = Event("e", line.Type!, line.Type == "incident.reported" || line.Data!.Contains("regulator", StringComparison.Ordinal) ? null : "u-1",
            line.Data!.Replace("DAY", day, StringComparison.Ordinal), $"{day}T12:00:00+03:00");
        Assert.That((await ledger.Publish(Service, [.. before, one])).Refusal, Is.Null);
        return ledger;
    }

    static Task<Outcome<IReadOnlyList<Receipt>>> Extend(TestLedger ledger, DateTimeOffset sent)
    {
        var at = sent.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
        return ledger.Publish(Officer, Event("x", "inquiry.extended", null, $$"""{"inquiry":"7","noticeSentAt":"{{at}}","reasons":"ждём"}""", "2030-01-01T12:00:00+03:00"));
    }

    /// <summary>The terms as they stand in the event that has them for its own: what a letter passes to the person's stream is there.</summary>
    static List<DutyTerms> Terms(List<RecordedEvent> recorded, string rule) => [.. recorded.SelectMany(e => e.Data switch
    {
        IOpensDuties opening => opening.Duties ?? [],
        Consents.ProcessingStopExtended longer => longer.Duties ?? [],
        _ => [],
    }).Where(terms => terms.Rule == rule)];

    /// <summary>A report of destruction knows the day, and counts from its end.</summary>
    static DateTimeOffset Start(Line line, string day) => line.Rule == "EVID-179" ? End(day).AddMicroseconds(-1) : Noon(day);

    /// <summary>The ends by the table, or null where it is silent.</summary>
    static (DateTimeOffset Statutory, DateTimeOffset Safe)? Ends(string limit, string day)
    {
        var row = Array.Find(Rows, row => row[0] == day)!;
        var start = Noon(day);
        return limit switch
        {
            "at once" => (start, start),
            "day" => Whole(day, day),
            "24 h" => (start.AddDays(1), start.AddDays(1)),
            "72 h" => (start.AddDays(3), start.AddDays(3)),
            "3 WD" => Whole(row[1], row[1]),
            "7 WD" => Whole(row[2], row[2]),
            "10 WD" or "10 WD window" => Whole(row[3], row[3]),
            "15 WD" => Whole(row[4], row[4]),
            "30 CD" => Whole(row[6], row[7]),
            "30 CD window" => Whole(row[5], row[5]),
            "1 mo" => Whole(row[9], row[10]),
            "3 mo" => Whole(row[12], row[13]),
            "15th" => Whole(row[15], row[16]),
            _ => Whole(Years(day), Years(day)),
        };
    }

    static (DateTimeOffset, DateTimeOffset)? Whole(string statutory, string safe) => statutory == "-" ? null : (End(statutory), End(safe));

    static string Years(string day) => string.Create(CultureInfo.InvariantCulture, $"{int.Parse(day[..4], CultureInfo.InvariantCulture) + 3}{day[4..]}");

    static DateTimeOffset End(string day) => Instant($"{day}T00:00:00+03:00").AddDays(1);

    public sealed record Line(string Rule, string Limit, string? Type = null, string? Data = null, string? Extended = null, string? Why = null)
    {
        public override string ToString() => Rule;
    }
}
