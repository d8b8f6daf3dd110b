using Ledger.Host.Reports;
using Ledger.Host.Reports.Compliance;
using Ledger.Host.Sheets;
using Ledger.Host.Web.Parts;
using Ledger.Inquiries;
using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Web.Registers;

/// <summary>The registers that grow with every day: disclosures, duties, findings, inquiries, incidents, the journal of access.</summary>
static class LongRegisters
{
    static readonly LocalText When = new("Когда", "When"), Person = new("Субъект", "Person"), DueTitle = new("Срок", "Due"), State = new("Состояние", "State"), Record = new("Запись №", "Record no.");

    static readonly LocalText Token = new("Токен субъекта", "Person's token");

    static readonly RegisterFilter FromDay = new("from", new("с даты", "from")), ToDay = new("to", new("по дату", "to"));

    /// <summary>To whom data went.</summary>
    public static Register Disclosures { get; } = new LongRegister<DisclosureRow>(
    [
        new(When, (d, view) => view.Moment(d.At), RowOrders.Time, descending: true),
        new(new("Получатель", "Recipient"), (d, view) => view.Recipient(d.Recipient), RowOrders.Recipient) { OrderedBy = new("по коду получателя", "by the recipient's code") },
        .. PersonColumns<DisclosureRow>(d => d.Person),
        new(new("Данные", "Data"), (d, view) => new(view.Categories(d.Categories, d.At))),
        new(new("Цель", "Purpose"), (d, view) => new(view.Purpose(d.Purpose, d.At))),
        new(new("Основание", "Ground"), Ground),
        new(new("Страна", "Country"), (d, view) => new(view.Country(d.Country))),
        new(Record, (d, view) => view.Number(d.Index), isNumber: true),
    ], (asked, view) => new ListDisclosures(view.Actor) { Recipient = asked.Text("recipient"), Ground = asked.Text("ground"), From = asked.From("from", view), To = asked.To("to", view) })
    {
        Name = "disclosures", Title = new("Передачи третьим лицам", "Disclosures"), Order = new(RowOrders.Time, Descending: true),
        Lead = new("Кому, когда, какие данные переданы и на каком основании (п.\u00A04, 8 и 9 ч.\u00A07 ст.\u00A014\u00A0152-ФЗ).", "To whom, when, what data was passed on, and on what ground (152-FZ 14(7)(4), (8), (9))."),
        Empty = new("Передач по этим условиям нет.", "There is no such disclosure."),
        Filters =
        [
            new("recipient", new("Получатель", "Recipient"), view => view.Registers.Recipients.Values.Select(known => new RegisterChoice(known.Terms.Recipient, known.Terms.Name)).OrderBy(choice => choice.Text, StringComparer.OrdinalIgnoreCase)),
            new("ground", new("Основание", "Ground"), view => new[] { "consent", "service", "law", DisclosureQueries.NoGround }.Select(code => new RegisterChoice(code, RegisterWords.Capital(GroundOf(code, view))))),
            FromDay, ToDay,
        ],
    };

