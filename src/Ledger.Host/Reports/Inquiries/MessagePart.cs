using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Messaging;
using Ledger.Policies;
using Ledger.Projections;
using Ledger.Reports;
using Ledger.Support;

namespace Ledger.Host.Reports.Inquiries;

/// <summary>What the person wrote and said, and how it was replied to, with due and actual dates.</summary>
static class MessagePart
{
    public static readonly LocalText Title = new("Обращения субъекта и ответы на них", "Messages of the person, and the replies");

    static readonly LocalText Inquiries = new("Запросы и обращения", "Inquiries"), Number = new("Вх. №", "No."), Received = new("Поступил", "Received"), From = new("От кого", "From"), Cases = new("О чём", "About"), Due = new("Срок", "Due"), Replied = new("Ответ", "Reply"), State = new("Срок соблюдён", "In time"),
        Answered = new("ответ {0}", "answered {0}"), Refused = new("отказ {0}", "refused {0}"), Open = new("нет", "none yet"), Yes = new("да", "yes"), No = new("нет", "no"), Running = new("срок идёт", "not due yet"), Said = new("Отзывы, требования и выбор субъекта", "Withdrawals, demands and choices"),
        Index = new("Запись №", "Record No."), At = new("Когда", "When"), What = new("Что", "What"), NoInquiry = new("Запросов субъекта и о субъекте не записано.", "No inquiry of or about the person is recorded."), Nothing = new("Отзывов, требований и отказов не записано.", "No withdrawal, demand or choice is recorded.");

    public static IEnumerable<ReportBlock> Of(AnswerCase on, AnswerPerson person)
    {
        yield return ReportTable.Of("inquiries", on.In(Inquiries),
            [on.Column("inquiry", Number, 14), on.Column("received", Received, 14), on.Column("from", From, 15), on.Column("cases", Cases, 19), on.Column("due", Due, 12), on.Column("reply", Replied, 15), on.Column("inTime", State, 11)],
            [.. person.Inquiries.OrderBy(inquiry => inquiry.Received).Select(inquiry => Row(on, inquiry))]) with { Empty = on.In(NoInquiry) };
        yield return ReportTable.Of("statements", on.In(Said), [on.Column("index", Index, 9), on.Column("at", At, 14), on.Column("what", What, 77)],
            [.. person.Own.Where(IsStatement).Select(happened => new[] { ReportValue.Of(happened.Entry.Index), ReportValue.Of(happened.Time), on.Sentence(happened) })]) with { Empty = on.In(Nothing), ShownMax = TimelinePart.ShownMax };
    }

    static bool IsStatement(AnswerEvent happened) =>
        happened.Event.Data is ConsentWithdrawn or ConsentRefused or ProcessingStopDemanded or DestructionDemanded or MessagingOptedIn or MessagingOptedOut or SupportCaseOpened;

    static ReportValue[] Row(AnswerCase on, InquiryState inquiry) =>
    [
        ReportValue.Of(inquiry.Number), ReportValue.Of(inquiry.Received), on.Code("from", inquiry.From), ReportValue.Of([.. inquiry.Cases.Select(asked => on.Code("case", asked))]),
        inquiry.Duties.IsEmpty ? ReportValue.None : inquiry.Duties.MinBy(duty => duty.Terms.Due)!.Terms is var soonest ? on.End(soonest.Rule, soonest.Due) : ReportValue.None, Reply(on, inquiry), InTime(on, inquiry),
    ];

    static ReportValue Reply(AnswerCase on, InquiryState inquiry)
    {
        var replies = new[] { inquiry.Answered is { } answered ? on.Say(Answered, on.Words.Moment(answered)) : null, inquiry.Refused is { } refused ? on.Say(Refused, on.Words.Moment(refused)) : null };
        return replies.All(reply => reply is null) ? ReportValue.Of(on.In(Open)) : ReportValue.Of([.. replies.OfType<string>().Select(ReportValue.Of)]);
    }

    static ReportValue InTime(AnswerCase on, InquiryState inquiry)
    {
        if (inquiry.Duties.IsEmpty) return ReportValue.None;
        if (inquiry.Duties.Any(duty => duty.IsMissed || duty.IsOverdue(on.Now))) return ReportValue.Of("no", on.In(No));
        return inquiry.Duties.Any(duty => duty.IsOpen) ? ReportValue.Of("running", on.In(Running)) : ReportValue.Of("yes", on.In(Yes));
    }
}
