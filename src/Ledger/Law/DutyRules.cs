using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Incidents;
using Ledger.Inquiries;
using Ledger.Journal;
using Ledger.Persons;

namespace Ledger.Law;

/// <summary>
/// Which duties an event opens, from when, by which rule (docs/answers.md lists them). Worked out once, when the event is recorded, and stored with it.
/// </summary>
public static class DutyRules
{
    /// <summary>
    /// The terms of the duties the event opens; empty where it opens none. <paramref name="regimes"/> are the laws the data of those concerned is under,
    /// where that makes a difference; 152-FZ where none is given.
    /// </summary>
    public static IReadOnlyList<DutyTerms> Opened(IOpensDuties data, DateTimeOffset time, LegalClock clock, IReadOnlyCollection<Regime>? regimes = null)
    {
        if (data is IncidentReported { RightsViolated: true } incident) return Reported(incident, clock, regimes);
        var (start, rules) = data switch
        {
            ConsentGiven { Dissemination.Count: > 0 } => (time, [RuleIds.PublishDisseminationConditions]),
            ConsentWithdrawn => (time, [RuleIds.DestroyAfterWithdrawal, RuleIds.TellRecipients]),
            ProcessingStopDemanded { Dissemination: true } => (time, [RuleIds.StopDissemination]),   // art. 10.1, not art. 21(5.1)
            ProcessingStopDemanded => (time, [RuleIds.StopOnDemand]),
            // CONS-15: the end of a consent's term, and of the policy's own term for a category, is run like an achieved purpose (5(7), 21(4)).
            PurposeAchieved => (time, [RuleIds.DestroyAfterPurpose, RuleIds.TellRecipients]),
            ConsentExpired or RetentionEnded => (LastOf(time, clock), [RuleIds.DestroyAfterPurpose, RuleIds.TellRecipients]),
            DestructionDemanded demanded => (time, Demanded(demanded.From)),
            DataBlocked blocked => (blocked.DetectedAt ?? time, Blocked(blocked.Reason)),
            DataDestroyed destroyed => (EndOf(destroyed.DestroyedOn, clock), [RuleIds.KeepDestructionEvidence]),
            ActIssued issued => (EndOf(issued.LastDestroyedOn, clock), [RuleIds.KeepDestructionEvidence]),
            InquiryReceived received => (time, regimes?.Contains(Regime.Eu) == true ? ReceivedUnderGdpr(received) : Received(received)),
            DataRectified => (time, [RuleIds.TellRecipients]),
            _ => (time, Array.Empty<string>()),
        };
        return [.. rules.Select(id => Started(id, start, clock).ToTerms()).Select(terms => NoLater(terms, data, clock))];
    }

    /// <summary>
    /// What the regulator demands is due on the day it sets, where that comes before the law's own (INQ-09). That day holds whatever the end was moved to:
    /// 21(6) prolongs the law's periods, and nothing there lets an operator move the day of an authority's own act.
    /// </summary>
    static DutyTerms NoLater(DutyTerms terms, IOpensDuties data, LegalClock clock)
    {
        if (OwnDay(data, terms.Rule) is not { } dueOn) return terms;
        var end = clock.EndOf(dueOn);
        return terms with { Due = end < terms.Due ? end : terms.Due, Safe = end < terms.Safe ? end : terms.Safe };
    }

    /// <summary>The last local day the regulator's own act sets for it: of a demand, or of a request.</summary>
    static DateOnly? OwnDay(IOpensDuties data, string rule) => data switch
    {
        DestructionDemanded { DueOn: { } dueOn } when rule == RuleIds.DestroyUnlawful => dueOn,
        InquiryReceived { From: InquiryFrom.Regulator, AnswerBy: { } answerBy } => answerBy,
        _ => null,
    };

    /// <summary>
    /// The terms of the duties that a notice extends, counted on from the ends stored with the inquiry (CNT-8); empty where the law gives no extension
    /// or it came too late.
    /// </summary>
    public static IReadOnlyList<DutyTerms> Extended(InquiryReceived received, DateTimeOffset receivedAt, InquiryExtended extension, LegalClock clock) =>
        Extended(received.Duties ?? (received.Passed is null ? Opened(received, receivedAt, clock) : []), extension, clock);

