using System.Text.Json;
using System.Text.RegularExpressions;
using Ledger.Access;
using Ledger.Host.Reports.Compliance;
using Ledger.Host.Tests.Acts;
using Ledger.Law;

namespace Ledger.Host.Tests.Reports;

/// <summary>The register of disclosures, the compliance summary and the record of processing, of one ledger.</summary>
public sealed partial class PaperTests
{
    PaperLedger _ledger = null!;

    [OneTimeSetUp]
    public async Task Start() => _ledger = await PaperLedger.Start();

    [OneTimeTearDown]
    public async Task Stop() => await _ledger.DisposeAsync();

    static string Label(JsonElement value) => value.GetProperty("label").GetString()!;

    static string Plain(JsonElement value) => value.GetString()!.Replace('\u00A0', ' ');

    [Test]
    public async Task The_register_of_disclosures_has_each_line_once_with_its_ground_document_and_findings()
    {
        var lines = (await _ledger.Sections("disclosures?format=json")).GetProperty("disclosures").GetProperty("disclosures").EnumerateArray().ToList();
        Assert.That(lines, Has.Count.EqualTo(PaperLedger.Many + 4));
        Assert.That(lines.Select(line => line.GetProperty("index").GetInt64()), Is.Unique.And.Ordered);
        var first = lines[0];
        Assert.That((Label(first.GetProperty("recipient")), first.GetProperty("person").GetString(), Label(first.GetProperty("document")), first.GetProperty("documentNumber").GetString()),
            Is.EqualTo((PaperLedger.Hostile, "u-1001", "договор", PaperLedger.DocumentNumber)));
        Assert.That((Label(first.GetProperty("ground")).Replace('\u00A0', ' '), Label(first.GetProperty("norm")).Replace('\u00A0', ' '), first.GetProperty("edition").GetString()),
            Is.EqualTo(("договор, услуга субъекту (п. 3.3.2 политики)", "п. 5 ч. 1 ст. 6 152-ФЗ", "x-keeper-2025")));
        Assert.That(first.GetProperty("findings").ValueKind, Is.EqualTo(JsonValueKind.Null));
        var groundless = lines.Single(line => line.GetProperty("recipient").GetProperty("code").GetString() == "dealer-omega");
        Assert.That(groundless.GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("code").GetString()), Is.SupersetOf(new[] { "disclosure-no-ground", "recipient-unregistered" }));
        var gone = lines.Single(line => line.GetProperty("person").ValueKind == JsonValueKind.Object);
        Assert.That((gone.GetProperty("person").GetProperty("destroyed").GetBoolean(), gone.GetProperty("documentNumber").GetProperty("destroyed").GetBoolean()), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task Its_sums_are_the_sums_of_its_lines()
    {
        var sections = await _ledger.Sections("disclosures?format=json&lang=en");
        var summary = sections.GetProperty("summary");
        var recipients = summary.GetProperty("byRecipient").EnumerateArray().ToDictionary(row => row.GetProperty("recipient").GetProperty("code").GetString()!, row => row.GetProperty("count").GetInt64());
        Assert.That(recipients, Is.EquivalentTo(new Dictionary<string, long> { ["hosting-1"] = PaperLedger.Many, ["mvd"] = 2, ["insurer"] = 1, ["dealer-omega"] = 1 }));
        var grounds = summary.GetProperty("byGround").EnumerateArray().Select(row => (row.GetProperty("ground").GetProperty("code").GetString(), row.GetProperty("count").GetInt64()));
        Assert.That(grounds, Is.EqualTo(new[] { ("consent", 0L), ("service", PaperLedger.Many + 1L), ("law", 2L), ("none", 1L) }));
        Assert.That(sections.GetProperty("general").GetProperty("facts").GetProperty("operator").GetString(), Is.EqualTo("ООО «Икс-Кипер»"));
    }

    [Test]
    public async Task A_page_shows_the_first_thousand_lines_and_a_table_all_of_them()
    {
        var html = await _ledger.Text("disclosures?format=html");
        Assert.That(html, Does.Contain("Показаны первые строки (1&#xA0;000)").And.Not.Contain("<script").And.Contain("A4 landscape"));
        Assert.That(html.Split("<svg ").Length - 1, Is.EqualTo(2));
        var csv = (await _ledger.Text("disclosures?format=csv")).Split("\r\n");
        Assert.That(csv, Has.Length.EqualTo(1 + PaperLedger.Many + 4 + 1));
        Assert.That(csv[1], Does.Contain($";{PaperLedger.DocumentNumber};").And.Contain(";договор;"));
    }

    [TestCase("recipient=mvd", 2), TestCase("recipient=nobody", 0), TestCase("to=2025-06-02", 0), TestCase("recipient=insurer&from=2025-06-02&to=2025-06-03", 1)]
    public async Task It_is_narrowed_by_recipient_and_period(string query, int lines)
    {
        using var answer = await _ledger.Make($"disclosures?format=csv&{query}");
        Assert.That((await answer.Content.ReadAsStringAsync()).Split("\r\n"), Has.Length.EqualTo(lines + 2));
        Assert.That(answer.Headers.GetValues("Ledger-Events").Single(), Is.EqualTo($"{lines}"));
    }

    [Test]
    public async Task The_summary_counts_what_happened_and_names_nobody()
    {
        var auditor = await _ledger.Served.Client(Role.Auditor);
        var sections = await _ledger.Sections("summary?format=json&from=2025-04-01&to=2025-07-01", auditor);
        var numbers = sections.GetProperty("glance").GetProperty("numbers");
        long Number(string key) => numbers.GetProperty(key).GetInt64();
        Assert.That((Number("given"), Number("withdrawn"), Number("disclosures"), Number("inquiries"), Number("incidents")), Is.EqualTo((2L, 1L, PaperLedger.Many + 4L, 1L, 1L)));
        Assert.That(sections.GetProperty("glance").GetProperty("text").EnumerateArray().Select(text => text.GetString()), Has.Some.Contains("без указанного основания: 1"));
        var incident = sections.GetProperty("incidents").GetProperty("incidents").EnumerateArray().Single();
        Assert.That((incident.GetProperty("notifiedOutcome").GetString(), incident.GetProperty("concludedOutcome").GetString()), Is.EqualTo(("в срок", "не направлено, срок истёк")));
        var answered = sections.GetProperty("inquiries").GetProperty("inquiries").EnumerateArray().Single();
        Assert.That((answered.GetProperty("received").GetInt64(), answered.GetProperty("overdue").GetInt64()), Is.EqualTo((1L, 1L)));
        var duties = sections.GetProperty("duties").GetProperty("duties").EnumerateArray().ToDictionary(row => row.GetProperty("rule").GetProperty("code").GetString()!, row => row.GetProperty("undone").GetInt64());
        Assert.That((duties["INC-02"], duties["INQ-01"]), Is.EqualTo((1L, 1L)));
        var day = sections.GetProperty("basis").GetProperty("days").EnumerateArray().Single();
        Assert.That((day.GetProperty("day").GetString(), day.GetProperty("consents").GetInt64()), Is.EqualTo(("2025-06-02", 2L)));
        foreach (var format in (string[])["json", "html", "csv"]) Assert.That(Named().Match(await _ledger.Text($"summary?format={format}&from=2025-04-01&to=2025-07-01", auditor)).Value, Is.Empty, format);
    }

    /// <summary>The operator's own id of a person, or a token.</summary>
    [GeneratedRegex("u-(?:[0-9]{4}|gone)|s-[0-9a-f]{32}")]
    private static partial Regex Named();

    [Test]
    public async Task A_summary_of_a_time_in_which_nothing_happened_says_so()
    {
        var html = await _ledger.Text("summary?format=html&lang=en&from=2020-01-01&to=2020-04-01");
        Assert.That(html, Does.Contain("There is nothing in this period").And.Contain("There was no inquiry in this period.").And.Contain("No duty ended in this period."));
        Assert.That((await _ledger.Text("summary?format=csv&from=2020-01-01&to=2020-04-01")).Split("\r\n"), Has.Length.EqualTo(2), "only the head of the table");
    }

    [TestCase(null, null, "2026-04-01", "2026-07-01"), TestCase("2026-06-03T12:00:00+03:00", null, "2026-06-03", "2026-08-16"), TestCase(null, "2026-03-01T00:00:00+03:00", "2025-12-01", "2026-03-01")]
    [TestCase("2026-01-31T21:00:00Z", "2026-02-10T09:00:00Z", "2026-02-01", "2026-02-11"), TestCase("2026-01-05T00:00:00+03:00", "2026-01-05T00:00:00.0000001+03:00", "2026-01-05", "2026-01-06")]
    public void The_period_is_whole_local_days_and_else_the_last_full_quarter(string? from, string? to, string first, string behind)
    {
        static DateTimeOffset? Moment(string? text) => text is null ? null : DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        static DateOnly Day(string text) => DateOnly.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        Assert.That(SummaryPeriod.Of(Moment(from), Moment(to), new(2026, 8, 15, 20, 59, 59, TimeSpan.Zero), LegalClock.Default), Is.EqualTo(new SummaryPeriod(Day(first), Day(behind))));
    }

    [Test]
    public async Task The_record_of_processing_shows_each_purpose_and_where_practice_differs()
    {
        var sections = await _ledger.Sections("processing?format=json", await _ledger.Served.Client(Role.Auditor));
        var purpose = sections.GetProperty("purpose2").GetProperty("facts");
        Assert.That((purpose.GetProperty("clause").GetString(), Label(purpose.GetProperty("method"))), Is.EqualTo(("2.2.2", "смешанная")), "one system by automation, one on paper");
        Assert.That(purpose.GetProperty("bases").EnumerateArray().Select(basis => Label(basis).Replace('\u00A0', ' ')), Has.Some.Contains("п. 5 ч. 1 ст. 6 152-ФЗ"));
        Assert.That(purpose.GetProperty("recipients").EnumerateArray().Select(Label), Has.Some.Contains("АО «Дата-центр Север» (передач: 1\u00A0010)"));
        var said = sections.GetProperty("differences").GetProperty("text").EnumerateArray().Select(Plain).ToList();
        Assert.That(said, Has.Some.Contains("нет в реестре получателей: dealer-omega").And.Some.Contains("Обработчики без поручения (ч. 3 ст. 6 152-ФЗ): Cloud GmbH, АО «Дата-центр Север»"));
        Assert.That(sections.GetProperty("general").GetProperty("facts").GetProperty("contact").GetString(), Is.EqualTo("в журнале не указано"));
        Assert.That(sections.GetProperty("general").GetProperty("purposes").GetArrayLength(), Is.EqualTo(6));
        Assert.That(sections.GetProperty("unknown").GetProperty("text").GetArrayLength(), Is.GreaterThan(3));
        Assert.That((await _ledger.Text("processing?format=csv&lang=en")).Split("\r\n"), Has.Length.EqualTo(1 + 6 + 1));
    }

    [Test]
    public async Task The_record_of_processing_as_it_was_before_any_policy_makes_nothing_up()
    {
        var sections = await _ledger.Sections("processing?format=json&lang=en&to=2024-01-01");
        Assert.That(sections.GetProperty("differences").GetProperty("text").EnumerateArray().Select(text => text.GetString()), Is.EqualTo(new[] { "No edition of the policy was in force then: nobody declared purposes, categories or terms." }));
        Assert.That(sections.GetProperty("general").GetProperty("facts").GetProperty("operator").GetString(), Is.EqualTo("not registered in the ledger"));
        Assert.That(sections.TryGetProperty("purpose1", out _), Is.False);
    }

    [Test, Platform(Exclude = "Win")]
    public async Task A_printed_summary_can_be_read()
    {
        Printing.Needed();
        using var answer = await _ledger.Make("summary?from=2025-04-01&to=2025-07-01");
        var file = Path.Combine(_ledger.Served.Folder, "summary.pdf");
        await File.WriteAllBytesAsync(file, await answer.Content.ReadAsByteArrayAsync());
        var text = Spaces().Replace(Printing.TextOf(file), " ");
        foreach (var said in (string[])["с 1 апреля 2025 г. по 30 июня 2025 г. включительно", "Передачи третьим лицам", "дано согласий", "Страница 1 из", "московское время (UTC+3)", "01.04"]) Assert.That(text, Does.Contain(said));
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
