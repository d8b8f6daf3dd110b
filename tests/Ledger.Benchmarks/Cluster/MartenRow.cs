using JasperFx.Events;
using Ledger.Cluster;
using Ledger.Host;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Projections;
using Ledger.Reading;
using Marten;

namespace Ledger.Benchmarks;

/// <summary>
/// Marten on the server that <c>LEDGER_TEST_POSTGRES</c> names: as an event store of its own, which is the yardstick of the journal on PostgreSQL, and under the read
/// models, rebuilt there and as tables.
/// </summary>
static class MartenRow
{
    const int SessionsOfOne = 32, SessionsOfMany = 16, Many = 100, Publishers = 64;

    /// <summary>How many times what Marten makes of one event per <c>SaveChanges</c> the ledger is to publish on PostgreSQL (DESIGN section 10).</summary>
    const double PublishTarget = 10;

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        await using var database = await RawPostgres.NewDatabase();
        var (one, many) = options.Quick ? (2_000, 20_000) : (30_000, 300_000);
        await using var store = DocumentStore.For(made =>
        {
            made.Connection(database.Login);
            made.DatabaseSchemaName = "marten";
            made.Events.StreamIdentity = StreamIdentity.AsString;
            made.Events.AddEventType<Told>();
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await Append(store, "warm", 500, 1, SessionsOfOne);
        var (ofOne, ofMany) = (one / await Append(store, "one", one, 1, SessionsOfOne), many / await Append(store, "many", many, Many, SessionsOfMany));
        await using var ledger = await RawPostgres.NewDatabase();
        var entries = await JournalLoad.Entries(options);
        var published = entries.Count / (await PostgresRow.Publish(ledger, Publishers, entries)).Seconds;
        return
        [
            Figure.Ratio("PostgreSQL: durable publish, 64 publishers, to one Marten event per SaveChanges", $"{published:N0}/s to {ofOne:N0}/s", published / ofOne, PublishTarget),
            new("Marten: one event per SaveChanges, 32 sessions", $"{ofOne:N0}/s", $"{ofOne:N0}/s", "the yardstick", true),
            new("Marten: 100 events per SaveChanges, 16 sessions", $"{ofMany:N0}/s", $"{ofMany:N0}/s", "the yardstick", true),
            await Rebuilt(options),
        ];
    }

    /// <summary>Seconds for so many events, each transaction a stream of its own.</summary>
    static Task<double> Append(DocumentStore store, string name, int events, int batch, int sessions)
    {
        var next = 0;
        return Samples.Seconds(() => Task.WhenAll(Enumerable.Range(0, sessions).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Add(ref next, batch)) <= events;)
            {
                await using var session = store.LightweightSession();
                session.Events.StartStream($"{name}-{place}", Enumerable.Range(0, batch).Select(at => (object)new Told(place + at, new string('x', 400))));
                await session.SaveChangesAsync();
            }
        }))));
    }

    static async Task<Figure> Rebuilt(Options options)
    {
        await using var ledger = await Generated.Open(options, options.Quick ? 500 : 10_000);
        var events = await ledger.Get<IJournal>().Count(default);
        await using var database = await RawPostgres.NewDatabase();
        await using var opened = await PostgresDatabase.Open(new(database.Login), default);
        await using var documents = await MartenReadModelStore.Open(opened, ProjectionTables.All, default);
        await using var tables = await PostgresReadModelStore.Open(opened, ProjectionTables.All, default);
        var (asDocuments, asTables) = (await Rebuild(ledger, documents), await Rebuild(ledger, tables));
        return Figure.Ratio("rebuild of all read models as Marten's documents", $"{events / asDocuments:N0} events/s to {events / asTables:N0} events/s as tables on PostgreSQL", asTables / asDocuments, 0.2);
    }

    static async Task<double> Rebuild(EmbeddedLedger ledger, IReadModelStore store)
    {
        using var projector = new Projector(ledger.Get<IJournal>(), store, ledger.Get<ProjectionOptions>());
        return await Samples.Seconds(() => projector.Rebuild(default));
    }

    /// <summary>An event about as long as the ledger's.</summary>
    public sealed record Told(long Number, string Text);
}