    /// <summary>The same of terms that are stored. A notice that went to somebody else than the law says moves nothing.</summary>
    public static IReadOnlyList<DutyTerms> Extended(IReadOnlyList<DutyTerms> stored, InquiryExtended extension, LegalClock clock) =>
        [.. stored.Select(terms => clock.Resume(terms, LegalRules.Default)).OfType<Due>()
            .Where(due => extension.To is not { } told || due.Rule.Extension?.Addressee == told)
            .Select(due => clock.Extend(due, extension.NoticeSentAt))
            .Where(outcome => outcome.Granted).Select(outcome => outcome.Due.ToTerms())];

    /// <summary>
    /// The terms of the duties of destruction that a block prolongs because destruction is impossible in time (152-FZ art. 21(6)), counted from the
    /// triggers stored with the person's earlier events; empty where the block does not say why, none of them runs any more, or a block of as much
    /// prolonged them before.
    /// </summary>
    public static IReadOnlyList<DutyTerms> Prolonged(
        DataBlocked block, IReadOnlyCollection<IOpensDuties> earlier, DateTimeOffset blockedAt, LegalClock clock)
    {
        ArgumentNullException.ThrowIfNull(block);
        if (block.Explanation is null) return [];
        var prolonged = earlier.Where(data => IsProlonging(data) && Covers((DataBlocked)data, block)).SelectMany(TermsOf).Select(IdentityOf).ToHashSet();
        return [.. earlier.Where(data => !IsProlonging(data))
            .SelectMany(data => TermsOf(data).Where(terms => prolonged.Add(IdentityOf(terms))).Select(terms => Prolonged(terms, data, blockedAt, clock)))
            .OfType<DutyTerms>()];
    }

    static DutyTerms? Prolonged(DutyTerms terms, IOpensDuties data, DateTimeOffset blockedAt, LegalClock clock) =>
        clock.Resume(terms, LegalRules.Default) is { } due && clock.Block(due, blockedAt) is { Granted: true } outcome
            && NoLater(outcome.Due.ToTerms(), data, clock) is var longer && longer.Due > terms.Due
            ? longer
            : null;

    static bool IsProlonging(IOpensDuties data) => data is DataBlocked { Reason: BlockReason.DestructionImpossible };

    static bool Covers(DataBlocked earlier, DataBlocked block) =>
        earlier.Categories.Count == 0 || (block.Categories.Count > 0 && block.Categories.All(earlier.Categories.Contains));

    static IReadOnlyList<DutyTerms> TermsOf(IOpensDuties data) => data.Duties ?? [];

    static (string Rule, DateTimeOffset Start) IdentityOf(DutyTerms terms) => (terms.Rule, terms.Start);

    static Due Started(string ruleId, DateTimeOffset start, LegalClock clock) =>
        clock.Start(
            LegalRules.Default.Find(ruleId, clock.LocalDate(start))
                ?? LegalRules.Default.All.First(r => r.Id == ruleId),   // outside the rule's own term: its first reading (EVID-179 lapses in 2029)
            start);

    /// <summary>The person's proof has its own term (20(3)); a demand of the regulator is due no later than that of art. 21(3) (INQ-09).</summary>
    static string[] Demanded(DemandFrom from) => from == DemandFrom.Subject
        ? [RuleIds.DestroyOnProof, RuleIds.TellRecipients]
        : [RuleIds.DestroyUnlawful, RuleIds.TellRecipients];

    static string[] Blocked(BlockReason reason) => reason switch
    {
        BlockReason.UnlawfulProcessing => [RuleIds.StopUnlawfulProcessing, RuleIds.DestroyUnlawful, RuleIds.TellRecipients],
        BlockReason.Inaccuracy => [RuleIds.Rectify],
        _ => [],
    };

