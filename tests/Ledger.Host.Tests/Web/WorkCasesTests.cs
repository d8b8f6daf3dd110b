using System.Text;
using Ledger.Destruction;
using Ledger.Host.Demo;
using Ledger.Host.Tests.Server;
using Ledger.Inquiries;
using Ledger.Persons;
using Ledger.Projections;

namespace Ledger.Host.Tests.Web;

/// <summary>Corrections, authorities, what is hidden, acts and incidents: what an officer must be able to do from the case itself.</summary>
public sealed class WorkCasesTests : WorkStory
{
    [Test]
    public async Task A_correction_is_recorded_from_its_inquiry_and_an_answer_alone_leaves_the_duty_open()
    {
        await Letter("2025-72", Story.Ivan, "correction");
        await User.Go("/console/tasks/inquiry/2025-72/answer");
        await Assertions.Has(User, ".notice", "останется открытой");
        await User.Picture("work-correction-answer");
        await Published(Story.Ivan, "inquiry.answered", $$"""{"inquiry":"2025-72","answerSha256":"{{new string('a', 64)}}","via":"post","cases":[]}""");
        await User.Go("/console/inquiries/2025-72");
        await Assertions.Has(User, ".notice", "уточнение — нет");
        await User.Picture("page-correction-owed");
        await Press("a:has-text('Записать уточнение')");
        Assert.That((await User.Page.InputValueAsync("[name=person]"), await User.Page.InputValueAsync("[name=inquiry]")), Is.EqualTo((Story.Ivan, "2025-72")));
        Assert.That(await User.Page.InputValueAsync("[name=submitted]"), Is.EqualTo("2025-12-01T13:00"), "the term runs from the letter");
        await Press(Preview);
        await Assertions.Has(User, "[role=alert]", "Отметьте хотя бы одно");
        await Tick("categories", "phone");
        await Type("document", "Заявление от 01.12.2025");
        await Press("summary");
        await Type("field1", "phone");
        await Type("new1", "+7 900 000-00-00");
        await User.Picture("work-rectify");
        await Checked("Данные уточнены");
        await User.Picture("work-rectify-preview");
        var rectified = (DataRectified)(await Confirmed()).Data;
        Assert.That((rectified.Inquiry, rectified.Changes!.Single().Old is null, rectified.Changes!.Single().New is not null), Is.EqualTo(("2025-72", true, true)));
        await User.Go("/console/inquiries/2025-72");
        Assert.That(await User.Text(), Does.Not.Contain("Записать уточнение"));
        var duties = (await Stage.Served.Ledger.Mediator.Send(new ListDuties(Officer) { State = DutyState.All, Take = 500 })).Value.Rows;
        Assert.That(duties.Single(duty => duty.Inquiry == "2025-72").IsOpen, Is.False);
    }

    [Test]
    public async Task A_correction_that_was_answered_is_refused_where_the_data_is_right()
    {
        await Letter("2025-78", Story.Maria, "correction");
        await Published(Story.Maria, "inquiry.answered", $$"""{"inquiry":"2025-78","answerSha256":"{{new string('a', 64)}}","via":"post","cases":[]}""");
        await User.Go("/console/inquiries/2025-78");
        await Press("a:has-text('Отказать: данные верны')");
        await Type("norm", "ч. 3 ст. 20 152-ФЗ");
        await Type("reason", "Сведения совпадают с паспортом");
        await Checked("Отказ");
        Assert.That(((InquiryRefused)(await Confirmed()).Data).Cases, Is.EqualTo(new[] { InquiryCase.Correction }));
        await User.Go("/console/inquiries/2025-78");
        Assert.That(await User.Text(), Does.Not.Contain("Записать уточнение").And.Not.Contain("данные верны"));
    }

