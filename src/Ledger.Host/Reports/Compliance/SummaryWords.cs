using Ledger.Policies;

namespace Ledger.Host.Reports.Compliance;

/// <summary>The words of the summary.</summary>
static class SummaryWords
{
    public static readonly LocalText Title = new("Сводка о соблюдении требований к обработке персональных данных", "Compliance summary on personal data"), Main = new("Главное", "At a glance"),
        Numbers = new("На чём основаны числа", "What the numbers rest on"), NumbersText = new(
            "Считаются записи журнала, а не люди: один субъект может дать несколько согласий. День — местная дата события; запись, пришедшая позже, меняет числа своего дня. Сроки — по производственному календарю и правилам, применённым при записи события. Субъекты в сводке не названы.",
            "Records of the ledger are counted, not people: one person can give several consents. A day is the local date of the event; a record that arrives late changes the numbers of its day. Terms are by the production calendar and the rules applied when the event was recorded. The summary names no person."),
        Files = new("Числа по дням — в таблице CSV и в файле JSON этой сводки.", "The numbers of each day are in the CSV and JSON of this summary."), Day = new("День", "Day"), Total = new("Всего", "In all");

    public static readonly LocalText Consents = new("Согласия и отзывы", "Consents and withdrawals"), Given = new("дано согласий", "consents given"), Refused = new("отказов дать согласие", "consents refused"),
        Withdrawn = new("отзывов согласия", "consents withdrawn"), Stops = new("требований прекратить обработку", "demands to stop processing"), OptIns = new("подписок на сообщения", "messages asked for"),
        OptOuts = new("отказов от сообщений", "messages declined"), ConsentFigure = new("Согласия", "Consents"), WithdrawalFigure = new("Отзывы и требования", "Withdrawals and demands");

    public static readonly LocalText Disclosures = new("Передачи третьим лицам", "Disclosures"), ByConsent = new("по согласию субъекта", "on consent"), ForService = new("по договору, для услуги", "for a service"),
        ByLaw = new("по закону", "under a law"), Groundless = new("без основания", "without a ground"), DisclosuresMade = new("передач", "disclosures"), DisclosuresRefused = new("отказов в передаче", "disclosures refused"),
        ByGround = new("Передачи по основаниям", "Disclosures by ground"), Shares = new("Доли оснований", "Shares of the grounds"), ByRecipient = new("Передачи по получателям", "Disclosures by recipient"),
        Recipient = new("Получатель", "Recipient"), Count = new("Передач", "Disclosures"), Ground = new("Основание", "Ground"), WithFindings = new("С несоответствиями", "With findings"),
        GroundlessWarning = new("Передач без указанного основания: {0}. Передача без основания нарушает ст. 7 152-ФЗ.", "Disclosures without a stated ground: {0}. Such a disclosure breaks art. 7 of 152-FZ.");

    public static readonly LocalText Destructions = new("сообщений об уничтожении", "reports of destruction"), Views = new("просмотров дел субъектов", "readings of persons' files"), Exports = new("выгрузок и отчётов", "exports and reports"),
        Others = new("другие получатели", "other recipients");

    public static readonly LocalText Duties = new("Обязанности со сроком", "Duties with a deadline"), DutyNote = new(
            "Здесь обязанности, чей законный срок истекал в этом периоде: исполненные в срок, исполненные с опозданием, не исполненные к моменту составления.",
            "These are the duties whose statutory term ended in the period: done in time, done late, or not done when this was made."),
        Kept = new("исполнено в срок", "done in time"), Late = new("исполнено с опозданием", "done late"), Undone = new("не исполнено", "not done"), Running = new("срок ещё идёт", "term still running"),
        DutyFigure = new("Обязанности по правилам", "Duties by rule"), Rule = new("Обязанность", "Duty"), Source = new("Норма", "Source"), NoDuties = new("Ни одна обязанность не истекала в этом периоде.", "No duty ended in this period."),
        LateWarning = new("Обязанностей исполнено с опозданием: {0}; не исполнено: {1}.", "Duties done late: {0}; not done: {1}.");