    /// <summary>Each case of a letter has a duty of its own. For a court or another body 152-FZ sets no term: their own act does.</summary>
    static string[] Received(InquiryReceived received) => received.From switch
    {
        InquiryFrom.Regulator => [.. AnswersOf(received), .. received.Cases.Select(OfDemand).OfType<string>().Distinct()],
        InquiryFrom.Court or InquiryFrom.Other => [],
        _ => [.. received.Cases.Select(kind => OfCase(kind, received)).OfType<string>().Distinct()],
    };

    /// <summary>What the regulator asks of a cross-border transfer is answered under 12(6); all else under 20(4).</summary>
    static string[] AnswersOf(InquiryReceived received) => !received.Cases.Contains(InquiryCase.Transfer) ? [RuleIds.AnswerRegulator]
        : received.Cases.All(kind => kind == InquiryCase.Transfer) ? [RuleIds.AnswerTransferRequest]
        : [RuleIds.AnswerRegulator, RuleIds.AnswerTransferRequest];

    /// <summary>GDPR 12(3): one month for the whole letter, whatever of articles 15 to 22 it asks; a question about the policy is no request.</summary>
    static string[] ReceivedUnderGdpr(InquiryReceived received) =>
        received.From is not (InquiryFrom.Person or InquiryFrom.Representative) ? Received(received)
        : received.Cases.Any(kind => kind is not (InquiryCase.Question or InquiryCase.Transfer)) ? [RuleIds.GdprActOnRequest] : [];

    /// <summary>
    /// 152-FZ counts from the detection by anybody (21(3.1)); the GDPR from when the operator knew (33(1)). Of data under both laws both authorities are told.
    /// </summary>
    static List<DutyTerms> Reported(IncidentReported incident, LegalClock clock, IReadOnlyCollection<Regime>? regimes)
    {
        var laws = regimes is { Count: > 0 } given ? given : incident.Regimes ?? [];
        List<DutyTerms> terms = [];
        if (laws.Count == 0 || laws.Contains(Regime.Ru))
            terms.AddRange([Started(RuleIds.NotifyIncident, incident.DetectedAt, clock).ToTerms(), Started(RuleIds.NotifyInvestigation, incident.DetectedAt, clock).ToTerms()]);
        if (laws.Contains(Regime.Eu)) terms.Add(Started(RuleIds.GdprNotifyBreach, incident.KnownToOperatorAt, clock).ToTerms());
        return terms;
    }

    /// <summary>What the regulator demands is due no later than the terms of art. 21(2) and 21(3) (INQ-09).</summary>
    static string? OfDemand(InquiryCase kind) => kind switch
    {
        InquiryCase.Correction => RuleIds.Rectify,
        InquiryCase.Stop => RuleIds.StopUnlawfulProcessing,
        InquiryCase.Destruction => RuleIds.DestroyUnlawful,
        _ => null,
    };

    /// <summary>A letter without what art. 14(3) demands is refused with reasons; a withdrawal, a demand to stop and an objection need none of that.</summary>
    static string? OfCase(InquiryCase kind, InquiryReceived received) => kind switch
    {
        InquiryCase.Information or InquiryCase.Correction or InquiryCase.Destruction when !received.Admissible => RuleIds.RefusePerson,
        InquiryCase.Information when received.Form == InquiryForm.InPerson => RuleIds.ShowAtOnce,
        InquiryCase.Information => RuleIds.AnswerPerson,
        InquiryCase.Correction => RuleIds.Rectify,
        InquiryCase.Destruction => RuleIds.DestroyOnProof,
        InquiryCase.Stop => RuleIds.StopOnDemand,
        InquiryCase.Withdrawal => RuleIds.DestroyAfterWithdrawal,
        InquiryCase.Objection => RuleIds.AnswerObjection,
        _ => null,
    };

    /// <summary>The last moment of a term: one that ends with its last local day (24:00) ends on that day, and the next is the first to count (CNT-1).</summary>
    static DateTimeOffset LastOf(DateTimeOffset end, LegalClock clock) => clock.EndOf(clock.LocalDate(end.AddTicks(-1))) == end ? end.AddMicroseconds(-1) : end;

    /// <summary>The last moment of a local day: evidence is kept three years from there.</summary>
    static DateTimeOffset EndOf(DateOnly day, LegalClock clock) => clock.EndOf(day).AddTicks(-1);
}