    [Test]
    public async Task An_authority_is_answered_and_not_refused()
    {
        await Asked("rkn-73");
        await Letter("2025-74", Story.Ivan, "information");
        await User.Go("/console/tasks");
        Assert.That(await User.Page.Locator("li:has-text('rkn-73')").First.InnerTextAsync(), Does.Contain("ответить").And.Not.Contain("отказать"));
        Assert.That(await User.Page.Locator("li:has-text('2025-74')").First.InnerTextAsync(), Does.Contain("отказать"));
        await User.Go("/console/tasks/inquiry/rkn-73/refuse");
        await Assertions.Has(User, "[role=alert]", "отказать по нему нельзя");
        Assert.That(await User.Page.Locator("main form").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task What_is_hidden_of_an_inquiry_is_opened_with_a_reason_that_is_recorded()
    {
        await Published(Story.Ivan, "inquiry.received", """
            {"inquiry":"2025-75","from":"person","channel":"post","form":"paper","cases":["information"],"admissible":true,"question":"Кому передан мой телефон?"}
            """);
        await User.Go("/console/inquiries/2025-75");
        Assert.That(await User.Text(), Does.Contain("[скрыто]").And.Not.Contain("Кому передан"));
        await User.Picture("page-inquiry-hidden");
        await Type("why", "Готовлю ответ");
        await User.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(User, "main", "Кому передан мой телефон?");
        await User.Picture("page-inquiry-opened");
        Assert.That(await User.Text(), Does.Not.Contain("[скрыто]"));
        var viewed = await Newest();
        Assert.That((viewed.Subject, ((Access.RecordViewed)viewed.Data).What), Is.EqualTo((TokenOf(Story.Ivan), "opened-inquiry")));
        await User.Go("/console/registers/readings");
        await Assertions.Has(User, "tr:has-text('Обращение с раскрытием')", "Готовлю ответ");
        var auditor = await Stage.SignIn(Access.Role.Auditor);
        await auditor.Go("/console/inquiries/2025-75");
        Assert.That(await auditor.Page.Locator("[name=why]").CountAsync(), Is.Zero);
    }

    [Test]
    public async Task Of_an_inquiry_about_nobody_the_opening_is_recorded_as_well()
    {
        await Stage.Publish(Officer, Encoding.UTF8.GetBytes("""
            {"specversion":"1.0","id":"asked-76","source":"/office/test","type":"ledger.inquiry.received.v1","time":"2025-12-01T10:00:00Z","data":{"inquiry":"rkn-76","from":"regulator",
            "channel":"post","form":"paper","cases":["information"],"admissible":true,"question":"Сведения о передачах"} }
            """));
        await User.Go("/console/inquiries/rkn-76");
        await Type("why", "Готовлю ответ Роскомнадзору");
        await User.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(User, "main", "Сведения о передачах");
        Assert.That(await Newest() is { Subject: null, Data: Access.RecordViewed { What: "opened-inquiry" } });
        await User.Go("/console/registers/readings");
        await Assertions.Has(User, "tr:has-text('Обращение с раскрытием')", "Готовлю ответ Роскомнадзору");
        var listed = await (await Stage.Served.Client(Access.Role.Auditor)).Json("/readings", null);
        Assert.That(listed.GetProperty("items").EnumerateArray().Select(one => one.TryGetProperty("reason", out var why) ? why.GetString() : null), Has.Member("Готовлю ответ Роскомнадзору"), "over HTTP, too");
    }

    [Test]
    public async Task A_destruction_has_an_act_and_its_staff_are_nobody_of_the_same_number()
    {
        const string person = "u-5083";
        await Published(person, "subject.registered", """{"service":"x-keeper-panel","regime":"ru"}""");
        await Published("1001", "subject.registered", """{"service":"x-keeper-panel","regime":"ru"}""");
        await Published(person, "data.collected", """{"origin":"provided","service":"x-keeper-panel","purposes":["identification"],"categories":["name"],"system":"panel-db"}""");
        await User.Go($"/console/tasks/destruction/report?person={TokenOf(person)}&system=panel-db");
        await Choose("reason", "Цель достигнута");
        await Choose("method", "Перезапись");
        await Tick("categories", "name");
        await Type("by1", "1001");
        await Type("by1Name", "Крылова Анна Викторовна");
        await Type("by1Position", "Администратор");
        await Press(Preview);
        await Assertions.Has(User, "[role=alert] a", "Номер акта");
        await Type("act", "act-83");
        await User.Picture("work-destruction-report");
        await Checked("act-83");
        var destroyed = (DataDestroyed)(await Confirmed()).Data;
        Assert.That(destroyed.PerformedBy!.Single().Person.Text, Is.EqualTo(TokenOf("staff-1001")).And.Not.EqualTo(TokenOf("1001")));
    }

    [Test]
    public async Task An_incident_leads_to_the_notice_that_is_owed()
    {
        await Stage.Publish(Officer, Encoding.UTF8.GetBytes("""
            {"specversion":"1.0","id":"incident-77","source":"/office/test","type":"ledger.incident.reported.v1","time":"2025-12-02T08:00:00Z","data":{"incident":"inc-77","detectedAt":"2025-12-02T07:00:00Z",
            "detectedBy":"operator","knownToOperatorAt":"2025-12-02T07:00:00Z","kind":"leak","categories":["phone"],"rightsViolated":true,"causes":"Доступ остался у уволенного"} }
            """));
        await User.Go("/console/incidents/inc-77");
        await User.Picture("page-incident");
        Assert.That(await User.Text(), Does.Contain("[скрыто]").And.Not.Contain("Доступ остался"));
        await Type("why", "Готовлю уведомление");
        await User.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(User, "main", "Доступ остался у уволенного");
        Assert.That((await Newest()).Data, Is.InstanceOf<Access.RecordViewed>().With.Property("What").EqualTo("opened-incident"));
        await Press("a:has-text('24 часа')");
        Assert.That((await User.Page.InputValueAsync("[name=incident]"), await User.Page.InputValueAsync("[name=stage]")), Is.EqualTo(("inc-77", "primary")));
        await Type("notice", "77-1");
        await Checked("77-1");
        await Confirmed();
        await User.Go("/console/incidents/inc-77");
        await Assertions.Has(User, ".actions .primary", "72 часа");
        await Press("a:has-text('Дополнить сведения')");
        Assert.That((await User.Page.InputValueAsync("[name=incident]"), await User.Page.InputValueAsync("[name=detected]")), Is.EqualTo(("inc-77", "2025-12-02T10:00")));
    }

    /// <summary>That each form can be walked through with Tab is shown elsewhere.</summary>
    protected override Task Reach(string selector) => User.Page.Locator(selector).First.FocusAsync();
}
