using System.Text;
using Ledger.Access;
using Ledger.Exports;
using Ledger.Host.Web.Export;
using Ledger.Host.Web.Session;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;

namespace Ledger.Host.Tests.Web;

/// <summary>An export from its choice to the files, and who gets them.</summary>
public sealed class ExportTests
{
    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start() => _stage = await ConsoleStage.Start();

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task A_persons_trail_is_counted_made_and_taken_as_a_genuine_bundle_by_keyboard()
    {
        var user = await _stage.SignIn(Role.Officer);
        await user.Go($"/console/export?person={await Person()}");
        await user.Picture("export-1280");
        await user.TabTo("input[name=reason]");
        await user.Page.Keyboard.TypeAsync("запрос субъекта");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "h2", "Что войдёт");
        var said = long.Parse(await user.Page.Locator("#events").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        await user.Picture("export-offer");
        await user.Page.Locator("input[value=bundle]").CheckAsync();
        await user.TabTo("main form button.primary");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, ".notice.done", "Готово");
        await user.Picture("export-done");
        var bundle = await Download(user);
        var verdict = BundleVerifier.Verify(new MemoryStream(bundle), _stage.Served.Ledger.Get<ITransparency>().Key);
        Assert.That((verdict.Outcome, verdict.Events), Is.EqualTo((BundleOutcome.Genuine, said)));
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task The_answer_to_an_inquiry_is_made_in_one_go()
    {
        var user = await _stage.SignIn(Role.Officer, new(Width: 390));
        await user.Go("/console/export?inquiry=rkn-2025-31");
        Assert.That(await user.Page.InputValueAsync("input[name=reason]"), Is.EqualTo("rkn-2025-31"), "the inquiry's number is a code that can stand in the clear");
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, "h2", "Что составить");
        await Assertions.Has(user, "#values", "открыты там, где это указано");
        await Assertions.Has(user, "label:has(input[value=answer])", "значения субъекта показаны открыто");
        await Assertions.Has(user, "label:has(input[value=bundle])", "Сами записи");
        Assert.That(await user.Page.Locator("label:has(input[value=bundle])").InnerTextAsync(), Does.Not.Contain("показаны открыто"));
        var before = await Opened();
        await user.Picture("export-offer-390");
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, ".notice.done", "Готово");
        Assert.That((await Opened()).Skip(before.Count).Select(row => (row.What, row.Person is not null)), Is.EqualTo(new[] { ("inquiry", true), ("inquiry", true) }), "each file that shows values is a reading of them");
        Assert.That(await user.Page.Locator(".files b").AllInnerTextsAsync(), Has.Exactly(2).Items.And.Some.EndsWith(".zip").And.Some.EndsWith(".pdf"));
        Assert.That(await user.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
        Assert.That(BundleVerifier.Verify(new MemoryStream(await Download(user)), _stage.Served.Ledger.Get<ITransparency>().Key).Outcome, Is.EqualTo(BundleOutcome.Genuine));
    }

    [Test]
    public async Task What_was_made_is_for_the_session_that_had_it_made_and_can_be_thrown_away()
    {
        var (one, other) = (await _stage.SignIn(Role.Auditor), await _stage.SignIn(Role.Auditor));
        await one.Go("/console/export?what=period");
        Assert.That(await one.Page.Locator("input[name=open]").CountAsync(), Is.Zero, "an auditor opens nothing");
        await one.Page.FillAsync("input[name=reason]", "audit-2025-4");
        await one.Page.ClickAsync("main form button.primary");
        await one.Page.CheckAsync("input[value=summary-csv]");
        await one.Page.ClickAsync("main form button.primary");
        await Assertions.Has(one, ".notice.done", "Готово");
        var address = new Uri(one.Page.Url).AbsolutePath;
        Assert.That((await one.Page.APIRequest.GetAsync($"{address}/files/0")).Status, Is.EqualTo(200));
        Assert.That((await other.Page.APIRequest.GetAsync($"{address}/files/0")).Status, Is.EqualTo(404));
        Assert.That((await other.Page.APIRequest.GetAsync($"{address}/state")).Status, Is.EqualTo(404));
        await one.Page.ClickAsync("text=Удалить с сервера");
        await Assertions.At(one.Page, "/console/export$");
        Assert.That((await one.Page.APIRequest.GetAsync($"{address}/files/0")).Status, Is.EqualTo(404));
    }

    [TestCase("sign-out")]
    [TestCase("revoked")]
    public async Task What_was_made_goes_with_its_session(string how)
    {
        var user = await _stage.Visit();
        var key = await _stage.Key(Role.Auditor);
        await user.SignIn(key);
        var jobs = _stage.Served.Service<ExportJobs>();
        var notes = (await _stage.Served.Service<SessionBook>().Find((await user.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "ledger-session").Value, default))!.Notes;
        await user.Go("/console/export?what=period");
        await user.Page.FillAsync("input[name=reason]", "audit-2025-6");
        await user.Page.ClickAsync("main form button.primary");
        await user.Page.CheckAsync("input[value=summary-csv]");
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, ".notice.done", "Готово");
        var job = jobs.Find(new Uri(user.Page.Url).Segments[^1], notes)!;
        Assert.That(job.IsGone, Is.False);
        if (how == "revoked") Assert.That((await _stage.Served.Ledger.Mediator.Send(new RevokeApiKey(key.Split('_')[1], "lost", new("owner", Role.Administrator)))).Refusal, Is.Null);
        else
        {
            await user.Go("/console/sign-out");
            await user.Page.ClickAsync("main button.primary");
            await Assertions.At(user.Page, "/sign-in");
        }
        Assert.That(job.IsGone);
    }

    [Test]
    public async Task Taking_it_again_and_again_keeps_it_for_an_hour_and_no_longer()
    {
        await using var stage = await ConsoleStage.Start(Ledger.Host.Demo.Story.Beginning.AddDays(10));
        var user = await stage.SignIn(Role.Auditor);
        await user.Go("/console/export?what=period");
        await user.Page.FillAsync("input[name=reason]", "audit-2025-7");
        await user.Page.ClickAsync("main form button.primary");
        await user.Page.CheckAsync("input[value=summary-csv]");
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, ".notice.done", "Готово");
        var file = $"{new Uri(user.Page.Url).AbsolutePath}/files/0";
        for (var minutes = 0; minutes < 60; minutes += 10)
        {
            Assert.That((await user.Page.APIRequest.GetAsync(file)).Status, Is.EqualTo(200), $"{minutes}");
            stage.Clock.MoveTo(stage.Clock.GetUtcNow().AddMinutes(10));
        }
        Assert.That((await user.Page.APIRequest.GetAsync(file)).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task What_was_made_before_keys_were_destroyed_is_not_handed_out_after()
    {
        var officer = new Actor("officer", Role.Officer);
        await _stage.Publish(officer, Encoding.UTF8.GetBytes(Lines.OptedIn("gone-1", "u-gone", "gone@example.com")));
        var user = await _stage.SignIn(Role.Officer);
        await user.Go("/console/export?what=period");
        await user.Page.CheckAsync("input[name=open]");
        await user.Page.FillAsync("input[name=reason]", "audit-2025-5");
        await user.Page.ClickAsync("main form button.primary");
        await user.Page.CheckAsync("input[value=bundle]");
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, ".notice.done", "Готово");
        var address = new Uri(user.Page.Url).AbsolutePath;
        Assert.That((await user.Page.APIRequest.GetAsync($"{address}/files/0")).Headers["content-type"], Is.EqualTo("application/zip"));
        await _stage.Publish(officer, Encoding.UTF8.GetBytes(Lines.Event("gone-2", "u-gone", "ledger.person.shredded.v1", """{"reason":"withdrawal","categories":[]}""")));
        Assert.That(await (await user.Page.APIRequest.GetAsync($"{address}/files/0")).TextAsync(), Does.Contain("Выгрузки больше нет"));
    }

    [Test]
    public async Task A_reason_with_names_is_not_taken_where_it_would_stand_in_the_clear()
    {
        var user = await _stage.SignIn(Role.Officer);
        await user.Go("/console/export?what=period");
        await user.Page.FillAsync("input[name=reason]", "<b>для Анны</b>");
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, "[role=alert]", "reason-not-code");
        Assert.That(await user.Page.InputValueAsync("input[name=reason]"), Is.EqualTo("<b>для Анны</b>"));
    }

    [Test]
    public async Task A_bundle_of_a_person_with_its_values_opened_is_a_reading_of_them()
    {
        var user = await _stage.SignIn(Role.Officer);
        await user.Go($"/console/export?person={await Person()}");
        await user.Page.CheckAsync("input[name=open]");
        await user.Page.FillAsync("input[name=reason]", "запрос субъекта");
        var before = await Opened();
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, "#values", "в открытом виде");
        await user.Page.CheckAsync("input[value=bundle]");
        await user.Page.ClickAsync("main form button.primary");
        await Assertions.Has(user, ".notice.done", "Готово");
        Assert.That((await Opened()).Skip(before.Count).Select(row => row.What).Where(what => what != "export-count"), Is.EqualTo(new[] { ExportBundle.OpenedBundle }));
    }

    /// <summary>What was read, and not taken out.</summary>
    async Task<IReadOnlyList<ReadingRow>> Opened()
    {
        await _stage.Served.Ledger.Get<Projector>().CatchUp(default);
        var rows = await _stage.Served.Ledger.Mediator.Send(new ListReadings(new("admin", Role.Administrator)) { Take = 500 });
        return [.. rows.Value.Rows.Where(row => !row.Exported)];
    }

    async Task<string> Person() =>
        (await _stage.Served.Ledger.Mediator.Send(new ListDuties(new("officer", Role.Officer)) { State = DutyState.Open, Take = 50 })).Value.Rows.First(duty => duty.Person is not null).Person!;

    static async Task<byte[]> Download(ConsoleUser user)
    {
        var download = await user.Page.RunAndWaitForDownloadAsync(() => user.Page.Locator(".files a").First.ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
