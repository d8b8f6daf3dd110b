using System.Net;
using System.Text.Json;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Web.Own;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Web;

/// <summary>A person's own page: who gets in, whose data it shows, and what is said there.</summary>
public sealed class OwnPageTests
{
    const string Person = "u-own-1", Other = "u-own-2";

    static readonly Actor Cabinet = new("cabinet", Role.Publisher) { OwnLinks = true };

    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stage = await ConsoleStage.Start();
        foreach (var (person, at) in new[] { (Person, 1), (Other, 2) })
            await _stage.Publish(new("panel", Role.Publisher), Json($$$"""
                {"specversion":"1.0","id":"own-consent-{{{at}}}","source":"/panel","type":"ledger.consent.given.v1","subject":"{{{person}}}","time":"2025-12-01T10:00:00Z",
                 "data":{"consent":"c-{{{at}}}","purposes":["improvement"],"categories":["device"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,
                 "channel":"registration-form","language":"ru","evidence":{"textSha256":"{{{new string('5', 64)}}}"
                 } } }
                """));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task Who_withdraws_on_the_page_is_asked_once_and_then_may_I_says_no()
    {
        Assert.That(await May(Person), Is.True);
        var user = await _stage.Visit(new(Width: 390));
        await Open(user, await Link(Person));
        await Assertions.Has(user, "h1", "Мои согласия и данные");
        await user.Picture("own-390");
        Assert.That(await user.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
        await user.TabTo("section[aria-labelledby=consents] a.danger");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "h2", "Отозвать согласие");
        await user.Picture("own-sure");
        Assert.That(await May(Person), Is.True, "nothing is withdrawn before it is confirmed");
        await user.TabTo("section[aria-labelledby=sure] button");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, ".notice.done", "Согласие отозвано");
        Assert.That(await May(Person), Is.False);
        var said = await Last(Person);
        Assert.That((said.Type, said.Source, said.Actor), Is.EqualTo(("ledger.consent.withdrawn", OwnDesk.Source, OwnDesk.Account)), "the person said so, nobody of the staff");
        Assert.That(await May(Other), Is.True, "another person's consent is not touched");
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task Messages_are_chosen_and_receipts_taken_and_the_reading_is_the_persons_own()
    {
        var user = await _stage.Visit(new(Dark: true));
        await Open(user, await Link(Other));
        await user.Page.Locator(".own-choices button").First.ClickAsync();
        await Assertions.Has(user, ".notice.done", "Выбор записан");
        Assert.That(await user.Page.Locator(".own-choices button[aria-pressed=true]").CountAsync(), Is.EqualTo(1));
        await user.Picture("own-dark");
        var download = await user.Page.RunAndWaitForDownloadAsync(() => user.Page.Locator("section[aria-labelledby=receipts] button").First.ClickAsync());
        Assert.That(download.SuggestedFilename, Does.StartWith("receipt-").And.EndsWith(".html"));
        var readings = new List<RecordedEvent>();
        await foreach (var entry in _stage.Served.Ledger.Get<IJournal>().Read(Streams.OfViewer(OwnDesk.Account), 0, default)) readings.Add(RecordedCodec.Read(entry));
        Assert.That(readings.Select(reading => reading.Subject), Does.Contain(_stage.Served.Ledger.Get<IKeyVault>().FindToken(Other)));
        await user.Page.ClickAsync("text=English");
        await Assertions.Has(user, "h1", "My consents and data");
        await user.Page.ClickAsync("text=Close");
        await Assertions.Has(user, "h1", "The page is closed");
    }

