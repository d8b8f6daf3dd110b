using System.Text;
using Ledger.Access;
using Ledger.Host.Demo;
using Ledger.Projections;
using Ledger.Sealing;
using Microsoft.Playwright;

namespace Ledger.Host.Tests.Web;

/// <summary>A person is found, a reason is given, the file is read: by officers and auditors, in a real browser.</summary>
public sealed class PersonPageTests
{
    const string Phone = "+7 900 123-45-67", Shared = "family@mail.example", Markup = "<img src=x onerror=alert(1)>";

    ConsoleStage _stage = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _stage = await ConsoleStage.Start();
        await _stage.Publish(new("officer", Role.Officer),
            Event("o-1", "messaging.opted-in", Story.Ivan, $$"""{"kind":"personal","channels":["sms"],"contact":"{{Phone}}","service":"x-keeper-panel"}"""),
            Event("o-5", "messaging.opted-in", Story.Ivan, $$"""{"kind":"news","channels":["email"],"contact":"{{Shared}}","service":"x-keeper-panel"}"""),
            Event("o-6", "messaging.opted-in", Story.Maria, $$"""{"kind":"news","channels":["email"],"contact":"{{Shared}}","service":"x-keeper-panel"}"""),
            Event("o-2", "recipient.registered", null, $$"""{"recipient":"odd","name":"{{Markup}}","kind":"partner","country":"RU"}"""),
            Event("o-3", "disclosure.made", Story.Ivan, """{"recipient":"odd","categories":["phone"],"purpose":"contact","mode":"provision","country":"RU","ground":"service","basis":"contract"}"""));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stage.DisposeAsync();

