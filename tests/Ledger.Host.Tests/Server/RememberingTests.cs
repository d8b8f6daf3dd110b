using System.Text;
using Ledger.Access;
using Ledger.Intake;
using Ledger.Projections;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Host.Tests.Server;

/// <summary>A server that is killed after a long life does not look through that life when it starts again.</summary>
public sealed class RememberingTests
{
    const int Batches = 21, BatchEvents = 500, EntriesMax = 10_000;

    [Test]
    public async Task While_it_runs_it_remembers_up_to_where_destroying_events_were_carried_out()
    {
        await using var served = await Served.Start();
        var lines = Lines.Many("long", Batches * BatchEvents).Select(l => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(l)).Chunk(BatchEvents);
        foreach (var batch in lines) Assert.That((await served.Ledger.Mediator.Send(new PublishEvents(batch, new("svc", Role.Publisher)))).Refusal, Is.Null);
        Assert.That(() => served.Ledger.RecoveryLag, Is.LessThan(EntriesMax).After(20_000, 50), "it was never written down");

        var image = Directory.CreateTempSubdirectory("ledger-image-").FullName;   // as a kill would leave it: the files as they are while it runs
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(served.Folder, "data")).Where(f => Path.GetFileName(f) != "lock"))
                File.Copy(file, Path.Combine(image, Path.GetFileName(file)));
            await using var store = await SqliteLedgerStore.Open(image, "ledger.test/served", ProjectionTables.All, Randomness.System, default);
            Assert.That(store.Vault.DestroyedUpTo, Is.GreaterThan(await store.Journal.Count(default) - EntriesMax), "a start-up begins to read there");
        }
        finally
        {
            Directory.Delete(image, recursive: true);
        }
    }
}
