using Ledger.Cluster;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Projections;
using Ledger.Sealing;
using Ledger.Storage.Tests.Postgres;

namespace Ledger.Storage.Tests.Cluster;

/// <summary>The journal in EventStoreDB, and what is signed of it in PostgreSQL.</summary>
sealed class ClusterLedgerStoreTests
{
    /// <summary>A process that was stopped before the log went on under another name must not sign under the old one when it wakes up.</summary>
    [Test]
    public async Task Under_an_origin_the_log_has_left_nothing_is_signed_any_more()
    {
        var (events, login) = (await TestEventStore.NewPlace(), await TestPostgres.NewDatabase());
        await using var database = await PostgresDatabase.Open(new(login), default);
        var stopped = new PostgresCheckpoints(database, 1);
        await using (var before = await Opened())
        {
            await stopped.Add(Of(1), default);
            Assert.That(await ((ILedgerStore)before).Continue("ledger.example/next", Entries.Of(0, "a", 0), default), Is.EqualTo(Appended.Yes));
        }
        await using var after = await Opened();
        Assert.That(async () => await stopped.Add(Of(2), default), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
        Assert.That((await after.Checkpoints.Add(Of(2), default)).Size, Is.EqualTo(2));

        async Task<ClusterLedgerStore> Opened() =>
            await ClusterLedgerStore.Open(events, new(new(login), null, new byte[32]), "ledger.example/test", ProjectionTables.All, FoldRow.Current, TimeProvider.System, Randomness.System, default);

        static SignedCheckpoint Of(long size) => new(size, new byte[32], $"note {size}");
    }
}
