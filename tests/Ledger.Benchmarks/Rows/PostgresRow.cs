using Ledger.Journal;
using Ledger.Postgres;

namespace Ledger.Benchmarks;

/// <summary>
/// The journal on PostgreSQL, from prepared events on: 64 publishers, one event each at a time, and an import in batches, against the same rows written by
/// nothing but Npgsql. The server is the one that <c>LEDGER_TEST_POSTGRES</c> names.
/// </summary>
static class PostgresRow
{
    const int Publishers = 64, BatchLength = 1000;

    /// <summary>Of raw binary COPY of the same rows. What is asked of publishing is a multiple of what Marten publishes: the row <c>marten</c> measures both.</summary>
    const double ImportTarget = 0.5;

    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        var entries = await JournalLoad.Entries(options);
        List<(double Publish, double PublishRaw, int Groups, double Import, double ImportRaw)> rounds = [];
        for (var round = 0; round <= options.Rounds; round++)
        {
            await using var database = await RawPostgres.NewDatabase();
            var (publish, trace) = await Publish(database, Publishers, entries);
            var publishRaw = await database.GroupCommit(entries, Publishers);
            await using var second = await RawPostgres.NewDatabase();
            rounds.Add((publish, publishRaw, trace.Commits(vault: false), await Import(second, entries), await second.Copy(entries, BatchLength)));
        }
        rounds.RemoveAt(0);   // warm-up
        var (p, i) = (rounds.OrderBy(r => r.PublishRaw / r.Publish).ElementAt(rounds.Count / 2), rounds.OrderBy(r => r.ImportRaw / r.Import).ElementAt(rounds.Count / 2));
        return
        [
            new("PostgreSQL: durable publish, 64 publishers", $"{entries.Count / p.Publish:N0}/s ({p.Groups:N0} groups) to {entries.Count / p.PublishRaw:N0}/s raw", $"{p.PublishRaw / p.Publish:F2}", "the row marten has it", true),
            Figure.Ratio("PostgreSQL: import in batches of 1,000", $"{entries.Count / i.Import:N0}/s to {entries.Count / i.ImportRaw:N0}/s raw binary COPY", i.ImportRaw / i.Import, ImportTarget),
        ];
    }

    /// <summary>Publishes all of it to a new journal there.</summary>
    public static async Task<(double Seconds, EngineTrace Trace)> Publish(RawPostgres database, int publishers, List<Entry> entries)
    {
        await using var opened = await PostgresDatabase.Open(new(database.Login), default);
        await using var journal = await PostgresJournal.Open(opened, JournalLoad.Origin, default);
        return await JournalLoad.Publish(journal, entries, publishers);
    }

    static async Task<double> Import(RawPostgres database, List<Entry> entries)
    {
        await using var opened = await PostgresDatabase.Open(new(database.Login), default);
        await using var journal = await PostgresJournal.Open(opened, JournalLoad.Origin, default);
        return await JournalLoad.Import(journal, entries, BatchLength);
    }
}