    /// <summary>What must be done, and until when.</summary>
    public static Register Duties { get; } = new LongRegister<DutyRow>(
    [
        new(DueTitle, (d, view) => view.Due(d.Due, d.Rule), RowOrders.Due),
        new(State, (d, view) => RegisterCell.Badged(view.Terms.Standing(d, view.Now)) with { Whole = view.Terms.Standing(d, view.Now).Text, Note = d.ClosedAt is { } closed ? view.Words.Moment(Micros.ToMoment(closed)) : null }),
        new(new("Что сделать", "What to do"), (d, view) => new(view.Say(RegisterWords.Duty(d.Rule))) { Note = RegisterWords.Norm(d.Rule, view) }),
        .. PersonColumns<DutyRow>(d => d.Person),
        new(new("Чего ждёт", "Waits for"), (d, view) => new(view.Waits(d.Waits))) { IsOnlyInCsv = true },
        new(new("Обращение, инцидент", "Inquiry, incident"), (d, _) => d.Inquiry is null ? RegisterView.Incident(d.Incident) : RegisterView.Inquiry(d.Inquiry)),
        new(new("Срок течёт с", "Runs since"), (d, view) => view.Since(d.Start), RowOrders.Time, descending: true) { OrderedBy = new("в порядке записи", "as recorded") },
        new(new("Исполнена", "Done"), (d, view) => view.Moment(d.ClosedAt)) { IsOnlyInCsv = true },
    ], (asked, view) => asked.Text("state") switch
    {
        "overdue" => new ListDuties(view.Actor) { State = DutyState.Open, DueBefore = view.Now, Rule = asked.Text("rule") },
        "missed" => new ListDuties(view.Actor) { State = DutyState.Missed, DueBefore = asked.To("due", view), Rule = asked.Text("rule") },
        "all" => new ListDuties(view.Actor) { State = DutyState.All, DueBefore = asked.To("due", view), Rule = asked.Text("rule") },
        _ => new ListDuties(view.Actor) { State = DutyState.Open, DueBefore = asked.To("due", view), Rule = asked.Text("rule") },
    })
    {
        Name = "duties", Title = new("Обязанности и сроки", "Duties"), Order = new(RowOrders.Due),
        Lead = new("Что закон требует сделать и до какого дня; сроки посчитаны по производственному календарю.", "What the law demands and until which day, by the production calendar."),
        Empty = new("Обязанностей по этим условиям нет.", "There is no such duty."),
        Filters =
        [
            new("state", State, view =>
            [
                new("overdue", view.Say("Просроченные", "Overdue")), new("missed", view.Say("Исполненные с опозданием", "Done too late")), new("all", view.Say("Все: и исполненные", "All, done ones too")),
            ]) { Any = new("Неисполненные", "Still to be done") },
            new("rule", new("Что сделать", "What to do"), view => DutyNames.Rules.Select(rule => new RegisterChoice(rule, view.Say(RegisterWords.Duty(rule)))).OrderBy(choice => choice.Text, StringComparer.OrdinalIgnoreCase)),
            new("due", new("срок не позднее", "due by")),
        ],
    };

    /// <summary>What is not as promised.</summary>
    public static Register Findings { get; } = new LongRegister<FindingRow>(
    [
        new(When, (f, view) => view.Moment(f.At), RowOrders.Time, descending: true),
        new(new("Что найдено", "What was found"), (f, view) => new(view.Say(FindingKinds.Of(f.Code).Text)) { Link = $"{OfficerConsole.Root}/findings/{Uri.EscapeDataString(f.Id)}", Note = FindingWords.Detail(f, view) }, RowOrders.Kind)
            { OrderedBy = new("по виду", "by kind") },
        new(new("Степень", "Severity"), (f, view) => new(view.Say(RegisterWords.Severity(f.Severity))) { Badge = RegisterWords.SeverityBadge(f.Severity) }),
        new(State, (f, view) => new(view.Say(RegisterWords.State(f.State))) { Badge = RegisterWords.StateBadge(f.State) }),
        .. PersonColumns<FindingRow>(f => f.Person),
        new(new("Пункт политики, норма", "Clause, norm"), (f, view) => new(FindingWords.Norms(f, view))),
        new(Record, (f, view) => view.Number(f.Index), isNumber: true),
    ], (asked, view) => new ListFindings(view.Actor)
    {
        State = asked.Text("state") is "all" ? null : asked.One<FindingState>("state") ?? FindingState.Open, Code = asked.Text("code"), Severity = asked.One<Severity>("severity"),
    })
    {
        Name = "findings", Title = new("Нарушения", "Findings"), Order = new(RowOrders.Time, Descending: true),
        Lead = new("Что расходится с политикой или законом: журнал проверяет каждое событие сам.", "What is not as the policy promises or the law demands: the ledger finds it in each event."),
        Empty = new("Нарушений по этим условиям нет.", "There is no such finding."),
        Filters =
        [
            new("state", State, view => RegisterWords.Choices<FindingState>(view, RegisterWords.State).Skip(1).Append(new("all", view.Say("Все", "All")))) { Any = new("Открытые", "Open") },
            new("severity", new("Степень", "Severity"), view => RegisterWords.Choices<Severity>(view, RegisterWords.Severity).Reverse()),
            new("code", new("Вид", "Kind"), view => FindingKinds.All.Select(kind => new RegisterChoice(kind.Code, view.Say(kind.Text)))),
        ],
    };