    [Test]
    public async Task A_link_opens_once_and_only_looking_at_it_does_not_use_it_up()
    {
        var link = await Link(Other);
        using var first = Browser();
        Assert.That((await first.GetAsync(link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await first.GetAsync(link)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await Opened(first, link)).StatusCode, Is.EqualTo(HttpStatusCode.OK), "it leads to the page");
        using var second = Browser();
        Assert.That((await second.GetAsync(link)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await Opened(second, link)).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest), "there is no door to it");
        Assert.That((await second.GetAsync("/own")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_link_that_was_changed_or_made_up_opens_nothing()
    {
        var link = await Link(Other);
        var at = link.IndexOf("link=", StringComparison.Ordinal) + 20;
        using var browser = Browser();
        foreach (var wrong in new[] { link[..at] + (link[at] == 'A' ? 'B' : 'A') + link[(at + 1)..], link[..^4], $"{link}AAAA", "/own/open?link=AAAA", "/own/open?link=%3Cscript%3E", "/own/open" })
            Assert.That((await browser.GetAsync(wrong)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), wrong);
    }

    [Test]
    public async Task A_form_without_the_sessions_secret_says_nothing()
    {
        using var browser = Browser();
        Assert.That((await Opened(browser, await Link(Other))).IsSuccessStatusCode);
        foreach (var form in new[] { "", "0000", new string('0', 64) })
        {
            var answer = await browser.PostAsync("/own/withdraw", new FormUrlEncodedContent([new("form", form), new("purpose", "improvement")]));
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        }
        Assert.That(await May(Other), Is.True);
    }

    [Test]
    public async Task A_session_takes_no_receipt_of_another_person()
    {
        using var browser = Browser();
        var page = await (await Opened(browser, await Link(Other))).Content.ReadAsStringAsync();
        var secret = page.Split("name=\"form\" value=\"")[1].Split('"')[0];
        var answer = await browser.PostAsync("/own/receipt", new FormUrlEncodedContent([new("form", secret), new("consent", "c-1")]));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(page, Does.Not.Contain("c-1\"").And.Not.Contain(Person));
    }

    [Test]
    public async Task Nobody_but_services_and_officers_gets_links_and_no_site_may_embed_the_page()
    {
        var refused = await _stage.Served.Ledger.Mediator.Send(new IssueOwnLink(Other, new("auditor", Role.Auditor)));
        Assert.That(refused.Refusal?.Code, Is.EqualTo(Refusals.NotAllowed));
        Assert.That((await _stage.Served.Ledger.Mediator.Send(new IssueOwnLink(Other, new("svc", Role.Publisher)))).Refusal?.Code, Is.EqualTo(Refusals.NotAllowed), "a service needs the right");
        Assert.That((await _stage.Served.Ledger.Mediator.Send(new IssueOwnLink("nobody", Cabinet))).Refusal?.Code, Is.EqualTo(Refusals.PersonUnknown));
        using var browser = Browser();
        var policy = (await browser.GetAsync(await Link(Other))).Headers.GetValues("Content-Security-Policy").Single();
        Assert.That(policy, Does.Contain("frame-ancestors 'none'").And.Contain("default-src 'none'").And.Not.Contain("unsafe"));
    }

    [Test]
    public async Task Who_took_a_link_out_is_on_record_before_it_can_be_opened()
    {
        var issued = await _stage.Served.Ledger.Mediator.Send(new IssueOwnLink(Other, new("officer-link", Role.Officer)));
        Assert.That(issued.Refusal, Is.Null);
        var readings = new List<RecordedEvent>();
        await foreach (var entry in _stage.Served.Ledger.Get<IJournal>().Read(Streams.OfViewer("officer-link"), 0, default)) readings.Add(RecordedCodec.Read(entry));
        Assert.That(readings.Select(reading => (reading.Subject, (reading.Data as RecordViewed)?.What)),
            Is.EqualTo(new[] { (_stage.Served.Ledger.Get<IKeyVault>().FindToken(Other), IssueOwnLink.Recorded) }));
    }

    [Test]
    public async Task A_form_that_cannot_be_read_opens_nothing_and_accuses_no_store()
    {
        using var browser = Browser();
        using var torn = new ByteArrayContent("--x\r\nbroken"u8.ToArray());
        torn.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=x");
        Assert.That((await browser.PostAsync("/own/open", torn)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        using var many = new FormUrlEncodedContent(Enumerable.Range(0, 1100).Select(at => KeyValuePair.Create($"k{at}", "")));
        Assert.That((await browser.PostAsync("/own/open", many)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task A_link_and_a_session_end()
    {
        await using var stage = await ConsoleStage.Start(Story.Beginning);
        await stage.Publish(new("panel", Role.Publisher), Json("""{"specversion":"1.0","id":"m","source":"/panel","type":"ledger.messaging.opted-in.v1","subject":"u-9","time":"2024-12-31T20:00:00Z","data":{"kind":"news","channels":["email"]}}"""));
        async Task<string> Issue() => (await stage.Served.Ledger.Mediator.Send(new IssueOwnLink("u-9", Cabinet))).Value.Path;
        using var browser = new HttpClient { BaseAddress = stage.Served.Address };
        var (late, used) = (await Issue(), await Issue());
        Assert.That((await Opened(browser, used)).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        stage.Clock.MoveTo(stage.Clock.GetUtcNow() + OwnLinks.Valid);
        Assert.That((await browser.GetAsync(late)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "fifteen minutes are over");
        Assert.That((await browser.GetAsync("/own")).StatusCode, Is.EqualTo(HttpStatusCode.OK), "the session goes on");
        stage.Clock.MoveTo(stage.Clock.GetUtcNow() + OwnLinks.Valid);
        Assert.That((await browser.GetAsync("/own")).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden), "thirty minutes are over");
    }

    async Task<string> Link(string person) => (await _stage.Served.Ledger.Mediator.Send(new IssueOwnLink(person, Cabinet))).Value.Path;

    static async Task Open(ConsoleUser user, string link)
    {
        await user.Go(link);
        await user.TabTo("main button");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.At(user.Page, "/own$");
    }

    HttpClient Browser() => new() { BaseAddress = _stage.Served.Address };

    /// <summary>Opened as a browser does: the door first, then its form.</summary>
    static async Task<HttpResponseMessage> Opened(HttpClient browser, string link)
    {
        var door = (await (await browser.GetAsync(link)).Content.ReadAsStringAsync()).Split("name=\"door\" value=\"");
        return await Pressed(browser, link, door.Length > 1 ? door[1].Split('"')[0] : "");
    }

    static Task<HttpResponseMessage> Pressed(HttpClient browser, string link, string door) =>
        browser.PostAsync("/own/open", new FormUrlEncodedContent([new("link", link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]), new("door", door)]));

    async Task<bool> May(string person) =>
        (await _stage.Served.Ledger.Mediator.Send(new AskMay(person, new("improvement", _stage.Clock.GetUtcNow()) { Categories = ["device"] }, false, null, new("svc", Role.Publisher)))).Value.Value.Allowed;

    async Task<RecordedEvent> Last(string person)
    {
        RecordedEvent? last = null;
        await foreach (var entry in _stage.Served.Ledger.Get<IJournal>().Read(_stage.Served.Ledger.Get<IKeyVault>().FindToken(person)!, 0, default)) last = RecordedCodec.Read(entry);
        return last!;
    }

    static ReadOnlyMemory<byte> Json(string text) => JsonSerializer.SerializeToUtf8Bytes(JsonDocument.Parse(text).RootElement);
}
