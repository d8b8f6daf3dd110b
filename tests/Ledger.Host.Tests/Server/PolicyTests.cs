using System.Net;

namespace Ledger.Host.Tests.Server;

/// <summary>GET /policy: the edition in force at a fixed address, open to all (policy 6.1).</summary>
public sealed class PolicyTests
{
    const string Terms = """
        {"services":["x-keeper-panel"],"purposes":[{"id":"contact","clause":"2.2.3","name":{"ru":"Связь <script>","en":"Contact"},"categories":["contact"],"bases":["contract"]}],
         "categories":[{"id":"contact","clause":"1.1.1","name":{"ru":"Контакты","en":"Contacts"},"origin":"provided"}],"disclosureGrounds":[],"messageKinds":["news"],"channels":["sms"],"storageCountries":["RU"]}
        """;

    Served _served = null!;

    /// <summary>Two editions that came into force one after the other.</summary>
    public static string[] Editions { get; } = [Edition("2025-1", "2025-06-03"), Edition("2025-2", "2025-07-01"), Edition("2999-1", "2999-01-01")];

    [SetUp]
    public async Task Start() => _served = await Served.Start();

    [TearDown]
    public async Task Stop() => await _served.DisposeAsync();

    [Test]
    public async Task Before_any_is_in_force_there_is_none() => await _served.Anonymous().Read("/policy").Refuses(404, "policy-unknown");

    [Test]
    public async Task The_one_in_force_and_every_other_one_are_shown_to_anybody()
    {
        await _served.Record(Editions);
        var anybody = _served.Anonymous();
        using var answer = await anybody.Read("/policy");
        var policy = await answer.Json();
        Assert.That(policy.GetProperty("edition").GetString(), Is.EqualTo("2025-2"));
        Assert.That(policy.GetProperty("terms").GetProperty("purposes")[0].GetProperty("name").GetProperty("en").GetString(), Is.EqualTo("Contact"));
        Assert.That(answer.Content.Headers.ContentLanguage, Is.EqualTo(new[] { "ru", "en" }));
        Assert.That((await anybody.Json("/policy/2025-1")).GetProperty("edition").GetString(), Is.EqualTo("2025-1"));
        Assert.That((await anybody.Json("/policy/2999-1")).GetProperty("inForceFrom").GetString(), Is.EqualTo("2999-01-01T00:00:00Z"));
        await anybody.Read("/policy/1999-1").Refuses(404, "policy-unknown");
    }

    [TestCase("en-GB,en;q=0.9", "en", "Purposes"), TestCase("ru", "ru", "Цели обработки"), TestCase("de", "ru", "Цели обработки")]
    public async Task A_browser_gets_a_page_in_its_language(string language, string expected, string heading)
    {
        await _served.Record(Editions);
        var browser = _served.Anonymous();
        browser.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        using var answer = await browser.Read("/policy", accept: "text/html,application/xhtml+xml,*/*;q=0.8");
        var page = await answer.Content.ReadAsStringAsync();
        Assert.That((answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentLanguage.Single()), Is.EqualTo(("text/html", expected)));
        Assert.That(page, Does.Contain(heading).And.Contain("2025-07-01 03:00 UTC").And.Not.Contain("<script"));
        Assert.That(answer.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("default-src 'none'"));
    }

    [Test]
    public async Task What_the_caller_has_is_not_sent_again()
    {
        await _served.Record(Editions);
        var anybody = _served.Anonymous();
        using var first = await anybody.Read("/policy");
        Assert.That(first.Headers.ETag, Is.Not.Null);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/policy");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await anybody.SendAsync(request);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NotModified));
        using var page = await anybody.Read("/policy", accept: "text/html");
        Assert.That(page.Headers.ETag, Is.Not.EqualTo(first.Headers.ETag));
    }

    static string Edition(string id, string from) => Lines.Event($"p-{id}", null, "ledger.policy.published.v1",
        $$"""{"edition":"{{id}}","title":{"ru":"Политика","en":"Privacy policy"},"documentSha256":"{{new string('a', 64)}}","lastUpdated":"2025-06-01","effectiveFrom":"{{from}}T00:00:00Z","terms":{{Terms.ReplaceLineEndings("")}}}""");
}
