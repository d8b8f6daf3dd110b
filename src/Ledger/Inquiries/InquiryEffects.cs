using Ledger.Consents;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Sealing;

namespace Ledger.Inquiries;

/// <summary>
/// What a letter says in the person's own stream. A withdrawal and a demand to stop hold from the moment they arrived (152-FZ 21(5), 21(5.1)), so the ledger
/// records them with the letter, and not when somebody comes to it. They need no form, and no proof of who asks: when in doubt, the person said no
/// (docs/decisions/0021-letters-that-stop.md).
/// </summary>
public static class InquiryEffects
{
    /// <summary>The person's own events, to be sealed yet; none where the letter is nobody's who may withdraw or demand.</summary>
    public static IReadOnlyList<IOpensDuties> Of(InquiryReceived received)
    {
        ArgumentNullException.ThrowIfNull(received);
        return [.. Passing(received).Select(kind => Of(received, kind))];
    }

    /// <summary>The letter without the cases that are recorded in the person's own stream: those it has duties for itself.</summary>
    public static InquiryReceived Rest(InquiryReceived received)
    {
        ArgumentNullException.ThrowIfNull(received);
        var passing = Passing(received).ToList();
        return received with { Cases = [.. received.Cases.Where(kind => !passing.Contains(kind))] };
    }

    /// <summary>Whether the duty is about what the letter withdraws or wants to stop, and not about telling others.</summary>
    public static bool IsPassed(DutyTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return terms.Rule != RuleIds.TellRecipients;
    }

    static IEnumerable<InquiryCase> Passing(InquiryReceived received) => received.From is InquiryFrom.Person or InquiryFrom.Representative
        ? received.Cases.Where(kind => kind is InquiryCase.Withdrawal or InquiryCase.Stop).Distinct()
        : [];

    static IOpensDuties Of(InquiryReceived received, InquiryCase kind)
    {
        var about = received.Objects ?? new();
        var letter = received.Letter?.Clear is { } hash ? PersonalValue.Of(hash) : null;   // each is sealed in its own place
        return kind == InquiryCase.Withdrawal
            ? new ConsentWithdrawn(about.Purposes ?? [], received.Channel, about.Categories, about.Consent, letter, Inquiry: received.Inquiry)
            : new ProcessingStopDemanded(
                about.Purposes ?? [], received.Channel, about.Dissemination, letter, Categories: about.Categories, Inquiry: received.Inquiry);
    }
}