    /// <summary>What people, Roskomnadzor and courts asked.</summary>
    public static Register Inquiries { get; } = new LongRegister<InquiryRow>(
    [
        new(new("Номер", "Number"), (q, _) => RegisterView.Inquiry(q.Number), RowOrders.Number),
        new(new("Получено", "Received"), (q, view) => view.Moment(q.Received), RowOrders.Time, descending: true),
        new(new("От кого", "From"), (q, view) => new(view.Say(SummaryWords.Sender(q.From)))),
        new(new("О чём", "About"), (q, view) => new(InquiryWords.Cases(q.Cases, view))),
        .. PersonColumns<InquiryRow>(q => q.Person),
        new(DueTitle, (q, view) => view.Due(q.Due, DueWording.RuleOf(q.Read())), RowOrders.Due),
        new(State, (q, view, cancel) => InquiryWords.Standing(q, view, cancel)),
    ], (asked, view) => new ListInquiries(view.Actor) { OpenOnly = asked.Text("state") is null, From = asked.One<InquiryFrom>("from") })
    {
        Name = "inquiries", Title = new("Обращения", "Inquiries"), Order = new(RowOrders.Due), Work = ($"{OfficerConsole.Root}/tasks/inquiry", new("Внести обращение", "Enter an inquiry")),
        Lead = new("Обращения субъектов, запросы Роскомнадзора и судов, сроки ответа на них.", "Inquiries of persons, Roskomnadzor and courts, and until when each must be answered."),
        Empty = new("Обращений по этим условиям нет.", "There is no such inquiry."),
        Filters =
        [
            new("state", State, view => [new("all", view.Say("Все: и закрытые", "All, closed ones too"))]) { Any = new("В работе", "Open") },
            new("from", new("От кого", "From"), view => RegisterWords.Choices<InquiryFrom>(view, SummaryWords.Sender)),
        ],
    };

    /// <summary>What went wrong with data.</summary>
    public static Register Incidents { get; } = new LongRegister<IncidentRow>(
    [
        new(new("Номер", "Number"), (i, _) => RegisterView.Incident(i.Number), RowOrders.Number),
        new(new("Выявлен", "Detected"), (i, view) => view.Moment(i.Detected), RowOrders.Time, descending: true),
        new(new("Что произошло", "What happened"), (i, view) => new(RegisterWords.Capital(view.Word("incidentKind", i.Kind)))),
        new(new("Уведомление за 24\u00A0часа", "Notice within 24 hours"), (i, view) => view.Moment(i.Notified)),
        new(new("Результаты за 72\u00A0часа", "Results within 72 hours"), (i, view) => view.Moment(i.Concluded)),
        new(DueTitle, (i, view) => view.Due(i.Due, DueWording.RuleOf(i.Read())), RowOrders.Due),
        new(State, IncidentWords.Standing),
    ], (asked, view) => new ListIncidents(view.Actor) { OpenOnly = asked.Text("state") is "open" })
    {
        Name = "incidents", Title = new("Инциденты", "Incidents"), Order = new(RowOrders.Time, Descending: true),
        Lead = new("Утечки и иные инциденты, уведомления Роскомнадзора за 24 и 72 часа (ч.\u00A03.1 ст.\u00A021\u00A0152-ФЗ).", "Leaks and other incidents, and the notices to Roskomnadzor within 24 and 72 hours (152-FZ 21(3.1))."),
        Empty = new("Инцидентов по этим условиям нет.", "There is no such incident."),
        Filters = [new("state", State, view => [new("open", view.Say("Есть неисполненная обязанность", "Something is still to be done"))]) { Any = new("Все", "All") }],
    };

