using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Tests.Acts;
using Ledger.Host.Tests.Server;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Tests.Reports;

/// <summary>The answer to an inquiry, as a document and as a bundle: what it says, and that every sealed value it shows is opened by the bundle that proves it.</summary>
public sealed class InquiryReportTests
{
    static readonly string[] Parts =
        ["request", "operator", "subjects", "timeline", "purposes", "sources", "recipients", "abroad", "messages", "measures", "incidents", "policy", "deadlines", "findings", "attachments", "signature", "integrity"];

    readonly Dictionary<string, byte[]> _bundles = [];

    Served _served = null!;
    HttpClient _officer = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start(new() { Rate = 0 });
        await _served.Record(AskedLife.Lines_);
        _officer = await _served.Client(new ApiKeyTerms("officer-1", Role.Officer) { Rate = 0 });
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [TestCase("inquiry=2025-31", "ru"), TestCase("inquiry=2025-31&lang=en", "en"), TestCase("inquiry=2025-31&from=2025-06-11T00:00:00Z", "ru"), TestCase("inquiry=2025-32", "ru"), TestCase("inquiry=2025-32&recipient=cloud", "ru")]
    public async Task A_bundle_is_genuine_and_opens_every_sealed_value_that_its_report_shows(string query, string language)
    {
        using var zip = Zip(await Bundle(query));
        var report = WebUtility.HtmlDecode(Entry(zip, "report.html"));
        var table = Entry(zip, "events.csv").Replace("\"\"", "\"", StringComparison.Ordinal);   // the verifier rebuilds it from events and openings
        Assert.Multiple(() =>
        {
            foreach (var value in AskedLife.Sealed.Where(value => report.Contains(value, StringComparison.Ordinal))) Assert.That(table, Does.Contain(value), "shown and not opened");
            Assert.That(report, Does.Contain(language == "ru" ? "<html lang=\"ru\">" : "<html lang=\"en\">"));
            Assert.That(zip.Entries.Select(entry => entry.FullName), Does.Contain("verify.html").And.Contain("report.html"));
        });
    }

    [Test]
    public async Task The_answer_about_a_person_shows_that_persons_values_and_nobody_elses()
    {
        using var zip = Zip(await Bundle("inquiry=2025-31"));
        var report = WebUtility.HtmlDecode(Entry(zip, "report.html"));
        Assert.Multiple(() =>
        {
            foreach (var value in (string[])[AskedLife.Anna, AskedLife.Question, AskedLife.Contact, AskedLife.Address, AskedLife.RequestOfAnna, AskedLife.TextHash, "09-345/25-АН", "Исполнитель Пётр Иванов"])
                Assert.That(report, Does.Contain(value));
            foreach (var value in (string[])[AskedLife.Boris, "boris.asked@example.com", AskedLife.RequestOfBoris, "Жалоба Бориса", "Причина инцидента секретная", "09-777/25-МВ"]) Assert.That(report, Does.Not.Contain(value));
        });
    }

    [Test]
    public async Task All_disclosures_to_a_recipient_are_exactly_those_and_the_inquirys_own_events()
    {
        using var zip = Zip(await Bundle("inquiry=2025-32"));
        var events = Entry(zip, "events.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.That(events.Select(e => e.GetProperty("type").GetString()), Is.EquivalentTo(new[] { "ledger.disclosure.made.v1", "ledger.disclosure.made.v1", "ledger.inquiry.received.v1" }));
        var report = WebUtility.HtmlDecode(Entry(zip, "report.html"));
        Assert.That(report, Does.Contain(AskedLife.RequestOfAnna).And.Contain(AskedLife.RequestOfBoris).And.Contain("МВД России, государственный орган, Россия, ИНН 7706074737"));
        Assert.That(report, Does.Not.Contain(AskedLife.Anna).And.Not.Contain(AskedLife.Boris), "ids stand in no event of this bundle");
    }

    [Test]
    public async Task Json_has_every_part_in_order_with_the_place_and_hash_of_each_event()
    {
        var sections = (await Json("inquiry=2025-31")).GetProperty("sections");
        Assert.That(sections.EnumerateObject().Select(section => section.Name), Is.EqualTo(Parts));
        using var zip = Zip(await Bundle("inquiry=2025-31"));
        var leaves = Entry(zip, "events.jsonl").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => Convert.ToBase64String(MerkleTree.LeafHash(Encoding.UTF8.GetBytes(line))));
        Assert.That(sections.GetProperty("timeline").GetProperty("timeline").EnumerateArray().Select(row => row.GetProperty("leafHash").GetString()), Is.EqualTo(leaves));
    }

    [Test]
    public async Task What_was_not_in_order_is_said_aloud()
    {
        var sections = (await Json("inquiry=2025-31")).GetProperty("sections");
        string Said(string part) => sections.GetProperty(part).GetProperty("text").GetRawText();
        Assert.Multiple(() =>
        {
            Assert.That(Said("deadlines"), Does.Contain("Нарушен срок: уничтожить данные по отозванному согласию. Срок по закону 15.07.2025, исполнено 01.08.2025 12:00"));
            Assert.That(Said("recipients"), Does.Contain("Передач без основания: 1"));
            Assert.That(sections.GetProperty("deadlines").GetProperty("deadlines").EnumerateArray().Select(row => row.GetProperty("state").ToString()), Has.Some.Contains("missed").And.Some.Contains("overdue"));
            Assert.That(sections.GetProperty("incidents").GetProperty("incidents")[0].GetProperty("incident").GetString(), Is.EqualTo("inc-9"));
            Assert.That(sections.GetProperty("abroad").GetProperty("crossing")[0].GetProperty("country").GetProperty("code").GetString(), Is.EqualTo("DE"));
            Assert.That(sections.GetProperty("policy").GetProperty("editions")[0].GetProperty("edition").GetString(), Is.EqualTo("x-keeper-2025"));
            Assert.That(sections.GetProperty("integrity").GetProperty("integrity").GetProperty("fingerprint").GetString(), Is.EqualTo(_served.Ledger.Get<ITransparency>().Key.Fingerprint));
        });
    }

