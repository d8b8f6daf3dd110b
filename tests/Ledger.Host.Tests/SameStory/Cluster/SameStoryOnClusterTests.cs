using Ledger.Storage.Tests.Cluster;

namespace Ledger.Host.Tests.SameStory;

[TestFixture(ToItsEnd)]
[TestFixture(UntilToday)]
public sealed class SameStoryOnClusterTests(string tale) : SameStoryContract(tale)
{
    internal override async Task<PostgresSettings> Fresh()
    {
        var (connection, stream) = await TestEventStore.NewStream();
        return new((await TestProfile.NewPostgres()).Place) { EventStore = new(connection, stream) };
    }
}
