using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Findings;
using Ledger.Host.Demo;
using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Persons;
using Ledger.Projections;

namespace Ledger.Host.Tests.Web;

/// <summary>What an officer does after a letter, and what the law says of it: by keyboard, in Russian.</summary>
public sealed class WorkDeedsTests : WorkStory
{
    [Test]
    public async Task An_inquiry_is_refused_by_a_norm_as_people_write_it()
    {
        await Letter("2025-60", Story.Ivan, "information");
        await User.Go("/console/tasks/inquiry/2025-60/refuse");
        await Type("norm", "статья какая-то");
        await Type("reason", "Доступ раскроет данные другого водителя");
        await Press(Preview);
        await Assertions.Has(User, "[role=alert] a", "Норма закона: напишите норму так");
        await Type("norm", "п. 4 ч. 8 ст. 14 152-ФЗ");
        await Choose("ground", "Право ограничено");
        await User.Picture("work-refuse");
        await Checked("п.\u00A04 ч.\u00A08 ст.\u00A014\u00A0152\u2011ФЗ");
        await User.Picture("work-refuse-preview");
        var refused = (InquiryRefused)(await Confirmed()).Data;
        Assert.That((refused.Norm, refused.Ground, refused.Via), Is.EqualTo(("152-FZ-14-8-4", RefusalGround.Limited, "registered-letter")));
    }

