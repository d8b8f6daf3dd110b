using Ledger.Destruction;
using Ledger.Host.Sheets;
using Ledger.Law;
using Ledger.Projections;

namespace Ledger.Host.Documents;

/// <summary>Makes the document of where a person's destruction stands, from the person's file.</summary>
static class DestructionDocuments
{
    static readonly string[] Rules =
    [
        RuleIds.DestroyAfterWithdrawal, RuleIds.DestroyAfterPurpose, RuleIds.DestroyUnlawful, RuleIds.DestroyOnProof, RuleIds.StopOnDemand,
        RuleIds.StopDissemination,
    ];

    /// <summary>The document as of a moment.</summary>
    public static DestructionDocument Of(PersonFile file, string id, DateTimeOffset now)
    {
        var (state, person) = (file.State, new PersonName(file.State.Token, id));
        var whole = PersonDocuments.Of(file, id, null, now);
        var rows = new RowDocuments(null, now);
        return new(
            person, file.Known, [.. state.Duties.Where(duty => Rules.Contains(duty.Terms.Rule)).Select(duty => Of(duty, file, now))],
            whole.Continued,
            [.. whole.Data.Where(data => data.Destroyed is null)], whole.Holds, whole.Blocks, [.. state.Tellings.Select(telling => rows.Of(telling, person))],
            whole.Destroyed, whole.Shredded, whole.Forgotten, EvidenceUntil(file));
    }

    static CausePart Of(Duty duty, PersonFile file, DateTimeOffset now)
    {
        var (terms, cause) = (duty.Terms, file.Events.First(happened => happened.Index == duty.Opened));
        return new(
            duty.Opened, cause.Type, cause.Time, terms.Rule, new(DutyNames.Of(terms.Rule).Ru, DutyNames.Of(terms.Rule).En), duty.Purposes, terms.Due, terms.Safe,
            duty.ExtendedIndex is not null, terms.Provisional, duty.IsOpen, duty.IsOverdue(now), duty.IsMissed, duty.ClosedAt, duty.ClosedIndex,
            [.. duty.Waits.Select(wait => Of(wait, file.Registers))]);
    }

    static WaitPart Of(string wait, OperatorRegisters registers)
    {
        var at = wait.LastIndexOf('@');
        var (category, system) = (wait[..at], wait[(at + 1)..]);
        return new(category is "*" ? null : category, system.Length == 0 ? null : system, registers.Systems.GetValueOrDefault(system)?.Terms.Name);
    }

    /// <summary>As whoever decides about forgetting counts it.</summary>
    static DateTimeOffset? EvidenceUntil(PersonFile file) =>
        PersonErasure.Of(file.Events).EvidenceUntil;
}
