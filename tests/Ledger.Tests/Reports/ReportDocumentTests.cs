using System.Text;
using System.Text.Json;
using Ledger.Law;
using Ledger.Reports;

namespace Ledger.Tests.Reports;

/// <summary>One report, written in each form: the same values, none of which can become markup, a formula or another cell.</summary>
public sealed class ReportDocumentTests
{
    const string Hostile = "<img src=x onerror=alert(1)>\"';=1+1";

    static readonly DateTimeOffset At = new(2026, 3, 1, 21, 30, 0, TimeSpan.Zero);

    static ReportDocument Sample(ReportLanguage language, int rows = 3, int? shown = null) => new()
    {
        Kind = "sample", Language = language, Zone = LegalClock.Moscow, Title = "Образец", Origin = "ledger.example/log", Known = 12345, MadeAt = At,
        Sections =
        [
            new("head", "Сведения", [new ReportText("Текст"), new ReportWarning("Внимание"), new ReportFacts("facts", [new("who", "Кто", ReportValue.Of(Hostile)), new("gone", "Что", ReportValue.Destroyed)])]),
            new("rows", "Строки", [ReportTable.Of("rows", null, [new("n", "№"), new("at", "Когда"), new("what", "Что")],
                [.. Enumerable.Range(1, rows).Select(n => (IReadOnlyList<ReportValue>)[ReportValue.Of(n * 1000), ReportValue.Of(At), ReportValue.Of(Hostile)])]) with { ShownMax = shown }]),
            new("empty", "Пусто", [ReportTable.Of("none", "Ничего", [new("n", "№")], [])]),
        ],
    };

    static async Task<string> Written(ReportDocument report, ReportFormat format)
    {
        using var output = new MemoryStream();
        await ReportWriter.Write(report, format, output, default);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    [Test]
    public async Task Html_encodes_values_lists_its_contents_and_shows_moments_in_Moscow_time()
    {
        var html = await Written(Sample(ReportLanguage.Ru), ReportFormat.Html);
        Assert.That(html, Does.Not.Contain("<img").And.Contain("&lt;img").And.Contain("<html lang=\"ru\">").And.Contain("href=\"#rows\"").And.Contain("default-src 'none'"));
        Assert.That(html, Does.Contain("02.03.2026 00:30").And.Contain("<span class=\"gone\">уничтожено</span>").And.Contain("Записей нет."));
        Assert.That(html, Does.Contain("до № 12&#xA0;345 включительно").And.Contain("московское время (UTC&#x2B;3)"));
    }

    [Test]
    public async Task A_long_table_shows_its_first_rows_and_says_where_the_rest_is()
    {
        var html = await Written(Sample(ReportLanguage.En, rows: 5, shown: 2), ReportFormat.Html);
        Assert.That(html.Split("&lt;img").Length - 1, Is.EqualTo(1 + 2), "the fact and two rows");
        Assert.That(html, Does.Contain("The first 2 rows are shown"));
        Assert.That((await Written(Sample(ReportLanguage.En, rows: 5, shown: 2), ReportFormat.Csv)).Split("\r\n"), Has.Length.EqualTo(1 + 5 + 1));
        Assert.That(await Written(Sample(ReportLanguage.En, rows: 2, shown: 2), ReportFormat.Html), Does.Not.Contain("rows are shown"));
    }

    [Test]
    public async Task Csv_begins_with_a_mark_is_separated_as_the_language_wants_and_holds_plain_numbers()
    {
        var russian = await Written(Sample(ReportLanguage.Ru), ReportFormat.Csv);
        Assert.That(russian, Does.StartWith("\uFEFF№;Когда;Что\r\n1000;02.03.2026 00:30;\"<img"));
        Assert.That(await Written(Sample(ReportLanguage.En), ReportFormat.Csv), Does.StartWith("\uFEFF№,Когда,Что\r\n1000,2 Mar 2026 00:30,"));
    }

    [Test]
    public async Task Json_names_facts_and_rows_by_their_keys_and_keeps_moments_exact()
    {
        using var json = JsonDocument.Parse(await Written(Sample(ReportLanguage.Ru), ReportFormat.Json), new() { AllowDuplicateProperties = false });
        var sections = json.RootElement.GetProperty("sections");
        Assert.That(sections.GetProperty("head").GetProperty("facts").GetProperty("who").GetString(), Is.EqualTo(Hostile));
        Assert.That(sections.GetProperty("head").GetProperty("facts").GetProperty("gone").GetProperty("destroyed").GetBoolean());
        Assert.That(sections.GetProperty("head").GetProperty("text").EnumerateArray().Select(text => text.GetString()), Is.EqualTo(new[] { "Текст", "Внимание" }));
        Assert.That(sections.GetProperty("rows").GetProperty("rows")[1].GetProperty("n").GetInt64(), Is.EqualTo(2000));
        Assert.That(sections.GetProperty("rows").GetProperty("rows")[1].GetProperty("at").GetString(), Is.EqualTo("2026-03-01T21:30:00Z"));
    }
}
