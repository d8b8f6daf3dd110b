using Ledger.Inquiries;
using Ledger.Policies;
using Ledger.Reports;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>The inquiry itself: number, date, receipt, norms, questions, and what became of it.</summary>
static class RequestPart
{
    public static readonly LocalText Title = new("Запрос", "The inquiry");

    static readonly LocalText Own = new("Входящий номер у оператора", "The operator's own number"), Number = new("Номер запроса", "Number of the request"), Date = new("Дата запроса", "Date of the request"),
        From = new("Кто запрашивает", "Who asks"), Sender = new("Отправитель", "Sender"), Received = new("Поступил", "Received"), Channel = new("Канал поступления", "Channel"), Form = new("Форма", "Form"),
        By = new("Кто принял", "Taken in by"), Letter = new("SHA-256 поступившего документа", "SHA-256 of what was received"), Norms = new("Нормы, на которые ссылается запрос", "Norms it cites"), Cases = new("О чём запрос", "What it is about"),
        Admissible = new("Отвечает требованиям ч. 3 ст. 14", "Meets article 14(3)"), Question = new("Вопросы", "Questions"), About = new("О чём ответ", "What the answer is about"), Period = new("За какое время", "Of what time"),
        Recipient = new("О каком получателе", "About which recipient"), Due = new("Срок ответа", "Answer due"), OwnDue = new("Срок, названный в запросе", "Term the request sets"), Extended = new("Уведомление о продлении срока", "Notice of extension"), Answered = new("Ответ направлен", "Answered"), Refused = new("Отказ направлен", "Refused"),
        Open = new("ещё не направлен", "not sent yet"), Yes = new("да", "yes"), No = new("нет", "no"), OnePerson = new("один субъект", "one person"), Everybody = new("передачи данных всех субъектов", "disclosures of everybody's data"), Whole = new("без ограничения", "not limited"),
        Since = new("с {0}", "from {0}"), Until = new("до {0}", "before {0}"), Late = new("Срок ответа на запрос истёк {0}, ответ к этому времени не записан.", "The answer was due on {0}; none is recorded by then.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on)
    {
        var (state, received, first) = (on.Inquiry.State, on.Inquiry.Received, on.Inquiry.First);
        List<ReportFact> facts =
        [
            on.Fact("inquiry", Own, ReportValue.Of(state.Number)), on.Fact("number", Number, received.Request is null ? ReportValue.None : Opened(first, "/data/request/number")),
            on.Fact("date", Date, received.Request is { } request ? ReportValue.Of(request.Date) : ReportValue.None), on.Fact("from", From, on.Code("from", received.From)),
        ];
        if (received.Sender is not null) facts.Add(on.Fact("sender", Sender, Opened(first, "/data/sender")));
        facts.AddRange(
        [
            on.Fact("received", Received, ReportValue.Of(state.Received)), on.Fact("channel", Channel, on.Code("channel", received.Channel)), on.Fact("form", Form, on.Code("form", received.Form)),
        ]);
        if (received.ReceivedBy is { } by) facts.Add(on.Fact("receivedBy", By, ReportValue.Of(by)));
        if (received.Letter is not null) facts.Add(on.Fact("letter", Letter, first.At("/data/letter") is { } hash ? ReportValue.Hash(hash) : ReportValue.Destroyed));
        facts.Add(on.Fact("norms", Norms, ReportValue.Of([.. (received.Request?.Norms ?? []).Select(norm => ReportValue.Of(NormText.Of(norm, on.Asked.Language)))])));
        facts.Add(on.Fact("cases", Cases, ReportValue.Of([.. received.Cases.Select(asked => on.Code("case", asked))])));
        if (received.From is InquiryFrom.Person or InquiryFrom.Representative) facts.Add(on.Fact("admissible", Admissible, ReportValue.Of(on.In(received.Admissible ? Yes : No))));
        facts.Add(on.Fact("question", Question, received.Question is null ? ReportValue.None : Opened(first, "/data/question")));
        yield return new ReportFacts("request", facts);
        yield return new ReportFacts("answer", [.. Answer(on)]);
        var overdue = state.Duties.Where(duty => duty.IsOverdue(on.Now)).Select(duty => duty.Terms).MinBy(terms => terms.Due);
        if (overdue is not null) yield return new ReportWarning(on.Say(Late, on.Words.Of(on.End(overdue.Rule, overdue.Due))));
    }

    static IEnumerable<ReportFact> Answer(AnswerCase on)
    {
        var state = on.Inquiry.State;
        yield return on.Fact("about", About, ReportValue.Of(on.In(on.Scope.Token is null ? Everybody : OnePerson)));
        if (on.Scope.Recipient is { } recipient) yield return on.Fact("recipient", Recipient, on.Names.Recipient(recipient));
        yield return on.Fact("period", Period, ReportValue.Of(PeriodOf(on)));
        yield return on.Fact("due", Due, state.Duties.IsEmpty ? ReportValue.None : state.Duties.Select(duty => duty.Terms).MinBy(terms => terms.Due) is { } soonest ? on.End(soonest.Rule, soonest.Due) : ReportValue.None);
        if (on.Inquiry.Received.AnswerBy is { } day) yield return on.Fact("answerBy", OwnDue, ReportValue.Of(day));
        if (state.Extended is { } extended) yield return on.Fact("extended", Extended, ReportValue.Of(extended));
        if (state.Refused is { } refused) yield return on.Fact("refused", Refused, ReportValue.Of(refused));
        if (state.Answered is not null || state.Refused is null) yield return on.Fact("answered", Answered, state.Answered is { } answered ? ReportValue.Of(answered) : ReportValue.Of(on.In(Open)));
    }

    static string PeriodOf(AnswerCase on)
    {
        var parts = new[] { on.Scope.From is { } from ? on.Say(Since, on.Words.Moment(from)) : null, on.Scope.To is { } to ? on.Say(Until, on.Words.Moment(to)) : null }.OfType<string>().ToList();
        return parts.Count == 0 ? on.In(Whole) : string.Join(' ', parts);
    }

    static ReportValue Opened(AnswerEvent happened, string pointer) => happened.At(pointer) is { } value ? ReportValue.Of(value) : ReportValue.Destroyed;
}
