using System.Text;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Host.Reports;
using Ledger.Projections;

namespace Ledger.Host.Tests.Web;

/// <summary>The registers in a real browser, in Russian: narrowed, sorted, paged, taken out as a table.</summary>
public sealed class RegisterTests
{
    static readonly string[] Names = ["duties", "inquiries", "findings", "incidents", "disclosures", "recipients", "systems", "policies", "access", "readings"];

    ConsoleStage _stage = null!;
    ConsoleUser _officer = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stage = await ConsoleStage.Start();
        await Crowd();
        await Letter();
        Assert.That((await _stage.Served.Ledger.Mediator.Send(new ViewPerson("u-1003", null, null, "проверка обращения", new("officer", Role.Officer)))).Refusal, Is.Null);
        await _stage.Served.Ledger.Get<Projector>().CatchUp(default);
        _officer = await _stage.SignIn(Role.Officer);
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    /// <summary>More disclosures than two pages show, all to one recipient.</summary>
    async Task Crowd()
    {
        var at = _stage.Clock.GetUtcNow();
        await _stage.Publish(new("registry", Role.Officer), [.. Enumerable.Range(0, 120).Select(number => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","id":"crowd-{{number}}","source":"/billing","type":"ledger.disclosure.made.v1","subject":"user-crowd-{{number % 7}}","time":"{{at.AddMinutes(number - 200):yyyy-MM-ddTHH:mm:ssZ}}","data":{"recipient":"crowd-bank","purpose":"identification","categories":["email"],"mode":"provision","country":"RU","ground":"service"} }"""))]);
    }

    /// <summary>A letter that withdraws and asks for nothing else, of somebody whose data is held.</summary>
    async Task Letter() => await _stage.Publish(new("registry", Role.Officer), Encoding.UTF8.GetBytes(
        $$"""{"specversion":"1.0","id":"letter-77","source":"/office/registry","type":"ledger.inquiry.received.v1","subject":"{{Story.Maria}}","time":"2025-12-01T09:00:00Z","data":{"inquiry":"2025-77","from":"person","channel":"post","form":"paper","cases":["withdrawal"],"admissible":true} }"""));

    [Test]
    public async Task A_person_stands_by_the_operators_own_id_and_no_address_holds_it()
    {
        List<string> addresses = [];
        _officer.Page.Request += (_, request) => addresses.Add(request.Url);
        await _officer.Go("/console/registers/disclosures?recipient=crowd-bank");
        Assert.That(await Column(3), Has.All.Match(@"^user-crowd-\d\s+s-[0-9a-z]{8}…$"));
        await _officer.Page.ClickAsync("tbody td:nth-child(3) a >> nth=0");
        await Assertions.At(_officer.Page, "/console/persons/s-");
        Assert.That(addresses.Where(address => address.Contains("user-crowd", StringComparison.Ordinal)), Is.Empty);
        await _officer.Go("/console");
        await Assertions.Has(_officer, "section[aria-labelledby=duties] a.person", Story.Maria);
    }

    [Test]
    public async Task A_letter_that_withdraws_shows_what_it_opened_and_asks_for_no_answer()
    {
        await _officer.Go("/console/inquiries/2025-77");
        await Assertions.Has(_officer, "tbody th", "Уничтожить данные по отозванному согласию");
        await _officer.Picture("page-withdrawal");
        var text = await _officer.Text();
        Assert.Multiple(() =>
        {
            Assert.That(text, Does.Contain("не позднее 12.01.2026").And.Contain("осталось 41").And.Contain("Согласие отозвано"));
            Assert.That(text, Does.Not.Contain("Составить ответ").And.Not.Contain("Записать отправленный").And.Not.Contain("Продлить"));
        });
        Assert.That(await _officer.Page.Locator(".actions a.primary").GetAttributeAsync("href"), Does.StartWith("/console/tasks/destruction?person=s-"));
        await _officer.Page.ClickAsync("text=Карточка субъекта");
        await Assertions.At(_officer.Page, "/console/persons/s-");
        await _officer.Go("/console/registers/inquiries");
        await Assertions.Has(_officer, "tr:has-text('2025-77') .badge", "осталось 41");
    }

    [Test]
    public async Task The_register_of_incidents_fits_a_desk()
    {
        await _stage.Publish(new("registry", Role.Officer), """
            {"specversion":"1.0","id":"leak-9","source":"/office/registry","type":"ledger.incident.reported.v1","time":"2025-12-02T08:00:00Z","data":{"incident":"inc-2025-19","detectedAt":"2025-12-02T08:00:00Z",
            "detectedBy":"operator","knownToOperatorAt":"2025-12-02T08:00:00Z","kind":"unlawful-transfer","categories":[],"rightsViolated":true,"harm":"нет"}}
            """u8.ToArray());
        await _officer.Go("/console/registers/incidents");
        await _officer.Picture("register-incidents-1280");
        await Assertions.Has(_officer, "tr:has-text('inc-2025-19') td", "не позднее");
        Assert.That(await _officer.Page.Locator("main .scroll").EvaluateAsync<int>("table => table.scrollWidth - table.clientWidth"), Is.Zero);
    }

    [Test]
    public async Task A_law_is_named_on_one_line_on_the_page_and_with_its_own_hyphen_in_the_table_for_spreadsheets()
    {
        await _officer.Go("/console/registers/duties");
        Assert.That(await _officer.Text(), Does.Contain("152\u2011ФЗ").And.Not.Contain("152-ФЗ"));
        var csv = await _officer.Page.EvaluateAsync<string>("() => fetch('/console/registers/duties/csv').then(answer => answer.text())");
        Assert.That(csv, Does.Contain("152-ФЗ").And.Not.Contain("\u2011"));
    }

    [Test]
    public async Task A_clause_is_named_where_the_edition_in_force_has_it()
    {
        var edition = (await _stage.Served.Ledger.Mediator.Send(new ReadRegisters(new("officer", Role.Officer)))).Value.EditionInForce(_stage.Clock.GetUtcNow());
        Assert.That((FindingClause.Of("2.2.5", edition), FindingClause.Of("3.3", edition)), Is.EqualTo(("2.2.5", "3.3")));
        Assert.That((FindingClause.Of("2", edition), FindingClause.Of("9.9", edition), FindingClause.Of("3.3", null), FindingClause.Of(null, edition)), Is.EqualTo(("2", (string?)null, (string?)null, (string?)null)));
    }

    [Test]
    public async Task The_journal_of_access_is_narrowed_by_those_who_are_in_it()
    {
        await _officer.Go("/console/registers/readings");
        var offered = await _officer.Page.Locator("select[name=viewer] option").AllInnerTextsAsync();
        Assert.That(offered.Skip(1), Is.Not.Empty.And.EquivalentTo((await Column(2)).Distinct()));
        await _officer.Page.SelectOptionAsync("select[name=viewer]", "officer");
        await _officer.Page.ClickAsync(".filters button");
        await Assertions.At(_officer.Page, "viewer=officer");
        Assert.That(await Column(2), Is.Not.Empty.And.All.EqualTo("officer"));
    }

    [TestCaseSource(nameof(Names))]
    public async Task A_register_opens_and_says_what_it_is(string name)
    {
        var answer = await _officer.Go($"/console/registers/{name}");
        Assert.That(answer.Status, Is.EqualTo(200));
        await _officer.Picture($"register-{name}");
        var text = await _officer.Text();
        Assert.Multiple(() =>
        {
            Assert.That(text, Has.Length.GreaterThan(60));
            Assert.That(_officer.Complaints, Is.Empty);
        });
        Assert.That(await _officer.Page.Locator("table.register tbody tr, .empty").CountAsync(), Is.Positive, text);
    }

    [Test]
    public async Task An_officer_narrows_a_register_by_keyboard_and_undoes_it()
    {
        await _officer.Go("/console/registers/disclosures");
        await _officer.TabTo("select[name=ground]");
        for (var press = 0; press < 3; press++) await _officer.Page.Keyboard.PressAsync("ArrowDown");
        await _officer.TabTo(".filters button");
        await _officer.Page.Keyboard.PressAsync("Enter");
        await Assertions.At(_officer.Page, "ground=law");
        var grounds = await Column(6);
        Assert.That(grounds, Is.Not.Empty.And.All.StartsWith("закон"));
        await _officer.Page.ClickAsync("text=Сбросить");
        await Assertions.Has(_officer, "td", "сервис, которым пользуется субъект");
    }

    [Test]
    public async Task A_head_sorts_both_ways_and_says_so()
    {
        await _officer.Go("/console/registers/disclosures");
        Assert.That(await _officer.Page.Locator("th[aria-sort=descending]").InnerTextAsync(), Does.StartWith("Когда"));
        var newest = await Moments();
        Assert.That(newest, Is.Ordered.Descending);
        await _officer.TabTo("th[aria-sort=descending] a");
        await _officer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(_officer, "th[aria-sort=ascending]", "Когда");
        var oldest = await Moments();
        Assert.Multiple(() =>
        {
            Assert.That(oldest, Is.Ordered.Ascending);
            Assert.That(oldest[0], Is.LessThan(newest[^1]));
        });
        await _officer.Page.ClickAsync("thead a >> text=Получатель");
        await Assertions.Has(_officer, "th[aria-sort=ascending]", "Получатель");
        Assert.That(await _officer.Page.Locator("tbody tr").CountAsync(), Is.EqualTo(50));
    }

    [Test]
    public async Task Pages_go_on_and_back_and_no_row_is_lost_or_shown_twice()
    {
        await _officer.Go("/console/registers/disclosures?recipient=crowd-bank");
        var first = await Column(8);
        await Turn("Дальше", "Строки 51–100");
        var second = await Column(8);
        await Turn("Дальше", "Строки 101–120 из 120");
        var third = await Column(8);
        Assert.Multiple(() =>
        {
            Assert.That(first.Concat(second).Concat(third).Distinct().Count(), Is.EqualTo(120));
            Assert.That((first.Count, second.Count, third.Count), Is.EqualTo((50, 50, 20)));
        });
        await Turn("Назад", "Строки 51–100");
        Assert.That(await Column(8), Is.EqualTo(second));
        await Turn("Назад", "Строки 1–50");
        Assert.That(await Column(8), Is.EqualTo(first));
        await Turn("В конец", "это конец реестра");
        Assert.That((await Column(8))[^1], Is.EqualTo(third[^1]));
        await Turn("В начало", "Строки 1–50");
        await _officer.Picture("register-paged");
    }

    [Test]
    public async Task A_narrowed_register_is_taken_out_whole_as_a_table_for_a_Russian_spreadsheet()
    {
        await _officer.Go("/console/registers/disclosures?recipient=crowd-bank");
        var waiting = _officer.Page.WaitForDownloadAsync();
        await _officer.Page.ClickAsync("text=Скачать CSV");
        var download = await waiting;
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
        var lines = Encoding.UTF8.GetString(bytes).TrimEnd().Split("\r\n");
        Assert.Multiple(() =>
        {
            Assert.That(download.SuggestedFilename, Is.EqualTo("ledger-disclosures-2025-12-02.csv"));
            Assert.That(bytes.AsSpan(0, 3).ToArray(), Is.EqualTo(Encoding.UTF8.GetPreamble()));
            Assert.That(lines[0], Does.EndWith("Когда;Получатель;Субъект;Токен субъекта;Данные;Цель;Основание;Страна;Запись №"));
            Assert.That(lines, Has.Length.EqualTo(121));
            Assert.That(lines[1], Does.Contain(";crowd-bank").And.Contain(";Россия;").And.Match(";user-crowd-[0-6];s-[0-9a-z]{16,};"));
        });
    }

    [Test]
    public async Task What_is_overdue_says_by_how_much_and_leads_to_the_person_or_the_inquiry()
    {
        await _officer.Go("/console/registers/duties");
        Assert.That(await Column(1), Is.Not.Empty);
        Assert.That(await Column(2), Has.Some.Matches("просрочено|осталось|последний день"));
        var links = await _officer.Page.Locator("tbody td a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))");
        Assert.That(links, Has.Some.StartsWith("/console/persons/").Or.Some.StartsWith("/console/inquiries/"));
    }

    [Test]
    public async Task An_inquiry_an_incident_and_a_finding_have_pages_of_their_own()
    {
        foreach (var (register, filter, kind) in new[] { ("inquiries", "?state=all", "inquiries"), ("incidents", "", "incidents"), ("findings", "?state=all", "findings") })
        {
            await _officer.Go($"/console/registers/{register}{filter}");
            await _officer.Page.ClickAsync($"tbody a[href^='/console/{kind}/'] >> nth=0");
            await Assertions.At(_officer.Page, $"/console/{kind}/");
            await Assertions.Has(_officer, ".life li", "запись №");
            await _officer.Picture($"page-{kind}");
        }
        var stranger = await _stage.SignIn(Role.Officer);
        Assert.That((await stranger.Go("/console/inquiries/none-such")).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task What_a_publisher_wrote_is_shown_as_text()
    {
        const string markup = "<img src=x onerror=alert(1)>";
        await _stage.Publish(new("registry", Role.Officer), Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","id":"evil-1","source":"/office/registry","type":"ledger.recipient.registered.v1","time":"2025-12-01T09:00:00Z","data":{"recipient":"evil","name":"{{markup}}","kind":"organisation","country":"RU","address":"{{markup}}"} }"""));
        foreach (var page in new[] { "recipients", "disclosures" })
        {
            await _officer.Go($"/console/registers/{page}");
            Assert.That(await _officer.Page.Locator("main img").CountAsync(), Is.Zero);
            Assert.That(await _officer.Page.ContentAsync(), Does.Contain("&lt;img src=x onerror=alert(1)&gt;"));
        }
        Assert.That(_officer.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_auditor_sees_registers_and_others_neither_pages_nor_tables()
    {
        var auditor = await _stage.SignIn(Role.Auditor);
        Assert.That((await auditor.Go("/console/registers/recipients")).Status, Is.EqualTo(200));
        Assert.That(await auditor.Page.Locator(".actions .primary").CountAsync(), Is.Zero);
        var regulator = await _stage.SignIn(Role.Regulator, null, "none");
        foreach (var address in new[] { "registers/duties", "registers/duties/csv", "inquiries/1", "incidents/1", "findings/1", "policies/compare" })
            Assert.That((await regulator.Go($"/console/{address}")).Status, Is.EqualTo(403), address);
    }

    [Test]
    public async Task All_columns_of_the_duties_stand_in_a_window_of_1280()
    {
        await _officer.Go("/console/registers/duties?state=all");
        await _officer.Picture("register-duties-1280");
        Assert.That(await _officer.Page.EvaluateAsync<bool>("(region => region.scrollWidth <= region.clientWidth)(document.querySelector('.scroll'))"));
        Assert.That(await _officer.Text(), Does.Not.Contain("23:59"));
    }

    [Test]
    public async Task In_a_narrow_window_no_value_of_a_register_is_cut()
    {
        var phone = await _stage.SignIn(Role.Officer, new(Width: 390));
        foreach (var name in Names)
        {
            await phone.Go($"/console/registers/{name}");
            Assert.That(await phone.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390), name);
            Assert.That(await phone.Page.EvaluateAsync<bool>("[...document.querySelectorAll('table.register td')].every(cell => cell.getBoundingClientRect().right <= 390)"), $"{name}: a value is cut");
            await phone.Picture($"narrow-{name}");
        }
    }

    async Task Turn(string link, string position)
    {
        await _officer.Page.ClickAsync($".pages >> text={link}");
        await Assertions.Has(_officer, ".pages", position);
    }

    Task<IReadOnlyList<string>> Column(int place) => _officer.Page.Locator($"tbody td:nth-child({place})").AllInnerTextsAsync();

    async Task<string[]> Moments() => await _officer.Page.Locator("tbody td:nth-child(1) time").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('datetime'))");
}
