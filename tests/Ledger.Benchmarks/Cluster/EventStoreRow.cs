using System.Globalization;
using EventStore.Client;
using Ledger.Cluster;

namespace Ledger.Benchmarks;

/// <summary>
/// The journal on EventStoreDB, from prepared events on: publishers of one event each at a time, and an import in batches, against the same events appended by
/// nothing but its client, in the same rounds. The server is the one that <c>LEDGER_TEST_EVENTSTORE</c> names.
/// </summary>
static class EventStoreRow
{
    const string Server = "LEDGER_TEST_EVENTSTORE";

    const int Writers = 64, BatchLength = 1000;

    /// <summary>What group commit is to make of one event per append (DESIGN section 10), and of the raw client's batches.</summary>
    const double PublishTarget = 3, ImportTarget = 0.5;

    static readonly int[] Publishers = [64, 256, 1024];

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        var connection = Environment.GetEnvironmentVariable(Server) ?? throw new InvalidOperationException($"{Server} must name the EventStoreDB to be measured.");
        var entries = await JournalLoad.Entries(options);
        await using var client = new EventStoreClient(EventStoreClientSettings.Create(connection));
        List<Round> rounds = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"bench-{Environment.ProcessId}-{round}");
            List<EventData> raw = [.. entries.Select(entry => StoredEntry.Write(entry, null))];
            var one = await One(client, name, raw);
            var ours = new Published[Publishers.Length];
            for (var place = 0; place < ours.Length; place++)
            {
                await using var journal = await EventStoreJournal.Open(new(connection, $"{name}-publish-{place}"), JournalLoad.Origin, default);
                var (seconds, trace) = await JournalLoad.Publish(journal, entries, Publishers[place]);
                ours[place] = new(seconds, trace.Commits(vault: false), trace.Appending.TotalSeconds);
            }
            await using var imported = await EventStoreJournal.Open(new(connection, $"{name}-import"), JournalLoad.Origin, default);
            rounds.Add(new(one, ours, await JournalLoad.Import(imported, entries, BatchLength), await Batches(client, $"{name}-raw", raw)));
        }
        rounds.RemoveAt(0);   // warm-up
        var i = rounds.OrderBy(r => r.ImportRaw / r.Import).ElementAt(rounds.Count / 2);
        var g = rounds.OrderBy(r => r.One / r.Import).ElementAt(rounds.Count / 2);
        return
        [
            .. Publishers.Select((publishers, place) =>
            {
                var p = rounds.OrderBy(r => r.One / r.Ours[place].Seconds).ElementAt(rounds.Count / 2);
                var published = p.Ours[place];
                return Figure.Ratio($"EventStoreDB: durable publish, {publishers:N0} publishers",
                    $"{entries.Count / published.Seconds:N0}/s ({published.Groups:N0} groups, {published.Appending / published.Seconds:P0} of the time in appends) to {entries.Count / p.One:N0}/s raw, 64 writers, one event per append",
                    p.One / published.Seconds, PublishTarget);
            }),
            Figure.Ratio("EventStoreDB: groups of 1,000 events, one after the other", $"{entries.Count / g.Import:N0}/s to {entries.Count / g.One:N0}/s raw, 64 writers, one event per append",
                g.One / g.Import, PublishTarget),
            Figure.Ratio("EventStoreDB: import in batches of 1,000", $"{entries.Count / i.Import:N0}/s to {entries.Count / i.ImportRaw:N0}/s raw", i.ImportRaw / i.Import, ImportTarget),
        ];
    }

    /// <summary>Writers that append one event at a time, each to a stream of its own, and wait until it is durable. Seconds.</summary>
    static Task<double> One(EventStoreClient client, string name, List<EventData> events)
    {
        var next = -1;
        return Samples.Seconds(() => Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < events.Count;)
                await client.AppendToStreamAsync(string.Create(CultureInfo.InvariantCulture, $"{name}-{writer}"), StreamState.Any, [events[place]]);
        }))));
    }

    /// <summary>The same events in the same batches as an import, each at the head it expects. Seconds.</summary>
    static Task<double> Batches(EventStoreClient client, string name, List<EventData> events) => Samples.Seconds(async () =>
    {
        var at = 0;
        foreach (var batch in events.Chunk(BatchLength))
        {
            await (at == 0 ? client.AppendToStreamAsync(name, StreamState.NoStream, batch) : client.AppendToStreamAsync(name, StreamRevision.FromInt64(at - 1), batch));
            at += batch.Length;
        }
    });

    sealed record Published(double Seconds, int Groups, double Appending);

    sealed record Round(double One, Published[] Ours, double Import, double ImportRaw);
}
