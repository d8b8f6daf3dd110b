using Ledger.Destruction;

namespace Ledger.Projections;

/// <summary>Until when acts of destruction are kept (Order RKN 179, p. 8). What persons have that has a term is folded with them.</summary>
sealed class KeepingProjection(ProjectionContext context) : IProjection
{
    public ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        switch (happened.Event.Data)
        {
            case ActIssued { Duties: { Count: > 0 } duties } issued:
                context.Changes.Put(new KeepingRow(KeyOf(issued.Act), KeepingKinds.Act, "", issued.Act, null,
                    Micros.Of(duties.Max(duty => duty.Due)), KeepingStates.Runs, false, null, null, null));
                break;
            case ActRemoved removed:
                context.Changes.Remove<KeepingRow>(KeyOf(removed.Act));
                break;
        }
        return ValueTask.CompletedTask;
    }

    static string KeyOf(string act) => $"{KeepingKinds.Act}.{act}";
}