    [Test]
    public async Task An_officer_finds_a_person_by_the_keyboard_alone_and_reads_the_file_for_a_reason()
    {
        var user = await _stage.SignIn(Role.Officer);
        await user.Page.Keyboard.PressAsync("/");
        await user.Page.Keyboard.TypeAsync(Story.Anna);
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "h2", "Зачем открывается карточка?");
        await user.Picture("person-reason");
        Assert.That(user.Page.Url, Does.EndWith($"/console/persons/{Token(Story.Anna)}"), "the address names the token alone");
        await user.TabTo("button[name=choice]");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "h1", $"Субъект {Story.Anna}");
        await Assertions.Has(user, ".badge", "согласие прекращено");
        var text = await user.Text();
        Assert.That(text, Does.Contain("Уничтожить данные по отозванному согласию").And.Contain("не позднее 12.01.2026").And.Contain("Согласие отозвано").And.Contain("ООО «СМС-Шлюз»"));
        Assert.That(text, Does.Contain("Отозвано: цели: все").And.Contain("[скрыто]").And.Not.Contain("anna.belova"));
        Assert.That(await Readings(user), Is.EqualTo(new[] { "file" }));
        await user.Picture("person-anna");
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_contact_is_looked_for_with_a_reason_and_never_stands_in_an_address()
    {
        var user = await _stage.SignIn(Role.Officer);
        List<string> addresses = [];
        user.Page.Request += (_, request) => addresses.Add(request.Url);
        await user.Page.FillAsync(".find input[type=search]", "8 900 1234567");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "legend", "Зачем ищется контакт");
        await user.Picture("person-find");
        await user.Page.CheckAsync("main input[value='Обращение субъекта']");
        await user.Page.ClickAsync("main button.primary");
        await Assertions.Has(user, "h1", $"Субъект {Story.Ivan}");
        await Assertions.Has(user, ".reason", "Обращение субъекта");
        Assert.That(addresses, Is.Not.Empty.And.All.Not.Contain("1234567").And.All.Not.Contain(Story.Ivan));
        Assert.That(await Readings(user), Is.EqualTo(new[] { "search", "file" }), "the reason given for the search opens the file too");
        await Find(user, Shared);
        await user.Page.FillAsync("main input[name=own]", "общий адрес");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "h2", "Подходят: 2");
        Assert.That(await user.Page.Locator(".hits").InnerTextAsync(), Does.Contain(Story.Maria).And.Contain(Story.Ivan).And.Contain("по контакту"));
    }

    [Test]
    public async Task An_inquirys_number_leads_to_the_person_it_is_about_and_nobody_is_told_kindly()
    {
        var user = await _stage.SignIn(Role.Auditor);
        await Find(user, Story.Inquiry);
        await Assertions.Has(user, "h1", $"Субъект {Story.Maria}");
        await Assertions.Has(user, "h2", "Зачем открывается карточка?");
        await Find(user, "u-9999");
        await Assertions.Has(user, ".notice", "Никого не нашлось");
        Assert.That(await user.Text(), Does.Contain("ищет только ответственный специалист"), "an auditor does not look through contacts");
        await user.Go("/console/persons/s-00000000000000000000000000000000");
        await Assertions.Has(user, "h1", "Такого субъекта в журнале нет");
    }

    [Test]
    public async Task The_slider_takes_the_person_back_to_a_day()
    {
        var user = await Open(Role.Officer, Story.Anna);
        await Assertions.Has(user, "#consents .badge.bad", "отозвано");
        await user.Page.FillAsync("input[name=at]", "2025-05-01");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, ".notice", "Состояние на 01.05.2025");
        await Assertions.Has(user, "#consents .badge.good", "дано");
        await user.Picture("person-as-of");
        await user.Page.FocusAsync("[data-day]");
        await user.Page.Keyboard.PressAsync("Home");
        await Assertions.Has(user, ".slide output", "03.02.2025");
        await user.Page.ClickAsync(".slide button");
        await Assertions.Has(user, ".notice", "Состояние на 03.02.2025");
        Assert.That(await user.Page.Locator("#timeline .events > li").CountAsync(), Is.EqualTo(6), "what had happened by then");
        await user.Page.ClickAsync("text=Вернуться к сегодня");
        await Assertions.Has(user, "#consents .badge.bad", "отозвано");
        await user.Page.ClickAsync("[data-day]");
        await Assertions.Has(user, ".notice", "Состояние на");
        Assert.That(user.Page.Url, Does.Contain("day="), "a pointer that lets go of the slider asks");
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task Who_only_asked_has_no_file_yet_but_the_inquiry_is_there()
    {
        await _stage.Publish(new("officer", Role.Officer), Event("o-4", "inquiry.received", "u-asked", """
            {"inquiry":"t-7","from":"person","channel":"mail","form":"paper","cases":["question"],"admissible":true,"question":"Что вы обо мне знаете?"}
            """));
        var user = await _stage.SignIn(Role.Officer);
        await Find(user, "t-7");
        await user.Page.ClickAsync("button[name=choice] >> nth=0");
        await Assertions.Has(user, ".notice", "записаны только обращения");
        await Assertions.Has(user, ".lines a", "№ t-7");
        Assert.That(await Readings(user), Is.EqualTo(new[] { "inquiries" }));
    }

    [Test]
    public async Task Sealed_values_are_shown_to_an_officer_who_asks_and_that_is_recorded()
    {
        var user = await Open(Role.Officer, Story.Ivan);
        Assert.That(await user.Text(), Does.Not.Contain(Phone).And.Not.Contain("203.0.113.9").And.Contain(Markup), "a name is text");
        await user.Page.ClickAsync("text=Показать персональные данные");
        await Assertions.Has(user, ".notice", "Персональные данные показаны");
        Assert.That(await user.Text(), Does.Contain(Phone).And.Contain("203.0.113.9"));
        Assert.That(await Readings(user), Is.EqualTo(new[] { "file", "opened-file" }));
        await user.Picture("person-opened");
        Assert.That(user.Complaints, Is.Empty);
    }

    [Test]
    public async Task An_auditor_sees_neither_the_button_nor_the_values_and_is_refused_when_asking_all_the_same()
    {
        var user = await Open(Role.Auditor, Story.Ivan);
        Assert.That(await user.Page.Locator("text=Показать персональные данные").CountAsync(), Is.Zero);
        Assert.That(await user.Page.Locator("form[action$='/report'], a[href*='/console/tasks/']").CountAsync(), Is.Zero);
        var answer = await user.Page.RunAndWaitForResponseAsync(
            () => user.Page.EvaluateAsync("""
                () => { const form = document.createElement("form"); form.method = "post"; form.append(document.querySelector("input[name=__RequestVerificationToken]").cloneNode());
                    for (const [name, value] of [["_handler", "open"], ["show", "values"]]) { const field = document.createElement("input"); field.name = name; field.value = value; form.append(field); }
                    document.body.append(form); form.submit(); }
                """),
            response => response.Request.Method == "POST");
        Assert.That(answer.Status, Is.EqualTo(403));
        Assert.That(await user.Text(), Does.Not.Contain(Phone));
        Assert.That(await Readings(user), Is.EqualTo(new[] { "file" }));
    }

    [Test]
    public async Task The_timeline_is_narrowed_to_a_kind_and_its_events_prove_themselves()
    {
        var user = await Open(Role.Officer, Story.Ivan);
        await user.Page.ClickAsync(".chips a:has-text('Передачи')");
        await Assertions.Has(user, ".chips a[aria-current]", "Передачи");
        Assert.That(await user.Page.Locator("#timeline .events > li").CountAsync(), Is.EqualTo(2));
        var police = user.Page.Locator("#timeline .events > li", new() { HasTextString = "МВД России" });
        Assert.That(await police.InnerTextAsync(), Does.Contain("Данные переданы").And.Contain("запрос от 16.05.2025").And.Contain("ст.\u00A013").And.Contain("Редакция политики").And.Contain("проверено"));
        await police.Locator("summary").ClickAsync();
        var download = await user.Page.RunAndWaitForDownloadAsync(() => police.Locator("a[download]").ClickAsync());
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.StartWith("c2sp.org/tlog-proof@v1\n"));
    }

    [Test]
    public async Task Where_nobody_received_anything_nobody_is_to_be_told()
    {
        await _stage.Publish(new("officer", Role.Officer),
            Event("q-1", "consent.given", "u-quiet", $$"""{"consent":"c-q","purposes":["improvement"],"categories":["device"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"registration-form","language":"ru","evidence":{"textSha256":"{{new string('5', 64)}}"} }"""),
            Event("q-2", "consent.withdrawn", "u-quiet", """{"purposes":["improvement"],"channel":"settings"}"""));
        var user = await Open(Role.Officer, "u-quiet");
        var withdrawn = await user.Page.Locator("#timeline .events > li", new() { HasTextString = "Согласие отозвано" }).InnerTextAsync();
        Assert.That(withdrawn, Does.Contain("уничтожить данные по отозванному согласию не позднее").And.Not.Contain("сообщить получателям"));
        Assert.That(await user.Page.Locator("#consents").InnerTextAsync(), Does.Contain("от\u00A020.12.2024").And.Not.Contain("x-keeper-2025"), "an edition is named by its day");
    }

    [Test]
    public async Task An_account_for_the_person_is_made_and_recorded()
    {
        var user = await Open(Role.Officer, Story.Maria);
        var download = await user.Page.RunAndWaitForDownloadAsync(() => user.Page.Locator(".downloads button[value=html]").First.ClickAsync());
        Assert.That(download.SuggestedFilename, Does.StartWith("subject-access-").And.EndWith(".html"));
        var receipt = await user.Page.RunAndWaitForDownloadAsync(() => user.Page.Locator(".receipts button[value=json]").First.ClickAsync());
        Assert.That(receipt.SuggestedFilename, Does.StartWith("receipt-"));
        Assert.That(await Readings(user), Is.EqualTo(new[] { "file", "subject-access", "subject-access", "receipt" }));
    }

    [Test]
    public async Task On_a_telephone_nothing_runs_over_the_edge()
    {
        var user = await _stage.SignIn(Role.Officer, new(Width: 390, Dark: true));
        await GiveReason(user, Story.Ivan);
        Assert.That(await user.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
        await user.Picture("person-390");
    }

    [Test]
    public async Task Of_somebody_forgotten_the_events_remain_and_nobody_is_named()
    {
        await using var stage = await ConsoleStage.Start(new(2029, 1, 15, 8, 3, 0, TimeSpan.Zero));
        var token = stage.Served.Ledger.Get<IKeyVault>().FindToken(Story.Anna)!;
        var user = await stage.SignIn(Role.Officer);
        await user.Go($"/console/persons/{token}");
        await user.Page.ClickAsync("button[name=choice] >> nth=0");
        await Assertions.Has(user, ".badge", "данные уничтожены");
        await user.Page.ClickAsync("text=Показать персональные данные");
        await Assertions.Has(user, ".opened", "уничтожено");
        var forgotten = Story.Later[0].Steps[1];
        stage.Clock.MoveTo(forgotten.At);
        await stage.Publish(new("officer", Role.Officer), [.. forgotten.Published()]);
        user = await stage.SignIn(Role.Auditor);
        await user.Go($"/console/persons/{token}");
        await Assertions.Has(user, "h1", "Субъект забыт");
        Assert.That(await user.Text(), Does.Contain("установить уже нельзя").And.Contain("Согласие отозвано").And.Not.Contain(Story.Anna));
    }

    async Task<ConsoleUser> Open(Role role, string person)
    {
        var user = await _stage.SignIn(role);
        await GiveReason(user, person);
        return user;
    }

    async Task GiveReason(ConsoleUser user, string person)
    {
        await user.Go($"/console/persons/{Token(person)}");
        await user.Page.FillAsync("input[name=own]", "проверка");
        await user.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(user, "h1", $"Субъект {person}");
    }

    static async Task Find(ConsoleUser user, string text)
    {
        await user.Page.FillAsync(".find input[type=search]", text);
        await user.Page.Keyboard.PressAsync("Enter");
        await user.Page.WaitForLoadStateAsync(LoadState.Load);
    }

    string Token(string person) => _stage.Served.Ledger.Get<IKeyVault>().FindToken(person)!;

    /// <summary>What this user's account has read, in order.</summary>
    async Task<IEnumerable<string>> Readings(ConsoleUser user)
    {
        await _stage.Served.Ledger.Get<Projector>().CatchUp(default);
        var account = await user.Page.Locator(".who span").InnerTextAsync();
        var rows = await _stage.Served.Ledger.Mediator.Send(new ListReadings(new("admin", Role.Administrator)) { Viewer = account });
        return rows.Value.Rows.Select(row => row.What);
    }

    static ReadOnlyMemory<byte> Event(string id, string type, string? subject, string data) => Encoding.UTF8.GetBytes($$"""
        {"specversion":"1.0","id":"{{id}}","source":"/test/person","type":"ledger.{{type}}.v1","time":"2025-12-01T12:00:00Z"{{(subject is null ? "" : $",\"subject\":\"{subject}\"")}},"data":{{data}}}
        """);
}
