using System.Net;
using System.Security.Cryptography;
using Ledger.Reports;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Page;

/// <summary>verify.html in a real browser: what an inspector sees of a bundle, alone and offline.</summary>
public sealed class VerifyPageTests
{
    PageBundles _bundles = null!;
    PageHarness _page = null!;
    byte[] _person = null!, _everything = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        _bundles = await PageBundles.Make();
        _person = await _bundles.Export("""{"subject":"u-1","open":true}""");
        _everything = await _bundles.Export("{}");
        _page = await PageHarness.Open();
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_page is not null) await _page.DisposeAsync();
        await _bundles.DisposeAsync();
    }

    [TearDown]
    public void It_asked_nobody_anything()
    {
        Assert.That(_page.Asked, Is.Empty);
        Assert.That(_page.Complaints, Is.Empty);
    }

    [Test]
    public async Task With_the_logs_key_a_bundle_is_genuine_and_green()
    {
        var verdict = await _page.Verify(_person, _bundles.Key);
        Assert.That(verdict.GetProperty("outcome").GetString(), Is.EqualTo("genuine"), verdict.ToString());
        Assert.That(verdict.GetProperty("personId").GetString(), Is.EqualTo("u-1"));
        Assert.That(await _page.TextOf("#verdict .genuine h2"), Does.Contain("Подлинная"));
        Assert.That(await _page.TextOf("#asked"), Does.Contain("u-1").And.Contain("officer"));
        Assert.That(await _page.TextOf("#not-shown"), Does.Contain("хвост не доказан").And.Contain("второго токена").And.Contain("слова оператора"));
    }

    [Test]
    public async Task Without_a_key_it_is_amber_and_the_fingerprint_is_to_be_compared()
    {
        var verdict = await _page.Verify(_person, null);
        Assert.That(verdict.GetProperty("outcome").GetString(), Is.EqualTo("consistent"));
        var text = await _page.TextOf("#verdict .consistent");
        Assert.That(text, Does.Contain("подписант не проверен").And.Not.Contain("Подлинная"));
        var groups = await _page.Page.Locator(".fingerprint span").AllInnerTextsAsync();
        Assert.That(string.Concat(groups), Is.EqualTo(verdict.GetProperty("fingerprint").GetString()).And.Length.EqualTo(64));
    }

    [Test]
    public async Task A_changed_event_is_red_and_named_by_file_and_number()
    {
        var changed = PageBundles.Changed(_everything, "events.jsonl", text => text.Replace("\"recipient\":\"mvd\"", "\"recipient\":\"fns\"", StringComparison.Ordinal));
        var verdict = await _page.Verify(changed, _bundles.Key);
        var fault = verdict.GetProperty("faults").EnumerateArray().Single(f => f.GetProperty("code").GetString() == "event-changed");
        var index = fault.GetProperty("index").GetInt64();
        Assert.That(await _page.TextOf("#verdict .refused h2"), Does.Contain("Не подлинная"));
        Assert.That(await _page.TextOf("[data-code=event-changed]"), Does.Contain("events.jsonl").And.Contain($"№ {index}"));
        Assert.That(await _page.TextOf($"li.bad[data-index='{index}']"), Does.Contain("fns").And.Contain("Событие изменено"));
    }

    [Test]
    public async Task Of_what_was_refused_the_events_with_a_fault_come_first_and_all_others_can_be_asked_for()
    {
        var changed = PageBundles.Changed(_everything, "events.jsonl", text => text.Replace("\"recipient\":\"mvd\"", "\"recipient\":\"fns\"", StringComparison.Ordinal));
        var lines = (await _page.Verify(changed, _bundles.Key)).GetProperty("lines").GetInt32();
        Assert.That(await Events(), Has.Count.EqualTo(1).And.All.Contains("fns"));
        await _page.Page.SelectOptionAsync("#filter", "");
        await _page.Page.Locator(".range", new() { HasText = $"1–{lines}" }).First.WaitForAsync();
        Assert.That(await Events(), Has.Count.EqualTo(lines));
    }

    [Test]
    public async Task A_file_can_be_dropped_and_a_key_taken_from_a_file_and_a_changed_key_is_not_passed_over()
    {
        await using var page = await PageHarness.Open();
        await page.Page.EvaluateAsync("""
            base64 => {
                const dropped = new DataTransfer();
                dropped.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], '<b>dropped</b>.zip'));
                document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: dropped, bubbles: true, cancelable: true}));
            }
            """, Convert.ToBase64String(_person));
        await page.Page.Locator(".verdict.consistent").WaitForAsync();
        Assert.That(await page.TextOf("#chosen"), Does.Contain("<b>dropped</b>.zip"));
        await page.Page.SetInputFilesAsync("#key-file", new FilePayload { Name = "log.vkey", MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(_bundles.Key + "\n") });
        await page.Page.Locator("#stale").WaitForAsync();
        await page.Page.ClickAsync("#check");
        await page.Page.Locator(".verdict.genuine").WaitForAsync();
        Assert.That(page.Asked.Concat(page.Complaints), Is.Empty);
    }

    [Test]
    public async Task What_is_no_bundle_is_red_too()
    {
        var verdict = await _page.Verify("not a zip"u8.ToArray(), _bundles.Key);
        Assert.That(verdict.GetProperty("faults")[0].GetProperty("code").GetString(), Is.EqualTo("archive-unreadable"));
        Assert.That(await _page.TextOf("#verdict .refused"), Does.Contain("Это не выгрузка"));
    }

    [Test]
    public async Task A_key_that_is_none_gets_no_verdict()
    {
        await _page.Verify(_person, _bundles.Key);
        Assert.That(async () => await _page.Verify(_person, "no key"), Throws.InvalidOperationException.With.Message.Contains("не ключ журнала"));
        Assert.That(await _page.Page.Locator("#result").IsVisibleAsync(), Is.False, "no older verdict may stand beside it");
    }

    [Test]
    public async Task Events_are_told_in_words_with_their_opened_values_and_in_Moscow_time()
    {
        await _page.Verify(_person, _bundles.Key);
        var events = await Events();
        Assert.That(events, Has.Some.Contains("Дано согласие").And.Contains("contact, support").And.Contains("203.0.113.7"));
        Assert.That(events, Has.Some.Contains("Данные переданы").And.Contains("mvd"));
        Assert.That(events, Has.All.Contains("02.06.2025, 15:00:00").Or.Contains("внесён"));
        await _page.Verify(await _bundles.Export("""{"subject":"u-1"}"""), _bundles.Key);
        Assert.That(await Events(), Has.Some.Contains("контакт: запечатано"));
    }

    [Test]
    public async Task A_hostile_value_stays_a_text()
    {
        await _page.Verify(_person, _bundles.Key);
        var row = _page.Page.Locator("ol.events > li", new() { HasText = "Дано согласие" });
        await row.Locator("summary").ClickAsync();
        await row.Locator("pre.stored").WaitForAsync();
        Assert.That(await row.InnerTextAsync(), Does.Contain("<img src=x onerror").And.Contain("U+202E"));
        var lie = PageBundles.Changed(_everything, "events.jsonl", text => text.Replace("ledger.disclosure.made.v1", PageBundles.Hostile, StringComparison.Ordinal));
        await _page.Verify(lie, null);
        Assert.That(await Events(), Has.Some.Contains("<img src=x"));
        Assert.That(await _page.Page.Locator("img, iframe, object, embed, #result script, #result style, #result link").CountAsync(), Is.Zero);
        Assert.That(await _page.Page.TitleAsync(), Is.EqualTo("Проверка выгрузки из журнала"));
    }

    [Test]
    public async Task Each_event_can_be_unfolded_to_its_stored_bytes()
    {
        await _page.Verify(_everything, _bundles.Key);
        var first = _page.Page.Locator("ol.events > li").First;
        await first.Locator("summary").ClickAsync();
        var stored = await first.Locator("pre.stored").TextContentAsync();
        Assert.That(stored, Is.EqualTo(System.Text.Encoding.UTF8.GetString(PageBundles.FileOf(_everything, "events.jsonl")).Split('\n')[0]));
    }

    [Test]
    public async Task Events_can_be_narrowed_to_a_type()
    {
        await _page.Verify(_everything, _bundles.Key);
        await _page.Page.SelectOptionAsync("#filter", "type:ledger.disclosure.made.v1");
        await _page.Page.Locator(".range", new() { HasText = "1–1" }).First.WaitForAsync();
        Assert.That(await Events(), Has.Count.EqualTo(1).And.All.Contains("Данные переданы"));
    }

    [Test]
    public async Task Files_are_saved_as_they_are_in_the_bundle()
    {
        await _page.Verify(_person, _bundles.Key);
        await _page.Page.GetByText("Все файлы выгрузки").ClickAsync();
        var download = await _page.Page.RunAndWaitForDownloadAsync(() => _page.Page.GetByRole(AriaRole.Button, new() { Name = "Сохранить verify.html" }).ClickAsync());
        Assert.That(download.SuggestedFilename, Is.EqualTo("verify.html"));
        Assert.That(await File.ReadAllBytesAsync(await download.PathAsync()), Is.EqualTo(VerifyPage.Current.Utf8.ToArray()), "every bundle carries this very page");
    }

    [Test]
    public async Task Served_over_http_it_does_the_same()
    {
        using var client = new HttpClient { BaseAddress = _bundles.Address };
        using var answer = await client.GetAsync("/verify.html");
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(answer.Headers.ETag?.Tag, Is.EqualTo($"\"{VerifyPage.Current.Sha256}\""));
        Assert.That(Convert.ToHexStringLower(SHA256.HashData(await answer.Content.ReadAsByteArrayAsync())), Is.EqualTo(VerifyPage.Current.Sha256));
        await using var served = await PageHarness.Open(address: new(_bundles.Address, "/verify.html"));
        Assert.That((await served.Verify(_person, _bundles.Key)).GetProperty("outcome").GetString(), Is.EqualTo("genuine"));
        Assert.That(served.Asked.Concat(served.Complaints), Is.Empty);
    }

    [Test]
    public async Task It_speaks_English_to_whoever_does_and_changes_over_without_a_new_check()
    {
        await using var page = await PageHarness.Open("en-US");
        await page.Verify(_person, _bundles.Key);
        Assert.That(await page.Page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo("en"));
        Assert.That(await page.TextOf("body"), Does.Contain("Genuine").And.Contain("Consent given").And.Not.Match("[а-я]{9}"));
        await page.Page.ClickAsync("[data-language=ru]");
        Assert.That(await page.Page.Locator("html").GetAttributeAsync("lang"), Is.EqualTo("ru"));
        Assert.That(await page.TextOf("body"), Does.Contain("Подлинная").And.Contain("Дано согласие").And.Not.Contain("Genuine"));
        Assert.That(page.Complaints, Is.Empty);
    }

    [Test]
    public async Task Every_control_has_a_name_and_can_be_reached_by_keyboard()
    {
        await _page.Verify(_everything, _bundles.Key);
        var unnamed = await _page.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('button, input, select, textarea, summary')]
                .filter(e => !(e.textContent || e.getAttribute('aria-label') || [...(e.labels ?? [])].map(l => l.textContent).join('')).trim() || e.tabIndex < 0)
                .map(e => e.outerHTML)
            """);
        Assert.That(unnamed, Is.Empty);
        var doubled = await _page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[id]')].map(e => e.id).filter((id, at, all) => all.indexOf(id) !== at)");
        Assert.That(doubled, Is.Empty);
        Assert.That(await _page.Page.EvaluateAsync<string>("() => document.activeElement.id"), Is.EqualTo("verdict"), "the verdict is read out when it is there");
    }

    [TestCase(1280), TestCase(390)]
    public async Task Nothing_runs_out_of_the_window(int width)
    {
        await _page.Page.SetViewportSizeAsync(width, 900);
        await _page.Verify(_person, null);
        Assert.That(await _page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - window.innerWidth"), Is.LessThanOrEqualTo(0));
    }

    [Test]
    public async Task A_checkpoint_the_reader_holds_is_compared()
    {
        var note = System.Text.Encoding.UTF8.GetString(PageBundles.FileOf(_person, "checkpoint"));
        var notes = (await _page.Verify(_person, _bundles.Key, note)).GetProperty("notes").EnumerateArray().Select(n => n.GetProperty("code").GetString());
        Assert.That(notes, Has.None.EqualTo("other-checkpoint-not-compared"));
        notes = (await _page.Verify(_person, _bundles.Key, note.Replace("ledger.test", "other.test", StringComparison.Ordinal))).GetProperty("notes").EnumerateArray().Select(n => n.GetProperty("code").GetString());
        Assert.That(notes, Has.Some.EqualTo("other-checkpoint-not-compared"));
    }

    async Task<IReadOnlyList<string>> Events()
    {
        await _page.Page.Locator("ol.events > li").First.WaitForAsync();
        return await _page.Page.Locator("ol.events > li").AllInnerTextsAsync();
    }
}
