using Ledger.Inquiries;
using Ledger.Law;
using Ledger.Policies;
using Ledger.Projections;

namespace Ledger.Host.Reports.SubjectAccess;

/// <summary>The request a report answers: in what form and until when (152-FZ 14(3), 20(1)).</summary>
static class AccessInquiry
{
    static readonly LocalText Answers = new("В ответ на ваше обращение №\u00A0{0} от\u00A0{1}, поступившее {2},", "In answer to your request No. {0} of {1}, received {2},"),
        OfRepresentative = new("В ответ на обращение вашего представителя №\u00A0{0} от\u00A0{1}, поступившее {2},", "In answer to your representative's request No. {0} of {1}, received {2},"),
        Due = new("Ответ даётся в той же форме, если вы не просили об иной, не позднее {0}.", "The answer takes the same form, unless you asked for another, by {0} at the latest.");

    /// <summary>When what is asked for must be given; the soonest of all duties where none is about information.</summary>
    public static DateTimeOffset? DueOf(InquiryState inquiry) =>
        inquiry.Duties.Where(duty => duty.Terms.Rule is RuleIds.AnswerPerson or RuleIds.GdprActOnRequest).Concat(inquiry.Duties).Select(duty => (DateTimeOffset?)duty.Terms.Due).FirstOrDefault();

    public static string Subtitle(AccessCase on, string law, InquiryState? inquiry)
    {
        if (inquiry is null) return law;
        var said = string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(inquiry.From == InquiryFrom.Representative ? OfRepresentative : Answers), inquiry.Number, on.Words.Day(on.Words.LocalDay(inquiry.Received)), on.In(Form(inquiry.Form)));
        // The last moment of the term is the end of its last day.
        var due = DueOf(inquiry) is { } end ? " " + string.Format(System.Globalization.CultureInfo.InvariantCulture, on.In(Due), on.Words.Day(on.Words.LocalDay(end.AddTicks(-1)))) : "";
        return $"{said} {char.ToLower(law[0], System.Globalization.CultureInfo.InvariantCulture)}{law[1..]}{due}";
    }

    static LocalText Form(InquiryForm form) => form switch
    {
        InquiryForm.InPerson => new("при личном обращении", "in person"),
        InquiryForm.Paper => new("на бумаге", "on paper"),
        InquiryForm.Electronic => new("в электронной форме", "electronically"),
        _ => new("по телефону", "by telephone"),
    };
}
