using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Projections;

namespace Ledger.Host.Web.Work;

/// <summary>What is open of an inquiry: until when it is to be done, and whether a notice can move that.</summary>
static class InquiryTerms
{
    /// <summary>The open terms of an inquiry, soonest first: its own, and of what the letter says in the person's own stream those of cases that are open.</summary>
    public static IReadOnlyList<DutyTerms> Of(InquiryState inquiry) =>
        [.. inquiry.Duties.Where(duty => duty.IsOpen).Select(duty => duty.Terms).Concat(inquiry.Passed.Where(terms => IsOpen(inquiry, terms.Rule))).OrderBy(terms => terms.Due)];

    /// <summary>Whether the law lets a notice extend any of them, and none has yet: a withdrawal's it does not (152-FZ 21(5)).</summary>
    public static bool CanExtend(InquiryState inquiry) => inquiry.Extended is null
        && Of(inquiry).Any(terms => LegalRules.Default.All.Any(rule => rule.Id == terms.Rule && rule.Extension is { Kind: ExtensionKind.Notice }));

    /// <summary>Whether it can be refused: what the regulator or a court asks is answered (152-FZ 20(4), 23(3)(1)).</summary>
    public static bool CanRefuse(InquiryState inquiry) => inquiry.From is not (InquiryFrom.Regulator or InquiryFrom.Court);

    /// <summary>Whether all that is open is a withdrawal: it is done by destroying, and no answer is owed.</summary>
    public static bool IsWithdrawalAlone(InquiryState inquiry) => !inquiry.OpenCases.IsEmpty && inquiry.OpenCases.All(open => open == InquiryCase.Withdrawal);

    static bool IsOpen(InquiryState inquiry, string rule) => rule switch
    {
        RuleIds.DestroyAfterWithdrawal => inquiry.OpenCases.Contains(InquiryCase.Withdrawal),
        RuleIds.StopOnDemand or RuleIds.StopDissemination => inquiry.OpenCases.Contains(InquiryCase.Stop),
        _ => true,
    };
}
