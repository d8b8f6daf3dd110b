using Ledger.Cluster;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Proofs;

namespace Ledger.Host.Cluster;

/// <summary>The cluster engine, in a build that has it (configuration Cluster).</summary>
static class ClusterEngine
{
    public static bool IsBuilt => true;

    public static async ValueTask<ILedgerStore> Open(EventStoreSettings events, PostgresSettings postgres, string origin, TimeProvider clock, FillRandom random, CancellationToken cancel) =>
        await ClusterLedgerStore.Open(new(events.Connection, events.Stream), postgres.Place, origin, ProjectionTables.All, FoldRow.Current, clock, random, cancel);
}