    public static readonly LocalText Findings = new("Несоответствия", "Findings"), FindingNote = new(
            "Открытые несоответствия — на момент составления; возраст считается от события. Несоответствие не удаляется: его поясняют, принимают, или его снимает более позднее событие.",
            "Open findings are as of the making; their age runs from the event. A finding is never deleted: it is explained, accepted, or resolved by a later event."),
        Open = new("открытых несоответствий", "open findings"), Severity = new("Тяжесть", "Severity"), Week = new("до 7 дней", "up to 7 days"), Month = new("8–30 дней", "8–30 days"), Quarter = new("31–90 дней", "31–90 days"),
        Older = new("старше 90 дней", "over 90 days"), ByAge = new("Открытые несоответствия по тяжести и возрасту", "Open findings by severity and age"), Kind = new("Несоответствие", "Finding"), Clause = new("Пункт политики", "Clause"),
        Oldest = new("Самое раннее", "Oldest"), Found = new("Выявлено в периоде", "Found in the period"), State = new("Состояние сейчас", "State now"), NoFindings = new("Открытых несоответствий нет.", "There are no open findings."),
        BreachWarning = new("Открытых нарушений политики или закона: {0}.", "Open breaches of the policy or the law: {0}.");

    public static readonly LocalText Inquiries = new("Обращения и запросы", "Inquiries"), InquiriesReceived = new("обращений получено", "inquiries received"), InquiriesSettled = new("ответов и отказов", "answers and refusals"),
        From = new("От кого", "From whom"), Received = new("Получено", "Received"), AnsweredInTime = new("Закрыто в срок", "Closed in time"), AnsweredLate = new("Закрыто с опозданием", "Closed late"),
        Working = new("В работе", "In work"), Overdue = new("Просрочено", "Overdue"), NoInquiries = new("Обращений в этом периоде не было.", "There was no inquiry in this period."), InquiryNote = new(
            "Обращения, полученные в периоде, и что с ними стало к моменту составления.", "Inquiries received in the period, and what became of them by the making."),
        InquiryFigure = new("Обращения по отправителям", "Inquiries by sender"), OverdueWarning = new("Обращений просрочено: {0}.", "Inquiries overdue: {0}.");

    public static readonly LocalText Incidents = new("Инциденты", "Incidents"), IncidentsReported = new("инцидентов", "incidents"), Number = new("№", "No."), Detected = new("Выявлен", "Detected"), What = new("Что произошло", "What happened"),
        First = new("Уведомление за 24 часа", "Notice within 24 hours"), Second = new("Результаты за 72 часа", "Results within 72 hours"), Outcome = new("исход", "outcome"), NotDue = new("не требуется", "not required"),
        NoIncidents = new("Инцидентов в этом периоде не выявлено.", "No incident was detected in this period."), IncidentNote = new(
            "Сроки ч. 3.1 ст. 21 152-ФЗ — часы подряд с момента выявления.", "The terms of art. 21(3.1) of 152-FZ run in hours from the detection."), InTime = new("в срок", "in time"), TooLate = new("с опозданием", "late"),
        Missing = new("не направлено, срок истёк", "not sent, term over"), Waiting = new("не направлено, срок идёт", "not sent, term running"), IncidentWarning = new(
            "Инцидентов, о которых Роскомнадзор не уведомлён в срок: {0}.", "Incidents of which the regulator was not told in time: {0}.");

    /// <summary>What an incident was, where the code is a usual one.</summary>
    public static LocalText KindOf(string code) => CodeWords.Listed("incidentKind", code);

    /// <summary>Who asked.</summary>
    public static LocalText Sender(string code) => code switch
    {
        "person" => new("субъект", "person"),
        "representative" => new("представитель субъекта", "representative"),
        "regulator" => new("Роскомнадзор", "Roskomnadzor"),
        "court" => new("суд", "court"),
        _ => new("иной орган или лицо", "another body"),
    };

    public static LocalText SeverityOf(string code) => code switch
    {
        "breach" => new("нарушение политики или закона", "breach"),
        "warning" => new("не подтверждено соблюдение", "warning"),
        _ => new("требует внимания", "notice"),
    };

    public static LocalText StateOf(string code) => code switch
    {
        "open" => new("открыто", "open"),
        "explained" => new("пояснено", "explained"),
        "accepted" => new("принято", "accepted"),
        _ => new("снято", "resolved"),
    };
}
