using System.Text;
using Ledger.Access;
using Ledger.Findings;
using Ledger.Host.Demo;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reading;
using Ledger.Registers;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Web;

/// <summary>The officer's forms, by keyboard: filled in, checked, recorded; what is checked records nothing.</summary>
public sealed class WorkTests : WorkStory
{
    [Test]
    public async Task A_letter_that_came_on_paper_is_taken_in_from_the_persons_page()
    {
        await User.Go("/console/tasks");
        await User.Picture("work-home");
        await User.Go($"/console/tasks/inquiry?person={TokenOf(Story.Pavel)}");
        Assert.That(await User.Page.InputValueAsync("[name=person]"), Is.EqualTo(Story.Pavel));
        await Type("inquiry", "2025-77");
        await Tick("cases", "information");
        await Tick("cases", "withdrawal");
        await User.Page.SetInputFilesAsync("[name=letter]", new Microsoft.Playwright.FilePayload { Name = "заявление.pdf", MimeType = "application/pdf", Buffer = "scan"u8.ToArray() });
        await User.Picture("work-inquiry");
        await Checked("Что будет записано");
        await Assertions.Has(User, "main", "новая обязанность");
        await User.Picture("work-inquiry-preview");
        var recorded = await Confirmed();
        Assert.That(recorded.Data, Is.InstanceOf<InquiryReceived>().With.Property(nameof(InquiryReceived.Inquiry)).EqualTo("2025-77"));
        Assert.That(recorded.Subject, Is.EqualTo(TokenOf(Story.Pavel)));
        Assert.That(recorded.Source, Is.EqualTo("/console"));
        await User.Picture("work-receipt");
        var proof = await User.Page.RunAndWaitForDownloadAsync(() => User.Page.ClickAsync("text=Скачать доказательство"));
        Assert.That(await File.ReadAllTextAsync(await proof.PathAsync()), Does.StartWith("c2sp.org/tlog-proof"));
        Assert.That(User.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_term_is_extended_by_a_notice()
    {
        await Asked("2025-80");
        await User.Go("/console/tasks/inquiry/2025-80/extend");
        await Type("reasons", "Ждём ответа обработчика");
        await Checked("срок меняется");
        await User.Picture("work-extend-preview");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<InquiryExtended>());
    }

    [Test]
    public async Task An_answer_is_recorded_and_its_file_deposited()
    {
        await Asked("2025-81");
        Microsoft.Playwright.FilePayload file = new() { Name = "ответ.pdf", MimeType = "application/pdf", Buffer = "%PDF-1.7 ответ"u8.ToArray() };
        await User.Go("/console/tasks/inquiry/2025-81/answer");
        await User.Page.SetInputFilesAsync("[name=answer]", file);
        await Type("signedBy", "officer-01");
        await Checked("закрывается");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<InquiryAnswered>());
        await Press("a:has-text('Сдать файл ответа')");
        await User.Page.SetInputFilesAsync("[name=answer]", file);
        await Press("main button.primary");
        await Assertions.Has(User, ".notice.done", "принят на хранение");
        Assert.That((await Newest()).Data, Is.InstanceOf<AnswerDeposited>());
        await User.Go("/console/tasks/inquiry/2025-81/answer");
        await Assertions.Has(User, "[role=alert]", "всё уже решено");
    }

