using Ledger.Consents;
using Ledger.Destruction;
using Ledger.Disclosures;
using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Support;

namespace Ledger.Projections;

/// <summary>What a judge looks at: the person before the event, the event's place and time, and the operator's own state.</summary>
/// <param name="Person">The person before the event.</param>
/// <param name="At">When it happened.</param>
/// <param name="Registers">The operator's registers as they are known.</param>
/// <param name="Edition">The policy edition in force at that moment.</param>
readonly record struct Bench(PersonState Person, DateTimeOffset At, OperatorRegisters Registers, Edition Edition);

/// <summary>Sends an event to the judges of its family. They are pure: what they say depends on what they are shown.</summary>
static class Judges
{
    public static void Judge(PersonState before, RecordedEvent happened, OperatorRegisters registers, Verdict verdict)
    {
        if (happened.Data is PersonShredded or PersonForgotten) EvidenceJudge.Judge(before, happened, verdict);
        if (happened.Data is not (ConsentGiven or ConsentWithdrawn or DataCollected or SupportCaseOpened or DataAnonymised or DataDestroyed
            or DisclosureMade or MessagingSent)) return;
        if (registers.EditionInForce(happened.Time) is { } edition) Judge(new(before, happened.Time, registers, edition), happened, verdict);
        else verdict.Add(FindingKinds.NoPolicy, happened.Type);
    }

    static void Judge(in Bench bench, RecordedEvent happened, Verdict verdict)
    {
        switch (happened.Data)
        {
            case DataCollected data: CollectionJudge.Judge(bench, data, verdict); break;
            case SupportCaseOpened data: SupportJudge.Judge(bench, data, verdict); break;
            case DataAnonymised data: ScopeJudge.System(bench, data.System, verdict); break;
            case DataDestroyed data: EvidenceJudge.Judge(bench, data, verdict); break;
            case ConsentGiven data: ConsentJudge.Judge(bench, data, verdict); break;
            case ConsentWithdrawn data: ConsentJudge.Judge(bench, data, verdict); break;
            case DisclosureMade data: DisclosureJudge.Judge(bench, data, verdict); break;
            case MessagingSent data: MessageJudge.Judge(bench, data, verdict); break;
        }
    }
}