    [Test]
    public async Task What_was_withdrawn_goes_on_under_a_ground_the_policy_names()
    {
        await User.Go($"/console/tasks/destruction/continue?person={TokenOf(Story.Anna)}");
        await Press("a:has-text('заполнить так')");
        await Microsoft.Playwright.Assertions.Expect(User.Page.Locator("[name=categories]:checked").First).ToBeVisibleAsync();
        await Type("document", "Договор № 17 от 03.02.2025");
        await User.Picture("work-continue");
        await Checked("Остаются данные");
        await User.Picture("work-continue-preview");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<ProcessingContinued>());
    }

    [Test]
    public async Task A_hold_is_placed_and_lifted_from_a_list()
    {
        await User.Go($"/console/tasks/hold?person={TokenOf(Story.Ivan)}");
        await Choose("ground", "Суд");
        await Type("document", "Определение от 01.12.2025");
        await User.Picture("work-hold");
        await Checked("Уничтожение запрещено");
        var placed = (HoldPlaced)(await Confirmed()).Data;
        await User.Go($"/console/tasks/hold?person={TokenOf(Story.Ivan)}&what=lift");
        await Assertions.Has(User, "select[name=hold]", "Суд");
        await Type("document", "Дело прекращено");
        await User.Picture("work-hold-lift");
        await Checked("Запрет на уничтожение снят");
        Assert.That(((HoldLifted)(await Confirmed()).Data).Hold, Is.EqualTo(placed.Hold));
    }

    [Test]
    public async Task The_next_hold_has_the_next_number_of_the_officers_day_and_a_colleagues_is_told_apart()
    {
        const string person = "u-5080";
        await Published(person, "subject.registered", """{"service":"x-keeper-panel","regime":"ru"}""");
        var address = $"/console/tasks/hold?person={TokenOf(person)}";
        await User.Go(address);
        Assert.That(await User.Page.InputValueAsync("[name=hold]"), Is.EqualTo("20251202-1"));
        await Choose("ground", "Суд");
        await Checked("Уничтожение запрещено");
        await Published(person, "hold.placed", """{"hold":"20251202-1","ground":"court","categories":[]}""");
        await Press(Confirm);
        await Assertions.Has(User, "#f-hold-wrong", "только что записал другой сотрудник");
        await User.Picture("work-hold-taken");
        await User.Go(address);
        Assert.That(await User.Page.InputValueAsync("[name=hold]"), Is.EqualTo("20251202-2"));
    }

    [Test]
    public async Task A_demand_to_stop_is_kept_from_only_by_what_its_own_article_names()
    {
        const string person = "u-5081";
        await Consented(person);
        await User.Go($"/console/tasks/inquiry?person={TokenOf(person)}");
        await Type("inquiry", "2025-70");
        await Tick("cases", "stop");
        await Checked("нужно решить");
        await User.Picture("work-stop-preview");
        var said = await User.Page.Locator("li:has-text('нужно решить')").First.InnerTextAsync();
        Assert.That(said.Replace('\u00A0', ' '), Does.Contain("ч. 5.1 ст. 21").And.Contain("п. 5 ч. 1 ст. 6").And.Not.Contain("ст. 9"));
    }

    [Test]
    public async Task A_withdrawal_that_is_done_is_owed_nothing_more()
    {
        const string person = "u-5082";
        await Consented(person);
        await Letter("2025-71", person, "withdrawal");
        await Published(person, "data.destroyed", """
            {"system":"mailing-db","categories":["name"],"automated":true,"method":"overwriting","reason":"withdrawal","destroyedOn":"2025-12-01","act":"act-71",
            "performedBy":[{"person":"staff-07","fullName":"Крылова Анна Викторовна","position":"Администратор"}]}
            """);
        await User.Go("/console/inquiries/2025-71");
        await User.Picture("page-withdrawal-done");
        Assert.That(await User.Page.Locator(".head .actions").InnerTextAsync(), Does.Not.Contain("ответ").And.Not.Contain("Продлить").And.Not.Contain("Записать уничтожение"));
        await Assertions.Has(User, ".head .badge", "исполнено 01.12.2025");
        await Assertions.Has(User, ".notice", "ответа на отзыв закон не требует");
        await User.Go("/console/registers/inquiries");
        await Assertions.Has(User, "tr:has-text('2025-71')", "исполнено 01.12.2025");
    }

    [Test]
    public async Task Keys_are_shredded_once_no_system_holds_the_data_and_the_act_is_signed()
    {
        const string person = "u-5077";
        await Published(person, "subject.registered", """{"service":"x-keeper-panel","regime":"ru"}""");
        await Published(person, "data.collected", """{"origin":"provided","service":"x-keeper-panel","purposes":["identification"],"categories":["name"],"system":"panel-db"}""");
        await Published(person, "data.destroyed", """
            {"system":"panel-db","categories":["name"],"automated":true,"method":"overwriting","reason":"purpose-achieved","destroyedOn":"2025-12-01","act":"act-77",
            "performedBy":[{"person":"staff-07","fullName":"Крылова Анна Викторовна","position":"Администратор"}]}
            """);
        await User.Go($"/console/tasks/destruction/shred?person={TokenOf(person)}");
        await Choose("reason", "Цель достигнута");
        await Checked("Ключи данных субъекта уничтожены");
        await User.Picture("work-shred-preview");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<PersonShredded>());

        await User.Go("/console/tasks/act/act-77");
        var act = await User.Page.RunAndWaitForDownloadAsync(() => Press("button[value='act-html']"));
        await User.Page.SetInputFilesAsync("main form.work [name=document]", new Microsoft.Playwright.FilePayload { Name = "act.html", MimeType = "text/html", Buffer = await File.ReadAllBytesAsync(await act.PathAsync()) });
        await Type("signer", "staff-01");
        await Type("signerName", "Орлов Пётр Ильич");
        await Type("signerPosition", "Директор");
        await Choose("format", "На бумаге");
        await Checked("вид подписи: на бумаге");
        await User.Picture("work-act-preview");
        Assert.That(((ActSigned)(await Confirmed()).Data).Act, Is.EqualTo("act-77"));
    }

    [Test]
    public async Task A_withdrawal_alone_has_no_term_to_answer_and_none_to_extend_and_says_what_may_rest_on_another_ground()
    {
        await User.Go($"/console/tasks/inquiry?person={TokenOf(Story.Maria)}");
        await Type("inquiry", "2025-61");
        await Tick("cases", "withdrawal");
        await Checked("нужно решить");
        await User.Picture("work-withdrawal-preview");
        Assert.That(await User.Text(), Does.Contain("Данные остаются по другому основанию").And.Contain("уничтожить данные по отозванному согласию").And.Not.Contain("ответить субъекту"));
        await Confirmed();
        await User.Picture("work-withdrawal-receipt");
        Assert.That(await User.Text(), Does.Contain("Данные остаются по другому основанию").And.Not.Contain("Записать ответ"));
        await User.Go("/console/tasks/inquiry/2025-61/extend");
        await Assertions.Has(User, "[role=alert]", "закон продления не даёт");
        await User.Go("/console/tasks");
        Assert.That(await User.Page.Locator("li:has-text('2025-61')").First.InnerTextAsync(), Does.Contain("уничтожить").And.Not.Contain("продлить"));
        await User.Go("/console/inquiries/2025-61");
        Assert.That(await User.Text(), Does.Not.Contain("Продлить срок").And.Not.Contain("Срок ответа"));
        await User.Go("/console/tasks/inquiry/2025-61/answer");
        await Assertions.Has(User, ".notice", "Срока для ответа на отзыв закон не устанавливает");
        await User.Picture("work-withdrawal-answer");
    }

    [Test]
    public async Task A_letter_on_correction_says_that_the_data_is_to_be_blocked_and_the_block_is_recorded()
    {
        await User.Go($"/console/tasks/inquiry?person={TokenOf(Story.Ivan)}");
        await Type("inquiry", "2025-62");
        await Tick("cases", "correction");
        await Checked("заблокировать сразу");
        await User.Picture("work-correction-preview");
        await Confirmed();
        await Press("a:has-text('Записать блокирование')");
        Assert.That(await User.Page.InputValueAsync("[name=inquiry]"), Is.EqualTo("2025-62"));
        await Choose("reason", "Неточность");
        await Tick("categories", "phone");
        await User.Picture("work-block");
        await Checked("Данные заблокированы");
        await User.Picture("work-block-preview");
        Assert.That(((DataBlocked)(await Confirmed()).Data).Inquiry, Is.EqualTo("2025-62"));
    }

    [Test]
    public async Task What_a_person_must_show_is_not_asked_of_the_regulator()
    {
        await User.Go("/console/tasks/inquiry");
        await Type("inquiry", "2025-63");
        await Choose("from", "Роскомнадзор");
        await Tick("cases", "information");
        await Checked("Роскомнадзор");
        Assert.That(await User.Text(), Does.Not.Contain("14"));
    }

    [Test]
    public async Task A_transfer_without_a_ground_leads_to_an_incident_whose_data_nobody_named_yet()
    {
        var found = (await Stage.Served.Ledger.Mediator.Send(new ListFindings(Officer) { Take = 500 })).Value.Rows;
        var finding = found.First(row => row.Code == FindingKinds.DisclosureNoGround);
        await User.Go($"/console/tasks/finding/{finding.Id}");
        await Assertions.Has(User, "main", "за 24 часа");
        await User.Picture("work-finding");
        await Choose("what", "Устранено");
        await Type("text", "Получатель подтвердил уничтожение");
        await Checked("Устранено: Получатель подтвердил уничтожение");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<FindingExplained>());
        await User.Go($"/console/tasks/finding/{finding.Id}");
        await Press("a:has-text('Записать инцидент')");
        await Type("incident", "2025-64");
        await User.Picture("work-incident");
        await Checked("категории данных: не указаны");
        await User.Picture("work-incident-preview");
        Assert.That(((IncidentReported)(await Confirmed()).Data).Kind, Is.EqualTo("unlawful-transfer"));
    }

    [Test]
    public async Task Nothing_is_deposited_for_an_inquiry_that_is_not_there()
    {
        foreach (var page in new[] { "deposit", "answer", "extend", "refuse" })
        {
            Assert.That((await User.Go($"/console/tasks/inquiry/nowhere/{page}")).Status, Is.EqualTo(404), page);
            Assert.That(await User.Page.Locator("main form").CountAsync(), Is.Zero, page);
            await Assertions.Has(User, "[role=alert]", "inquiry-unknown");
        }
        User.Complaints.Clear();
    }

    [Test]
    public async Task A_recipient_abroad_is_registered_by_the_name_of_its_country()
    {
        await User.Go("/console/tasks/recipient");
        await Type("recipient", "minsk");
        await Type("name", "ООО «Минск»");
        await Choose("kind", "Партнёр");
        await Type("country", "Нигде");
        await Press(Preview);
        await Assertions.Has(User, "#f-country-wrong", "Выберите страну из списка");
        await Type("country", "беларусь");
        await Checked("Беларусь");
        await User.Picture("work-recipient-preview");
        Assert.That(((Registers.RecipientRegistered)(await Confirmed()).Data).Country, Is.EqualTo("BY"));
    }

    /// <summary>That each form can be walked through with Tab is shown elsewhere.</summary>
    protected override Task Reach(string selector) => User.Page.Locator(selector).First.FocusAsync();

    /// <summary>A person with data on a consent beside which the policy names another ground.</summary>
    async Task Consented(string person)
    {
        await Published(person, "subject.registered", """{"service":"x-keeper-panel","regime":"ru"}""");
        await Published(person, "consent.given", """
            {"consent":"c-1","purposes":["identification","contact"],"categories":["name"],"edition":"x-keeper-2025","form":"checkbox","separateDocument":true,"channel":"registration-form","language":"ru"}
            """);
        await Published(person, "data.collected", """{"origin":"provided","service":"x-keeper-panel","purposes":["contact"],"categories":["name"],"system":"mailing-db"}""");
    }
}