    [TestCase("inquiry=2025-31", "Хронология событий|11.06.2025 00:30|ООО «Икс-Кипер»|7701234567|Отдел защиты данных|ч. 4 ст. 20 152-ФЗ|Исх-4711/77|Нарушен срок|ИСПДн «Учёт абонентов»|согласие дано|Подписал|московское время|Страница 1 из")]
    [TestCase("inquiry=2025-31&lang=en", "Timeline of events|11 Jun 2025 00:30|152-FZ 20(4)|A deadline was missed|consent in force|Signed by|Moscow time|Page 1 of")]
    [TestCase("inquiry=2025-32", "МВД России|Исх-8822/78|Передачи по времени и основаниям|Корень дерева|verify.html")]
    public async Task The_pdf_reads_as_it_should(string query, string said)
    {
        Printing.Needed();
        using var answer = await Ask($"{query}&format=pdf");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var place = new Workspace();
        await File.WriteAllBytesAsync(place.At("answer.pdf"), await answer.Content.ReadAsByteArrayAsync());
        var text = Solid(Printing.TextOf(place.At("answer.pdf")));
        Assert.Multiple(() =>
        {
            foreach (var words in said.Split('|')) Assert.That(text, Does.Contain(Solid(words)).IgnoreCase);
        });
    }

    [Test]
    public async Task The_bundle_holds_the_pdf_and_is_recorded_as_an_export_for_the_inquiry()
    {
        Printing.Needed();
        using var answer = await Ask("inquiry=2025-31&format=bundle");
        using var zip = Zip(await answer.Content.ReadAsByteArrayAsync());
        Assert.That(Entry(zip, "report.pdf"), Does.StartWith("%PDF-"));
        Assert.That(answer.Headers.Contains("Ledger-Without-Pdf"), Is.False);
        var recorded = (await _served.Recorded()).Single(happened => happened.Index == long.Parse(answer.Headers.GetValues("Ledger-Recorded").Single(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.That((ReportExported)recorded.Data is { Report: "bundle", Format: "zip", Inquiry: "2025-31", Ground: null, Reason: not null });
    }

    [TestCase("inquiry=none", 404, Refusals.InquiryUnknown), TestCase("inquiry=2025-34", 422, ReportRefusals.ReportParameter), TestCase("inquiry=2025-31&person=u-3002", 422, ReportRefusals.ReportParameter)]
    [TestCase("inquiry=2025-34&person=nobody", 404, Refusals.PersonUnknown), TestCase("person=u-3001", 422, ReportRefusals.ReportParameter)]
    [TestCase("inquiry=2025-32&from=2026-01-01T00:00:00Z&to=2025-01-01T00:00:00Z", 422, ReportRefusals.ReportParameter)]
    public async Task What_cannot_be_answered_is_refused(string query, int status, string code)
    {
        using var answer = await Ask($"{query}&format=html");
        Assert.That(((int)answer.StatusCode, (await answer.Json()).GetProperty("code").GetString()), Is.EqualTo((status, code)));
    }

    [Test]
    public async Task A_report_without_a_bundle_says_so_and_only_officers_answer()
    {
        using var unbundled = await _officer.SendAsync(Request("/reports/disclosures?format=bundle"));
        Assert.That((await unbundled.Json()).GetProperty("path").GetString(), Is.EqualTo("$.format"));
        foreach (var role in (Role[])[Role.Publisher, Role.Auditor, Role.Regulator])
        {
            using var answer = await (await _served.Client(role)).SendAsync(Request("/reports/inquiry?inquiry=2025-31"));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    /// <summary>Each is made once: printing takes its time.</summary>
    async Task<byte[]> Bundle(string query)
    {
        if (_bundles.TryGetValue(query, out var made)) return made;
        using var answer = await Ask($"{query}&format=bundle");
        var bundle = await answer.Content.ReadAsByteArrayAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), Encoding.UTF8.GetString(bundle.AsSpan(0, Math.Min(bundle.Length, 500))));
        var verdict = BundleVerifier.Verify(new MemoryStream(bundle), _served.Ledger.Get<ITransparency>().Key);
        Assert.That(verdict.Outcome, Is.EqualTo(BundleOutcome.Genuine), string.Join("; ", verdict.Faults));
        return _bundles[query] = bundle;
    }

    async Task<JsonElement> Json(string query)
    {
        using var answer = await Ask($"{query}&format=json");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Json();
    }

    Task<HttpResponseMessage> Ask(string query) => _officer.SendAsync(Request($"/reports/inquiry?{query}"));

    static HttpRequestMessage Request(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path);
        request.Headers.TryAddWithoutValidation("X-Purpose", "order-7");
        return request;
    }

    static ZipArchive Zip(byte[] bundle) => new(new MemoryStream(bundle));

    static string Entry(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(zip.GetEntry(name)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>Without the spaces that lines and cells put into a text.</summary>
    static string Solid(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
