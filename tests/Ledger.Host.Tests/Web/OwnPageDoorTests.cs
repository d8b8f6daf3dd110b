using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Web.Own;
using Ledger.Journal;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Web;

/// <summary>What guards a person's own page: who may take links out, whose browser opens them, how often, on whose site; and that each no is said in words.</summary>
public sealed class OwnPageDoorTests
{
    const string Person = "u-door-1", Site = "https://app.example.org";

    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stage = await ConsoleStage.Start();
        await _stage.Publish(new("panel", Role.Publisher), Event("door-1", "messaging.opted-in", """{"kind":"news","channels":["email"]}"""));
        await _stage.Publish(new("officer", Role.Officer),
            Event("door-2", "inquiry.received", """{"inquiry":"own-7","from":"person","channel":"mail","form":"paper","cases":["information"],"admissible":true}"""),
            Event("door-3", "inquiry.received", """{"inquiry":"own-8","from":"court","channel":"mail","form":"paper","cases":["information"],"admissible":true}"""));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task A_services_key_takes_links_out_only_where_it_was_given_that_right()
    {
        using var administrator = await _stage.Served.Client(Role.Administrator);
        foreach (var (name, right) in new[] { ("plain", false), ("cabinet", true) })
        {
            var made = await administrator.PostAsJsonAsync("/keys", new { name, role = "publisher", ground = "order 12", ownLinks = right });
            var key = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString();
            using var client = new HttpClient { BaseAddress = _stage.Served.Address, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
            Assert.That((await client.PostAsync($"/subjects/{Person}/link", null)).StatusCode, Is.EqualTo(right ? HttpStatusCode.OK : HttpStatusCode.Forbidden), name);
        }
    }

    [Test]
    public async Task Another_sites_form_opens_no_page_and_uses_no_link_up()
    {
        using var browser = Browser();
        var link = await Link();
        foreach (var door in new[] { "", new string('0', 64) })
        {
            var refused = await Pressed(browser, link, door);
            Assert.That((refused.StatusCode, refused.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.BadRequest, "text/html")));
            Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("Откройте ссылку заново"));
        }
        Assert.That((await Opened(browser, link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await (await browser.GetAsync(await Link())).Content.ReadAsStringAsync(), Does.Contain("уже открыта личная страница"), "who has a page open is told before another one takes its place");
    }

    [Test]
    public async Task Two_links_side_by_side_do_not_shut_each_other()
    {
        using var browser = Browser();
        var (first, second) = (await Link(), await Link());
        var door = await DoorOf(browser, first);
        Assert.That(await DoorOf(browser, second), Is.Not.EqualTo(door));
        Assert.That(await DoorOf(browser, first), Is.EqualTo(door), "the same link in another tab");
        Assert.That((await Pressed(browser, first, door)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Opened(browser, second)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task What_strangers_send_costs_the_vault_nothing()
    {
        var (vault, asked) = AskedVault.Of(_stage.Served.Ledger.Get<IKeyVault>());
        using var links = new OwnLinks(vault, _stage.Served.Ledger.Get<IServiceTables>(), Randomness.System, _stage.Clock);
        var (text, _) = await links.Issue(Person, default);
        var before = asked.Secrets;
        for (var place = 0; place < 20; place++) Assert.That(await links.Read($"{text[..20]}{place:00}{text[22..]}", default), Is.Null);
        Assert.That(await links.Read(text, default), Is.EqualTo(Person));
        Assert.That(asked.Secrets, Is.EqualTo(before));
    }

    [Test]
    public async Task A_link_is_not_used_up_while_too_many_pages_are_open()
    {
        var sessions = _stage.Served.Service<OwnSessions>();
        var link = await Link();
        List<string> crowd = [];
        while (sessions.HasRoom()) crowd.Add(sessions.Begin("u-crowd"));
        try
        {
            using var browser = Browser();
            var full = await Opened(browser, link);
            Assert.That((full.StatusCode, (await full.Content.ReadAsStringAsync()).Contains("ссылка не использована", StringComparison.Ordinal)), Is.EqualTo((HttpStatusCode.ServiceUnavailable, true)));
            sessions.End(crowd[0]);
            Assert.That((await Opened(browser, link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
        finally
        {
            crowd.ForEach(sessions.End);
        }
    }

    [Test]
    public async Task Looking_again_and_again_is_on_record_once_and_then_has_to_wait()
    {
        using var browser = Browser();
        var before = await Readings();
        Assert.That((await Opened(browser, await Link())).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        HttpResponseMessage last = null!;
        for (var asked = 0; asked < 80 && last is not { StatusCode: HttpStatusCode.TooManyRequests }; asked++) last = await browser.GetAsync("/own?language=en");
        Assert.That((last.StatusCode, last.Headers.RetryAfter?.Delta), Is.EqualTo((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(1))));
        Assert.That(await last.Content.ReadAsStringAsync(), Does.Contain("Too many presses at once").And.Contain("lang=\"en\""));
        Assert.That(await Readings(), Is.EqualTo(before + 1));
    }

    [Test]
    public async Task A_no_is_a_page_in_the_persons_language()
    {
        using var browser = Browser();
        await Opened(browser, await Link());
        browser.DefaultRequestHeaders.AcceptLanguage.Add(new("en"));
        foreach (var (path, status, said) in new[] { ("/own/withdraw", 400, "The form is out of date"), ("/own/nowhere", 401, "There is no such page") })
        {
            var answer = await browser.PostAsync(path, new FormUrlEncodedContent([new("form", "x")]));
            var text = await answer.Content.ReadAsStringAsync();
            Assert.That(((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType), Is.EqualTo((status, "text/html")), path);
            Assert.That(text, Does.Contain(said).And.Not.Contain("urn:ledger"));
        }
    }

    [Test]
    public async Task The_page_says_who_the_operator_is_and_what_was_asked_but_not_what_others_asked()
    {
        using var browser = Browser();
        var page = await (await Opened(browser, await Link())).Content.ReadAsStringAsync();
        Assert.That(page, Does.Contain("ООО «Икс-Кипер»").And.Contain("support@x-keeper.example").And.Contain("href=\"/policy\""));
        Assert.That(page, Does.Contain("№ own-7").And.Contain("не позднее").And.Not.Contain("own-8"), "what a court asked is not told here");
    }

    [Test]
    public async Task An_officer_makes_the_link_in_the_file_and_the_person_opens_it()
    {
        var officer = await _stage.SignIn(Role.Officer);
        await officer.Go($"/console/persons/{_stage.Served.Ledger.Get<IKeyVault>().FindToken(Person)}");
        await officer.Page.ClickAsync("button[name=choice] >> nth=0");
        await officer.Page.ClickAsync("text=Создать ссылку");
        await Assertions.Has(officer, ".notice.done", "Передайте ссылку только самому субъекту");
        await officer.Picture("own-link");
        var person = await _stage.Visit();
        await person.Go(await officer.Page.InputValueAsync(".own-link"));
        await person.Page.ClickAsync("main button");
        await Assertions.Has(person, "h1", "Мои согласия и данные");
        await Assertions.Has(person, "header .lead", Person);
        Assert.That((officer.Complaints, person.Complaints), Is.EqualTo((new List<string>(), new List<string>())).Using<(List<string>, List<string>)>((a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2.SequenceEqual(b.Item2)));
    }

    [Test]
    public async Task The_sites_of_the_operator_and_no_others_may_embed_it()
    {
        await using var stage = await ConsoleStage.Start(Story.Beginning, new() { Rate = 0, OwnFrameAncestors = Site, PublicUrl = new("https://ledger.example.org") });
        await stage.Publish(new("panel", Role.Publisher), Event("e", "messaging.opted-in", """{"kind":"news","channels":["email"]}""", "2024-12-31T20:00:00Z"));
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = stage.Served.Address };
        var door = await browser.GetAsync(await Link(stage));
        Assert.That(door.Headers.GetValues("Content-Security-Policy").Single(), Does.EndWith($"frame-ancestors {Site}").And.Contain("default-src 'none'"));
        Assert.That(door.Headers.Contains("X-Frame-Options"), Is.False);
        Assert.That(door.Headers.GetValues("Set-Cookie").Single().ToLowerInvariant(), Does.Contain("samesite=none").And.Contain("secure").And.Contain("partitioned").And.Contain("httponly").And.Contain("path=/own"));
        var elsewhere = await browser.GetAsync("/console/sign-in");
        Assert.That(elsewhere.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("frame-ancestors 'none'"), "the console is embedded nowhere");
    }

    Task<string> Link() => Link(_stage);

    static async Task<string> Link(ConsoleStage stage) =>
        (await stage.Served.Ledger.Mediator.Send(new IssueOwnLink(Person, new("cabinet", Role.Publisher) { OwnLinks = true }))).Value.Path;

    HttpClient Browser() => new() { BaseAddress = _stage.Served.Address };

    static async Task<HttpResponseMessage> Opened(HttpClient browser, string link) =>
        await Pressed(browser, link, await DoorOf(browser, link));

    static async Task<string> DoorOf(HttpClient browser, string link) =>
        (await (await browser.GetAsync(link)).Content.ReadAsStringAsync()).Split("name=\"door\" value=\"")[1].Split('"')[0];

    static Task<HttpResponseMessage> Pressed(HttpClient browser, string link, string door) =>
        browser.PostAsync("/own/open", new FormUrlEncodedContent([new("link", link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]), new("door", door)]));

    /// <summary>How often it is on record that the person looked.</summary>
    async Task<int> Readings()
    {
        var (token, readings) = (_stage.Served.Ledger.Get<IKeyVault>().FindToken(Person), 0);
        await foreach (var entry in _stage.Served.Ledger.Get<IJournal>().Read(Streams.OfViewer(OwnDesk.Account), 0, default))
            if (RecordedCodec.Read(entry) is { Data: RecordViewed } reading && reading.Subject == token) readings++;
        return readings;
    }

    static ReadOnlyMemory<byte> Event(string id, string type, string data, string time = "2025-12-01T10:00:00Z") => JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse($$"""
        {"specversion":"1.0","id":"{{id}}","source":"/panel","type":"ledger.{{type}}.v1","subject":"{{Person}}","time":"{{time}}","data":{{data}}}
        """).RootElement);
}
