using Ledger.Host.Web.Cases;
using Ledger.Host.Web.Parts;
using Ledger.Host.Web.Work;
using Ledger.Law;
using Ledger.Projections;
using Ledger.Reports;

namespace Ledger.Host.Web.Registers;

/// <summary>How an inquiry stands, in words.</summary>
static class InquiryWords
{
    /// <summary>What it is called, by its sender.</summary>
    public static string Title(string from, string number, ReportWording words) => (from, words.IsRussian) switch
    {
        ("regulator", true) => $"Запрос Роскомнадзора № {number}",
        ("regulator", _) => $"Roskomnadzor's inquiry {number}",
        ("court", true) => $"Запрос суда № {number}",
        ("court", _) => $"A court's inquiry {number}",
        (_, true) => $"Обращение № {number}",
        _ => $"Inquiry {number}",
    };

    /// <summary>What is asked: codes with spaces between, in words.</summary>
    public static string Cases(string codes, RegisterView view) =>
        RegisterWords.Capital(string.Join(", ", codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(code => view.Word("case", code))));

    public static RegisterCell Standing(InquiryRow row, RegisterView view) => row switch
    {
        { Due: { } due } => RegisterCell.Badged(view.Terms.Left(Micros.ToMoment(due), DueWording.RuleOf(row.Read()), view.Now)),
        { IsOpen: true } => new(view.Say("в работе, без срока", "open, no term")) { Badge = "info" },
        { Refused: { } refused } when refused >= (row.Answered ?? long.MinValue) => new(view.Say($"отказ {Day(refused, view)}", $"refused {Day(refused, view)}")) { Badge = "plain" },
        { Answered: { } answered } => new(view.Say($"отвечено {Day(answered, view)}", $"answered {Day(answered, view)}")) { Badge = "good" },
        _ => new(view.Say("закрыто", "closed")) { Badge = "plain" },
    };

    /// <summary>The same of a letter that only withdraws, by what it opened in the person's own stream: no answer is owed there, but stopping and destroying (152-FZ 21(5)).</summary>
    public static RegisterCell Standing(InquiryRow row, InquiryCourse course, RegisterView view) => !row.IsOpen || !InquiryTerms.IsWithdrawalAlone(row.Read()) ? Standing(row, view)
        : IsDone(course) ? new(view.Say($"исполнено {Day(course.Duties.Max(duty => duty.ClosedAt ?? 0), view)}", $"done {Day(course.Duties.Max(duty => duty.ClosedAt ?? 0), view)}")) { Badge = "good" }
        : course.Duties.Where(duty => duty.IsOpen).MinBy(duty => (duty.Rule == RuleIds.TellRecipients, duty.Due)) is { } next ? RegisterCell.Badged(view.Terms.Standing(next, view.Now)) : Standing(row, view);

    /// <summary>The same, where what it opened is to be found first.</summary>
    public static async ValueTask<RegisterCell> Standing(InquiryRow row, RegisterView view, CancellationToken cancel) =>
        row.IsOpen && InquiryTerms.IsWithdrawalAlone(row.Read()) && await view.Mediator.Send(new FollowInquiry(row.Number, view.Actor), cancel) is { Refusal: null, Value: var course }
            ? Standing(row, course, view) : Standing(row, view);

    /// <summary>Whether what a letter opened is closed; not where it opened nothing.</summary>
    public static bool IsDone(InquiryCourse course) => course.Duties.Count > 0 && !course.IsOpen;

    static string Day(long micros, RegisterView view) => view.Words.Day(view.Words.LocalDay(Micros.ToMoment(micros)));
}

/// <summary>How an incident stands, in words.</summary>
static class IncidentWords
{
    public static RegisterCell Standing(IncidentRow row, RegisterView view) => row.Due is { } due
        ? RegisterCell.Badged(view.Terms.Left(Micros.ToMoment(due), DueWording.RuleOf(row.Read()), view.Now))
        : new(view.Say("всё исполнено", "nothing left to do")) { Badge = "good" };
}
