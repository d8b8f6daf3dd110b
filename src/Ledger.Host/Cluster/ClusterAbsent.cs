using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Host.Cluster;

/// <summary>The cluster engine, in a build that lacks it.</summary>
static class ClusterEngine
{
    public static bool IsBuilt => false;

    public static ValueTask<ILedgerStore> Open(EventStoreSettings events, PostgresSettings postgres, string origin, TimeProvider clock, FillRandom random, CancellationToken cancel) =>
        throw new StoreRefusedException(StoreRefusedException.EngineMissing, "This build lacks the cluster engine; build with -c Cluster (docs/cluster.md).");
}