    [Test]
    public async Task A_destruction_is_recorded_system_by_system_up_to_its_act()
    {
        await User.Go("/console/tasks/destruction");
        await Type("person", Story.Anna);
        await User.TabTo("main [name=reason]", 120);
        await User.Page.Keyboard.TypeAsync("отзыв от 1 декабря");
        await User.Page.Keyboard.PressAsync("Enter");
        await Assertions.Has(User, "h2", "Что ещё хранят системы");
        Assert.That(User.Page.Url, Does.Not.Contain(Story.Anna));
        await User.Picture("work-destruction");
        await Press("a[href*='system=panel-db']");
        await Type("subjectName", "Белова Анна Сергеевна");
        await Choose("reason", "Отзыв");
        await Choose("method", "Стирание");
        await Type("tool", "xk-eraser-2.3");
        await Type("act", "act-console");
        foreach (var category in new[] { "name", "email", "phone" }) await Tick("categories", category);
        await Type("by1", "staff-07");
        await Type("by1Name", "Крылова Анна Викторовна");
        await Type("by1Position", "Администратор баз данных");
        await User.Picture("work-destruction-report");
        await Checked("исполняется частично");
        await User.Picture("work-destruction-preview");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<Destruction.DataDestroyed>());
        await Press("a:has-text('Дальше по уничтожению')");
        await Press("a[href*='/act/act-console']");
        await User.Picture("work-act");
        var act = await User.Page.RunAndWaitForDownloadAsync(() => Press("button[value='act-html']"));
        Assert.That(await File.ReadAllTextAsync(await act.PathAsync()), Does.Contain("Крылова Анна Викторовна"));
        await User.Go($"/console/tasks/destruction/shred?person={TokenOf(Story.Anna)}");
        await Choose("reason", "Отзыв");
        await Press(Preview);
        await Assertions.Has(User, "[role=alert]", "ещё хранит эти данные");
        await User.Picture("work-refused");
    }

    [Test]
    public async Task A_recipient_is_registered_and_then_changed()
    {
        await User.Go("/console/tasks/recipient");
        await Type("recipient", "courier");
        await Type("name", "ООО «Курьер»");
        await Choose("kind", "Обработчик");
        await Press(Preview);
        await Assertions.Has(User, ".wrong", "нужно поручение");
        Assert.That(await User.Page.InputValueAsync("[name=name]"), Is.EqualTo("ООО «Курьер»"), "what was typed is kept");
        await Type("instruction", "dpa-7");
        await Checked("ООО «Курьер»");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<RecipientRegistered>());
        await User.Go("/console/tasks/recipient?id=courier");
        await Type("name", "ООО «Курьер Плюс»");
        await Checked("ООО «Курьер Плюс»");
        Assert.That(((RecipientRegistered)(await Confirmed()).Data).Instruction, Is.EqualTo("dpa-7"));
        await User.Go("/console/tasks/recipient?id=courier");
        await Press(Preview);
        await Assertions.Has(User, "[role=alert]", "уже записано ровно это");
    }

    [Test]
    public async Task A_system_is_changed_from_what_is_registered()
    {
        await User.Go("/console/tasks/system?id=mailing-db");
        Assert.That(await User.Page.IsCheckedAsync("[name=categories][value=contact]"), Is.True);
        await Type("name", "ИСПДн «Рассылки и опросы»");
        await Checked("ИСПДн «Рассылки и опросы»");
        Assert.That(((SystemRegistered)(await Confirmed()).Data).Categories, Is.EqualTo(new[] { "contact" }));
    }

    [Test]
    public async Task A_policy_edition_shows_what_changes_for_whom_before_it_is_published()
    {
        await User.Go("/console/tasks/policy");
        var text = await User.Page.InputValueAsync("main [name=text]");
        await Type("edition", "x-keeper-2026");
        await User.Page.FillAsync("[name=effectiveFrom]", "2026-02-01T00:00");
        await User.Page.FillAsync("main [name=text]", text.Replace("Tell who the party to an agreement is", "Tell who signs", StringComparison.Ordinal));
        await User.Picture("work-policy");
        await Checked("Что меняется по сравнению");
        await Assertions.Has(User, "main", "действующие согласия");
        await User.Picture("work-policy-preview");
        Assert.That(((PolicyPublished)(await Confirmed()).Data).Edition, Is.EqualTo("x-keeper-2026"));
        await User.Go("/console/tasks/policy");
        await Type("edition", "x-keeper-2027");
        await User.Page.FillAsync("[name=effectiveFrom]", "2026-01-01T00:00");
        await Press(Preview);
        await Assertions.Has(User, "#f-effectiveFrom-wrong", "позже предыдущей");
        await User.Page.FillAsync("main [name=text]", "{");
        await Press(Preview);
        await Assertions.Has(User, "#f-text-wrong", "не читается как JSON");
    }

    [Test]
    public async Task A_finding_is_accepted()
    {
        var open = (await Stage.Served.Ledger.Get<IReadModelStore>().Current.Query<FindingRow>(rows => rows.Where(row => row.State == "open").OrderBy(row => row.Place).Take(1), default)).Value[0];
        await User.Go($"/console/tasks/finding/{open.Id}");
        await Choose("what", "Принимаю");
        await Type("text", "Разовый случай, обучение проведено");
        await Checked("риск принят");
        await User.Picture("work-finding-preview");
        Assert.That((await Confirmed()).Data, Is.InstanceOf<FindingAccepted>());
    }

    [Test]
    public async Task An_incident_opens_its_two_duties_and_a_notice_closes_the_first()
    {
        await User.Go("/console/tasks/incident");
        await Type("incident", "2025-9");
        await Choose("kind", "Утечка");
        await Checked("новая обязанность");
        await Confirmed();
        await User.Go("/console/tasks/incident/2025-9/notice");
        await Choose("stage", "Первичное");
        await Type("notice", "77-1");
        await Checked("закрывается");
        await Confirmed();
    }

    [Test]
    public async Task Confirming_twice_records_once()
    {
        await User.Go("/console/tasks/recipient");
        await Type("recipient", "twice");
        await Type("name", "АО «Дважды»");
        await Choose("kind", "Партнёр");
        await Checked("АО «Дважды»");
        var before = await Journal.Count(default);
        var answers = await User.Page.EvaluateAsync<string[]>("""
            async () => {
                const form = document.querySelector("form.work");
                const send = () => { const data = new FormData(form); data.set("step", "confirm"); return fetch(location.href, { method: "POST", body: data }).then(answer => answer.url); };
                return [await send(), await send()];
            }
            """);
        Assert.That(await Journal.Count(default), Is.EqualTo(before + 1));
        Assert.That(answers, Has.All.Contains($"/console/tasks/receipt/{before}"));
        Assert.That(answers[1], Does.Contain("again"));
    }

    [Test]
    public async Task What_is_wrong_stands_at_its_field_and_what_was_typed_stays()
    {
        await User.Go("/console/tasks/inquiry");
        await Type("inquiry", "<b>2025-90</b>");
        await Type("person", "nobody-knows");
        await User.Page.SetInputFilesAsync("[name=letter]", new Microsoft.Playwright.FilePayload { Name = "<img src=x>.pdf", MimeType = "application/pdf", Buffer = "scan"u8.ToArray() });
        var before = await Journal.Count(default);
        await Press(Preview);
        await Assertions.Has(User, "#f-person-wrong", "О таком субъекте ничего не записано");
        await Assertions.Has(User, "#f-cases-wrong", "Отметьте хотя бы одно");
        Assert.That(await User.Page.GetAttributeAsync("[role=alert] a:has-text('О чём просят: отметьте хотя бы одно')", "href"), Is.EqualTo("/console/tasks/inquiry#f-cases"));
        Assert.That(await User.Page.GetAttributeAsync("[name=person]", "aria-invalid"), Is.EqualTo("true"));
        Assert.That(await User.Page.InputValueAsync("[name=inquiry]"), Is.EqualTo("<b>2025-90</b>"));
        await Assertions.Has(User, ".kept", "<img src=x>.pdf");
        Assert.That(await Journal.Count(default), Is.EqualTo(before));
        await User.Picture("work-mistakes");
        Assert.That(User.Complaints, Is.Empty);
    }

    [Test]
    public async Task A_preview_makes_no_token_and_no_key()
    {
        var vault = Stage.Served.Ledger.Get<IKeyVault>();
        byte[] letter = Encoding.UTF8.GetBytes("""
            {"specversion":"1.0","id":"p-1","source":"/console","type":"ledger.incident.reported.v1","time":"2025-12-01T10:00:00Z","data":{"incident":"2025-99","detectedAt":"2025-12-01T10:00:00Z",
            "detectedBy":"operator","knownToOperatorAt":"2025-12-01T10:00:00Z","kind":"leak","categories":[],"rightsViolated":true,"harm":"нет","affected":[{"person":"never-seen"}]}}
            """);
        var before = await Journal.Count(default);
        var outcome = await Stage.Served.Ledger.Mediator.Send(new PreviewEvents([letter], Officer));
        Assert.That(outcome.Value.Duties, Has.Count.EqualTo(2));
        Assert.That(outcome.Value.Events.Select(e => e.Added), Is.EqualTo(new[] { true, false }));
        Assert.That(vault.FindToken("never-seen"), Is.Null);
        Assert.That(vault.KeysOf(KeyName.OwnerOf(Streams.OfIncident("2025-99"))), Is.Empty);
        Assert.That(await Journal.Count(default), Is.EqualTo(before));
    }

    [Test]
    public async Task An_auditor_has_neither_the_links_nor_the_pages()
    {
        var auditor = await Stage.SignIn(Role.Auditor);
        await auditor.Go("/console");
        Assert.That(await auditor.Page.Locator("nav a[href^='/console/tasks']").CountAsync(), Is.Zero);
        foreach (var page in new[] { "", "/inquiry", "/inquiry/2025-80/extend", "/inquiry/2025-80/answer", "/inquiry/2025-80/refuse", "/inquiry/2025-80/deposit", "/destruction", "/destruction/report",
            "/destruction/continue", "/destruction/shred", "/hold", "/block", "/act/act-1", "/recipient", "/system", "/policy", "/finding/x", "/incident", "/incident/notice", "/receipt/1", "/receipt/1/proof" })
            Assert.That((await auditor.Go($"/console/tasks{page}")).Status, Is.EqualTo(403), page);
    }

    [Test]
    public async Task A_form_fits_a_phone()
    {
        var phone = await Stage.SignIn(Role.Officer, new(Width: 390, Dark: true));
        await phone.Go("/console/tasks/inquiry");
        Assert.That(await phone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), Is.True);
        await phone.Picture("work-inquiry-390");
        await phone.Go("/console/tasks");
        Assert.That(await phone.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), Is.True);
        await phone.Picture("work-home-390");
    }
}
