using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Sealing;

namespace Ledger.Tests.Deciders;

public sealed class InquiryFileTests
{
    static readonly DateTimeOffset Noon = Given<InquiryFile, InquiryEvent>.Noon;
    static readonly DateTimeOffset Due = Noon.AddDays(14);
    static readonly DutyTerms Term = new("INQ-01", "1", "ru", false, Noon, Due, Due);

    static readonly InquiryReceived Received = new("7", InquiryFrom.Person, "post", InquiryForm.Paper, [InquiryCase.Information, InquiryCase.Correction], true,
        Duties: [Term, Term with { Rule = "RECT-01", Due = Due.AddDays(1) }]);

    static readonly InquiryAnswered Answered = new("7", PersonalValue.Of(new string('a', 64)), "post", []);
    static readonly InquiryRefused Refused = new("7", "152-FZ-14-8-4", PersonalValue.Of("третьи лица"), []);
    static readonly InquiryExtended Extended = new("7", Noon, PersonalValue.Of("ждём ответа"), Duties: [Term with { Due = Due.AddDays(7) }]);

    [Test]
    public void An_inquiry_that_nobody_received_cannot_be_settled_or_extended()
    {
        After().When(Answered).ThenRefused(Refusals.InquiryUnknown, "$.data.inquiry");
        After().When(Refused).ThenRefused(Refusals.InquiryUnknown);
        After().When(Extended).ThenRefused(Refusals.InquiryUnknown);
    }

    [Test]
    public void Clause_8_an_inquiry_is_answered_or_refused()
    {
        After(Received).When(Answered).ThenItHappens();
        After(Received).When(Refused).ThenItHappens();
    }

    [Test]
    public void A_settled_inquiry_takes_nothing_more()
    {
        After(Received, Answered).When(Answered).ThenRefused(InquiryFile.InquiryClosed);
        After(Received, Answered).When(Refused).ThenRefused(InquiryFile.InquiryClosed);
        After(Received, Refused).When(Answered).ThenRefused(InquiryFile.InquiryClosed);
        After(Received, Answered).When(Extended).ThenRefused(InquiryFile.InquiryClosed);
    }

    [Test]
    public void A_correction_that_was_answered_is_refused_afterwards_where_the_data_is_right()
    {
        var correction = Refused with { Cases = [InquiryCase.Correction] };
        After(Received, Answered).When(correction).ThenItHappens();
        After(Received, Answered, correction).When(correction).ThenRefused(InquiryFile.InquiryClosed);
        After(Received, Refused).When(correction).ThenRefused(InquiryFile.InquiryClosed);
        After(Received, Answered).When(Refused with { Cases = [InquiryCase.Information] }).ThenRefused(InquiryFile.InquiryClosed);
        After(Received with { Cases = [InquiryCase.Information] }, Answered).When(correction).ThenRefused(InquiryFile.InquiryClosed);
        After(Received with { From = InquiryFrom.Court }, Answered).When(correction).ThenRefused(InquiryFile.InquiryClosed);
    }

    [Test]
    public void What_is_refused_without_cases_is_what_is_open()
    {
        var correction = Refused with { Cases = [InquiryCase.Correction] };
        After(Received, Answered with { Cases = [InquiryCase.Correction] }, Refused).When(correction).ThenItHappens();
    }

    [TestCase(InquiryFrom.Regulator), TestCase(InquiryFrom.Court)]
    public void An_authority_is_answered_and_not_refused(InquiryFrom from)
    {
        After(Received with { From = from }).When(Answered).ThenItHappens();
        After(Received with { From = from }).When(Refused).ThenRefused(InquiryFile.RefusalNotAllowed, "$.data.inquiry");
    }

    [Test]
    public void Its_cases_can_be_settled_one_by_one()
    {
        var first = Answered with { Cases = [InquiryCase.Information] };
        After(Received, first).When(Refused with { Cases = [InquiryCase.Correction] }).ThenItHappens();
        After(Received, first).When(Answered).ThenItHappens();
        After(Received, first).When(Refused with { Cases = [InquiryCase.Correction, InquiryCase.Information] })
            .ThenRefused(InquiryFile.CaseClosed, "$.data.cases[1]");
        After(Received).When(Answered with { Cases = [InquiryCase.Stop] }).ThenRefused(InquiryFile.CaseNotAsked, "$.data.cases[0]");
    }

    [Test]
    public void A_term_is_extended_once_by_a_notice_sent_in_time()
    {
        After(Received).When(Extended).ThenItHappens();
        After(Received, Extended).When(Extended).ThenRefused(InquiryFile.ExtendedAlready);
        After(Received).When(Extended with { NoticeSentAt = Due.AddTicks(-1) }, Due.AddDays(1)).ThenItHappens();
        After(Received).When(Extended with { NoticeSentAt = Due }, Due.AddDays(1)).ThenRefused(InquiryFile.ExtensionTooLate, "$.data.noticeSentAt");
        After(Received).When(Extended with { NoticeSentAt = Noon.AddTicks(1) }).ThenRefused(InquiryFile.NoticeInFuture);
    }

    [Test]
    public void A_shorter_term_beside_it_does_not_make_a_notice_too_late()
    {
        var sooner = Received with { Duties = [Term, Term with { Rule = "RECT-01", Due = Due.AddDays(-5) }] };
        After(sooner).When(Extended with { NoticeSentAt = Due.AddDays(-1) }, Due).ThenItHappens();
    }

    [Test]
    public void A_term_that_the_law_does_not_extend_stays()
    {
        After(Received).When(Extended with { Duties = null }).ThenRefused(InquiryFile.ExtensionNotAllowed);
        After(Received with { Duties = null }).When(Extended with { Duties = [] }).ThenRefused(InquiryFile.ExtensionNotAllowed);
    }

    static Given<InquiryFile, InquiryEvent> After(params InquiryEvent[] happened) => new(happened);
}
