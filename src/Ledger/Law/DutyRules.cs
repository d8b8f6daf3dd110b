using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Persons;

namespace Ledger.Law;

/// <summary>
/// Which duties an event opens, from when, by which rule (LAW.md sections 1 and 3). Worked out once, when the event is recorded, and stored with it.
/// </summary>
public static class DutyRules
{
    /// <summary>The terms of the duties the event opens; empty where it opens none.</summary>
    public static IReadOnlyList<DutyTerms> Opened(IOpensDuties data, DateTimeOffset time, LegalClock clock)
    {
        var (start, rules) = data switch
        {
            ConsentGiven { Dissemination.Count: > 0 } => (time, [RuleIds.PublishDisseminationConditions]),
            ConsentWithdrawn => (time, [RuleIds.DestroyAfterWithdrawal]),
            ProcessingStopDemanded { Dissemination: true } => (time, [RuleIds.StopOnDemand, RuleIds.StopDissemination]),
            ProcessingStopDemanded => (time, [RuleIds.StopOnDemand]),
            PurposeAchieved => (time, [RuleIds.DestroyAfterPurpose]),
            DataBlocked blocked => (blocked.DetectedAt ?? time, Blocked(blocked.Reason)),
            DataDestroyed destroyed => (EndOf(destroyed.DestroyedOn, clock), [RuleIds.KeepDestructionEvidence]),
            InquiryReceived received => (time, Received(received)),
            IncidentReported { RightsViolated: true } incident => (incident.DetectedAt, [RuleIds.NotifyIncident, RuleIds.NotifyInvestigation]),
            _ => (time, Array.Empty<string>()),
        };
        return [.. rules.Select(id => Started(id, start, clock).ToTerms())];
    }

    /// <summary>The terms of a duty that a notice extends, counted on from its original end (CNT-8); empty where the law gives no extension or it came too late.</summary>
    public static IReadOnlyList<DutyTerms> Extended(InquiryReceived received, DateTimeOffset receivedAt, InquiryExtended extension, LegalClock clock) =>
        [.. Received(received)
            .Select(id => clock.Extend(Started(id, receivedAt, clock), extension.NoticeSentAt))
            .Where(outcome => outcome.Granted).Select(outcome => outcome.Due.ToTerms())];

    static Due Started(string ruleId, DateTimeOffset start, LegalClock clock) =>
        clock.Start(
            LegalRules.Default.Find(ruleId, clock.LocalDate(start))
                ?? LegalRules.Default.All.First(r => r.Id == ruleId),   // outside the rule's own term: its first reading (LAW.md: EVID-179 lapses in 2029)
            start);

    static string[] Blocked(BlockReason reason) => reason switch
    {
        BlockReason.UnlawfulProcessing => [RuleIds.StopUnlawfulProcessing, RuleIds.DestroyUnlawful],
        BlockReason.Inaccuracy => [RuleIds.Rectify],
        _ => [],
    };

    static string[] Received(InquiryReceived received) => received switch
    {
        { From: InquiryFrom.Regulator or InquiryFrom.Court } => [RuleIds.AnswerRegulator],
        { Admissible: false } => [RuleIds.RefusePerson],
        _ => [.. received.Cases.Select(OfCase).OfType<string>().Distinct()],
    };

    static string? OfCase(InquiryCase kind) => kind switch
    {
        InquiryCase.Information => RuleIds.AnswerPerson,
        InquiryCase.Correction => RuleIds.Rectify,
        InquiryCase.Stop => RuleIds.StopOnDemand,
        InquiryCase.Withdrawal => RuleIds.DestroyAfterWithdrawal,
        InquiryCase.Destruction => RuleIds.DestroyOnProof,
        InquiryCase.Objection => RuleIds.AnswerObjection,
        _ => null,
    };

    /// <summary>The last moment of a local day: evidence is kept three years from there.</summary>
    static DateTimeOffset EndOf(DateOnly day, LegalClock clock) => clock.EndOf(day).AddTicks(-1);
}