    /// <summary>Who looked, and what left.</summary>
    public static Register Readings { get; } = new LongRegister<ReadingRow>(
    [
        new(When, (r, view) => view.Moment(r.At), RowOrders.Time, descending: true),
        new(new("Кто", "Who"), (r, _) => new(r.Viewer), RowOrders.Viewer),
        new(new("Что", "What"), (r, view) => new(RegisterWords.Capital(view.Say(RegisterWords.Look(r.What)))) { Note = r.Events is { } events ? view.Say($"событий: {view.Words.Number(events)}", $"{view.Words.Number(events)} events") : null }),
        new(new("Действие", "Act"), (r, view) => r.Exported ? new(view.Say("выгружено", "taken out")) { Badge = "info" } : new(view.Say("просмотрено", "read")) { Badge = "plain" }),
        .. PersonColumns<ReadingRow>(r => r.Person),
        new(new("Документ", "Document"), (r, _) => RegisterView.Inquiry(r.Inquiry)),
        new(new("Причина", "Reason"), async (r, view, cancel) => new(ReasonOf(r.Ground ?? await view.Identities.ReasonOf(r.Publication, cancel) ?? "", view))),
    ], (asked, view) => new ListReadings(view.Actor)
    {
        Viewer = asked.Text("viewer"), From = asked.From("from", view), To = asked.To("to", view), Exported = asked.Text("act") switch { "out" => true, "read" => false, _ => null },
    })
    {
        Name = "readings", Title = new("Журнал доступа к данным", "Journal of access"), Order = new(RowOrders.Time, Descending: true),
        Lead = new("Кто открывал карточки субъектов, что и зачем выгружал (п.\u00A08 ч.\u00A02 ст.\u00A019\u00A0152-ФЗ).", "Who opened whose file, what was taken out, and why (152-FZ 19(2)(8))."),
        Empty = new("По этим условиям никто ничего не открывал.", "Nobody read anything of that."),
        Filters =
        [
            new("viewer", new("Кто", "Who"), async (view, cancel) => await view.Mediator.Send(new ListViewers(view.Actor), cancel) is { Refusal: null } viewers
                ? viewers.Value.OrderBy(name => name, StringComparer.OrdinalIgnoreCase).Select(name => new RegisterChoice(name, name)) : []),
            new("act", new("Действие", "Act"), view => [new("read", view.Say("Просмотрено", "Read")), new("out", view.Say("Выгружено", "Taken out"))]), FromDay, ToDay,
        ],
    };

    /// <summary>Why somebody looked, in their own words; what the ledger itself writes there stands in words, too.</summary>
    static string ReasonOf(string reason, RegisterView view) => reason switch
    {
        Own.IssueOwnLink.Recorded => view.Say("выдана ссылка на личную страницу", "a link to the person's own page was given out"),
        Own.OwnDesk.Account => view.Say("субъект открыл личную страницу", "the person opened their own page"),
        _ => reason,
    };

    static RegisterCell Ground(DisclosureRow row, RegisterView view)
    {
        if (row.Ground is null) return new(view.Say("не указано", "none was given")) { Badge = "bad" };
        var document = row.Document is { } kind ? view.Word("documentKind", kind) : null;
        var basis = row.Basis is { } code ? view.Words.Of(CodeWords.Basis(code, view.Language)) : null;
        return new(GroundOf(row.Ground, view)) { Note = string.Join("; ", new[] { basis, document, row.Norm is { } norm ? Ledger.Reports.LawArticle.InWords(norm, view.Language) : null }.OfType<string>()) };
    }

    /// <summary>Whom a row is about: the operator's own id; in the table for spreadsheets the whole token as well.</summary>
    static RegisterColumn<TRow>[] PersonColumns<TRow>(Func<TRow, string?> of) =>
        [new(Person, (row, view, cancel) => view.Person(of(row), cancel)), new(Token, (row, _) => new(of(row) ?? "")) { IsOnlyInCsv = true }];

    static string GroundOf(string code, RegisterView view) => code switch
    {
        "consent" => view.Say("согласие субъекта", "consent"), "service" => view.Say("сервис, которым пользуется субъект", "a service the person uses"), "law" => view.Say("закон", "a law"),
        _ => view.Say("не указано", "none was given"),
    };
}
