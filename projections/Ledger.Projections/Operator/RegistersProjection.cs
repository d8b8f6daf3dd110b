using Ledger.Access;
using Ledger.Findings;
using Ledger.Journal;
using Ledger.Policies;
using Ledger.Registers;

namespace Ledger.Projections;

/// <summary>The operator's registers: in memory for the judges, and as rows. It comes first, so that the judges know what an event registers.</summary>
sealed class RegistersProjection(ProjectionContext context) : IProjection
{
    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        var e = happened.Event;
        if (e.Stream != Streams.Registers) return;
        var registers = context.Registers = context.Registers.Evolve(e);
        switch (e.Data)
        {
            case PolicyPublished data: context.Changes.Put(EditionRow.Of(registers.Edition(data.Edition)!)); break;
            case OperatorRegistered: context.Changes.Put(OperatorRow.Of(registers)); break;
            case RecipientRegistered data: context.Changes.Put(RecipientRow.Of(registers.Recipients[data.Recipient])); break;
            case SystemRegistered data: context.Changes.Put(SystemRow.Of(registers.Systems[data.System])); break;
            case SystemRetired data when registers.Systems.TryGetValue(data.System, out var system): context.Changes.Put(SystemRow.Of(system)); break;
            case AccessGranted data: context.Changes.Put(AccessRow.Of(registers.Access[data.Actor])); break;
            case AccessRevoked data when registers.Access.TryGetValue(data.Actor, out var access): context.Changes.Put(AccessRow.Of(access)); break;
            case FindingEvent data: await OtherFindings.Answer(context, data, e, cancel); break;
        }
        await OtherFindings.Put(context, RegistersJudge.Judge(registers, e), Streams.Registers, null, cancel);
    }
}

/// <summary>Systems must stand in a country the policy in force names (3.1; 152-FZ 18(5)): asked when a system is registered and when a policy is published.</summary>
static class RegistersJudge
{
    public static IReadOnlyList<Finding> Judge(OperatorRegisters after, RecordedEvent happened)
    {
        var verdict = new Verdict(happened.Index, happened.Time);
        if (happened.Data is SystemRegistered data && after.EditionInForce(happened.Time) is { } edition && !edition.Stores(data.Country))
            verdict.Add(FindingKinds.StorageAbroad, $"{data.System}:{data.Country}");
        if (happened.Data is PolicyPublished published)
            verdict.Add(FindingKinds.StorageAbroad, after.Systems.Values
                .Where(s => s.RetiredAt is null && !published.Terms.StorageCountries.Contains(s.Terms.Country))
                .Select(s => $"{s.Terms.System}:{s.Terms.Country}"));
        return verdict.Found;
    }
}
