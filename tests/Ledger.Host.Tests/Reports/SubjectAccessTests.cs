using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Exports;

using Ledger.Host.Tests.Acts;
using Ledger.Host.Tests.Server;

namespace Ledger.Host.Tests.Reports;

/// <summary>The subject access report: exactly the items of 152-FZ 14(7), all of what is the person's own, nothing of anybody else.</summary>
public sealed class SubjectAccessTests
{
    static readonly string[] Items = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "9.1", "10"];

    Served _served = null!;
    HttpClient _officer = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _served = await Served.Start(new() { Rate = 0 });
        await _served.Record(CrowdedLife.Lines_);
        _officer = await _served.Client(new ApiKeyTerms("officer-secret-account", Role.Officer) { Rate = 0 });
        await _served.Record([Lines.Event("f-1", CrowdedLife.Anna, "ledger.finding.explained.v1", $$"""{"finding":"{{await Finding()}}","explanation":"Пояснение о нарушении Чужого"}""")]);
        using var looked = await _officer.Read($"/subjects/{CrowdedLife.Anna}", $"utf-8''{Uri.EscapeDataString("Просмотр по жалобе соседа")}");
        await _served.Record([Lines.Event("gone-1", CrowdedLife.Gone, "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":["contact","public-resource"]}""")]);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [TestCase("html", "ru"), TestCase("html", "en"), TestCase("json", "ru"), TestCase("json", "en"), TestCase("csv", "ru"), TestCase("csv", "en"), TestCase("pdf", "ru")]
    public async Task All_of_the_persons_own_values_are_told_and_nobody_elses(string format, string language)
    {
        if (format == "pdf") Printing.Needed();
        using var answer = await Ask($"person={CrowdedLife.Anna}&inquiry={CrowdedLife.Number}&format={format}&lang={language}");
        var text = await Text(answer, format);
        Assert.Multiple(() =>
        {
            foreach (var own in CrowdedLife.Own) Assert.That(Plain(text), Does.Contain(Plain(own)));
            foreach (var other in CrowdedLife.Others) Assert.That(Plain(text), Does.Not.Contain(Plain(other)).IgnoreCase);
            Assert.That(text, Does.Not.Match("s-[0-9a-f]{32}"), "a token");
            Assert.That(text, Does.Contain("ООО «Икс-Кипер»").And.Contain("109012"));
        });
    }

    [Test]
    public async Task It_holds_exactly_the_items_of_the_law_in_their_order()
    {
        var report = await Json($"person={CrowdedLife.Anna}&lang=ru");
        var sections = report.GetProperty("sections").EnumerateObject().Select(section => section.Value).ToList();
        Assert.That(sections.Select(section => section.GetProperty("number").GetString()), Is.EqualTo(Items));
        Assert.That(sections[5].GetProperty("title").GetString(), Does.Contain("хранения"));
        using var html = await Ask($"person={CrowdedLife.Anna}&lang=ru&format=html");
        Assert.That(await Text(html, "html"), Does.Contain("9.1. Способы исполнения").And.Contain("10. Иные сведения"));
    }

    [Test]
    public async Task The_items_say_what_is_recorded()
    {
        var sections = (await Json($"person={CrowdedLife.Anna}&lang=ru")).GetProperty("sections");
        Assert.Multiple(() =>
        {
            Assert.That(sections.GetProperty("grounds").GetRawText(), Does.Contain("согласие субъекта (п. 1 ч. 1 ст. 6)").And.Contain("договор, стороной которого"));
            Assert.That(sections.GetProperty("recipients").GetRawText(), Does.Contain("АО «Страховая» (партнёр), г. Казань").And.Contain("федеральный закон"));
            Assert.That(sections.GetProperty("data").GetProperty("data").GetRawText(), Does.Contain("ИСПДн «Учёт абонентов»").And.Contain("уничтожено").And.Contain("заблокировано").And.Contain("АО «Страховая»"), "the source that was not the person");
            Assert.That(sections.GetProperty("transfer").GetProperty("done").GetRawText(), Does.Contain("Cloud GmbH").And.Contain("Германия"));
            Assert.That(sections.GetProperty("processors").GetRawText(), Does.Contain("Cloud GmbH").And.Contain("Berlin").And.Contain("DPA-7"));
            Assert.That(sections.GetProperty("rights").GetRawText(), Does.Contain("109012, г. Москва").And.Contain("10 рабочих дней"));
            Assert.That(sections.GetProperty("terms").GetRawText(), Does.Contain("не более 30 дней"));
            Assert.That(sections.GetProperty("other").GetProperty("objections").GetRawText(), Does.Contain("отзыв согласия"));
        });
    }

    [Test]
    public async Task A_request_it_answers_gives_the_form_and_the_day_and_is_about_nobody_else()
    {
        using var answer = await Ask($"person={CrowdedLife.Anna}&inquiry={CrowdedLife.Number}&format=html");
        Assert.That(await Text(answer, "html"), Does.Contain($"В ответ на обращение вашего представителя №\u00A0{CrowdedLife.Number} от\u00A002.06.2025, поступившее в электронной форме, сообщаем вам").And.Contain("не позднее 18.06.2025"));
        Assert.That(answer.Headers.GetValues("Ledger-Answer-Form").Single(), Is.EqualTo("electronic"));
        Assert.That(answer.Headers.GetValues("Ledger-Answer-Due").Single(), Does.StartWith("2025-06-18T21:00"));
        await Ask($"person={CrowdedLife.Anna}&inquiry={CrowdedLife.OthersNumber}").Refuses(404, Refusals.InquiryUnknown);
        await Ask($"person={CrowdedLife.Anna}&inquiry=none").Refuses(404, Refusals.InquiryUnknown);
    }

    [Test]
    public async Task Values_whose_key_is_gone_are_shown_as_destroyed_and_proofs_that_stay_are_shown()
    {
        using var answer = await Ask($"person={CrowdedLife.Gone}&format=json&lang=en");
        var text = await Text(answer, "json");
        using var report = JsonDocument.Parse(text);
        var values = report.RootElement.GetProperty("sections").GetProperty("data").GetProperty("values").EnumerateArray().ToDictionary(row => row.GetProperty("what").GetString()!, row => row.GetProperty("value"));
        Assert.That(values["Contact for messages"].GetProperty("destroyed").GetBoolean());
        Assert.That(values["Network address when consent was given"].GetString(), Is.EqualTo("203.0.113.77"), "evidence is kept");
        Assert.That(text, Does.Not.Contain("anna.own@example.com"));
    }

    [Test]
    public async Task A_person_who_was_forgotten_or_never_known_is_refused_and_a_reason_is_demanded()
    {
        await _served.Record([Lines.OptedIn("fg-1", "u-2998", "forgotten@example.com")]);
        await _served.Record([Published.Shredded("fg-2", "u-2998")]);
        await _served.Record([Published.Forgotten("fg-3", "u-2998")]);
        await Ask("person=u-2998").Refuses(404, Refusals.PersonUnknown);
        await Ask("person=nobody").Refuses(404, Refusals.PersonUnknown);
        await Ask($"person={CrowdedLife.Anna}", purpose: null).Refuses(422, Refusals.ReasonMissing);
        await Ask("format=html").Refuses(422, ReportRefusals.ReportParameter);
        await Ask($"person={CrowdedLife.Anna}&recipient=insurer").Refuses(400, "bad-parameter");
    }

    [Test]
    public async Task It_is_recorded_as_a_reading_of_the_file_and_as_what_left()
    {
        var before = (await _served.Recorded()).Count;
        using var answer = await Ask($"person={CrowdedLife.Anna}&inquiry={CrowdedLife.Number}&format=csv");
        var recorded = (await _served.Recorded()).Skip(before).ToList();
        Assert.That(recorded.Select(e => e.Data), Has.Exactly(1).Matches<object>(data => data is RecordViewed { What: "subject-access" }));
        Assert.That(recorded.Select(e => e.Data).OfType<ReportExported>().Single() is { Report: "subject-access", Format: "text/csv", Inquiry: CrowdedLife.Number, Ground: null });
        Assert.That(recorded.Select(e => e.Subject), Is.All.StartWith("s-"));
    }

    [Test]
    public async Task Under_gdpr_it_reads_by_article_15()
    {
        var report = await Json($"person={CrowdedLife.Eu}&lang=en");
        var said = report.GetRawText();
        Assert.That(report.GetProperty("subtitle").GetString(), Does.Contain("2016/679"));
        foreach (var letter in "abcdefgh") Assert.That(said, Does.Contain($"15(1)({letter})"));
        Assert.That(said, Does.Contain("supervisory authority").And.Contain("15(2)").And.Not.Contain("152-FZ").And.Not.Contain("Roskomnadzor"));
    }

    [Test]
    public async Task Only_an_officer_may()
    {
        foreach (var role in (Role[])[Role.Publisher, Role.Auditor])
        {
            var client = await _served.Client(role);
            using var request = Request($"person={CrowdedLife.Anna}", "inquiry 7");
            using var answer = await client.SendAsync(request);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        }
    }

    async Task<string> Finding()
    {
        var findings = await _officer.Json($"/findings?person={CrowdedLife.Anna}&state=all");
        return findings.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    async Task<JsonElement> Json(string query)
    {
        using var answer = await Ask($"{query}&format=json");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), await answer.Content.ReadAsStringAsync());
        return await answer.Json();
    }

    Task<HttpResponseMessage> Ask(string query, string? purpose = "запрос субъекта") => _officer.SendAsync(Request(query, purpose));

    static HttpRequestMessage Request(string query, string? purpose)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/reports/subject-access?{query}");
        if (purpose is not null) request.Headers.TryAddWithoutValidation("X-Purpose", $"utf-8''{Uri.EscapeDataString(purpose)}");
        return request;
    }

    static async Task<string> Text(HttpResponseMessage answer, string format)
    {
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK), format == "pdf" ? "" : await answer.Content.ReadAsStringAsync());
        if (format == "html") return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        if (format != "pdf") return await answer.Content.ReadAsStringAsync();
        using var place = new Workspace();
        await File.WriteAllBytesAsync(place.At("report.pdf"), await answer.Content.ReadAsByteArrayAsync());
        return Printing.TextOf(place.At("report.pdf"));
    }

    /// <summary>Without the spaces that a line's end puts into a long value.</summary>
    static string Plain(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
