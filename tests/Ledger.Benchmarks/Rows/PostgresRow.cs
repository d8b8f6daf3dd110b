using System.Globalization;
using System.Text.Json;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Benchmarks;

/// <summary>
/// The journal on PostgreSQL, from prepared events on: 64 publishers, one event each at a time, and an import in batches, against the same rows written by
/// nothing but Npgsql. The server is the one that <c>LEDGER_TEST_POSTGRES</c> names.
/// </summary>
static class PostgresRow
{
    const int Publishers = 64, BatchLength = 1000;

    /// <summary>One Marten event per SaveChanges on 32 sessions, on two cores, and ten times that (DESIGN section 10).</summary>
    const double Target = 24_000;

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        var entries = await Entries(options);
        List<(double Publish, double PublishRaw, int Groups, double Import, double ImportRaw)> rounds = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            await using var database = await RawPostgres.NewDatabase();
            var (publish, groups) = await Publish(database, entries);
            var publishRaw = await database.GroupCommit(entries, Publishers);
            await using var second = await RawPostgres.NewDatabase();
            rounds.Add((publish, publishRaw, groups, await Import(second, entries), await second.Copy(entries, BatchLength)));
        }
        rounds.RemoveAt(0);   // warm-up
        var (p, i) = (rounds.OrderBy(r => r.Publish).ElementAt(rounds.Count / 2), rounds.OrderBy(r => r.ImportRaw / r.Import).ElementAt(rounds.Count / 2));
        var rate = entries.Count / p.Publish;
        return
        [
            new("PostgreSQL: durable publish, 64 publishers", $"{rate:N0}/s ({p.Groups:N0} groups) to {entries.Count / p.PublishRaw:N0}/s raw",
                $"{rate:N0}/s", string.Create(CultureInfo.InvariantCulture, $"at least {Target:N0}/s"), rate >= Target),
            Figure.Ratio("PostgreSQL: import in batches of 1,000", $"{entries.Count / i.Import:N0}/s to {entries.Count / i.ImportRaw:N0}/s raw binary COPY", i.ImportRaw / i.Import, 0.5),
        ];
    }

    /// <summary>What a ledger recorded of generated traffic.</summary>
    static async Task<List<Entry>> Entries(Options options)
    {
        var subjects = options.Quick ? 300 : 5_000;
        await (await Generated.Open(options, subjects)).DisposeAsync();
        await using var journal = SqliteJournal.Open(Path.Combine(Generated.Folder(options, subjects), "journal.db"), "bench.example/ledger");
        List<Entry> entries = [];
        await foreach (var entry in journal.ReadAll(0, default)) entries.Add(entry);
        return entries;
    }

    static async Task<(double Seconds, int Groups)> Publish(RawPostgres database, List<Entry> entries)
    {
        List<Proposal> proposals = [.. entries.Select(Proposed)];
        await using var opened = await PostgresDatabase.Open(new(database.Login), default);
        await using var journal = await PostgresJournal.Open(opened, "bench.example/ledger", default);
        var trace = new EngineTrace();
        await using var vault = new MemoryKeyVault(Randomness.System);
        await using var sequencer = new Sequencer(new TracedJournal(journal, trace), vault, TimeProvider.System);
        var next = -1;
        var seconds = await Samples.Seconds(() => Task.WhenAll(Enumerable.Range(0, Publishers).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < proposals.Count;)
            {
                var answer = await sequencer.Submit([proposals[place]], default);
                if (answer.Receipts is null) throw new InvalidOperationException(answer.Refusal?.Code ?? "conflict");
            }
        }))));
        return (seconds, trace.Commits(vault: false));
    }

    static async Task<double> Import(RawPostgres database, List<Entry> entries)
    {
        await using var opened = await PostgresDatabase.Open(new(database.Login), default);
        await using var journal = await PostgresJournal.Open(opened, "bench.example/ledger", default);
        return await Samples.Seconds(async () =>
        {
            foreach (var batch in entries.Chunk(BatchLength))
                if (await journal.Append(batch, default) != Appended.Yes) throw new InvalidOperationException("conflict");
        });
    }

    /// <summary>The event as it was before it got its place: nothing that its keys are asked for is left to do.</summary>
    static Proposal Proposed(Entry entry)
    {
        var recorded = RecordedCodec.Read(entry);
        using var line = JsonDocument.Parse(entry.Bytes);
        var data = System.Text.Encoding.UTF8.GetBytes(line.RootElement.GetProperty("data").GetRawText());
        return new(new PreparedEvent(recorded.Id, recorded.Source, EventCatalogue.Newest(recorded.Type)!, recorded.Subject, recorded.Time, recorded.Stream, recorded.Actor,
            line.RootElement.TryGetProperty("publishedhash", out var hash) ? hash.GetString() : null, data, []));
    }
}
