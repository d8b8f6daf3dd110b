using System.Text;
using System.Text.Json;
using Ledger.Journal;
using Ledger.Sealing;
using Ledger.Sqlite;

namespace Ledger.Benchmarks;

/// <summary>What a journal alone is measured with, from prepared events on: no vault, no projections.</summary>
static class JournalLoad
{
    public const string Origin = "bench.example/ledger";

    /// <summary>What a ledger recorded of generated traffic.</summary>
    public static async Task<List<Entry>> Entries(Options options)
    {
        var subjects = options.Quick ? 300 : 5_000;
        await (await Generated.Open(options, subjects)).DisposeAsync();
        await using var journal = SqliteJournal.Open(Path.Combine(Generated.Folder(options, subjects), "journal.db"), Origin);
        List<Entry> entries = [];
        await foreach (var entry in journal.ReadAll(0, default)) entries.Add(entry);
        return entries;
    }

    /// <summary>Publishers that publish one event each at a time, and wait for its receipt. The journal stays the caller's to close.</summary>
    public static async Task<(double Seconds, EngineTrace Trace)> Publish(IJournal journal, List<Entry> entries, int publishers)
    {
        List<Proposal> proposals = [.. entries.Select(Proposed)];
        var trace = new EngineTrace();
        await using var vault = new MemoryKeyVault(Randomness.System);
        await using var sequencer = new Sequencer(new TracedJournal(journal, trace), vault, TimeProvider.System);
        var next = -1;
        var seconds = await Samples.Seconds(() => Task.WhenAll(Enumerable.Range(0, publishers).Select(_ => Task.Run(async () =>
        {
            for (int place; (place = Interlocked.Increment(ref next)) < proposals.Count;)
            {
                var answer = await sequencer.Submit([proposals[place]], default);
                if (answer.Receipts is null) throw new InvalidOperationException(answer.Refusal?.Code ?? "conflict");
            }
        }))));
        return (seconds, trace);
    }

    /// <summary>Batches, one after the other. Seconds.</summary>
    public static Task<double> Import(IJournal journal, List<Entry> entries, int batchLength) => Samples.Seconds(async () =>
    {
        foreach (var batch in entries.Chunk(batchLength))
            if (await journal.Append(batch, default) != Appended.Yes) throw new InvalidOperationException("conflict");
    });

    /// <summary>The event as it was before it got its place: nothing that its keys are asked for is left to do.</summary>
    static Proposal Proposed(Entry entry)
    {
        var recorded = RecordedCodec.Read(entry);
        using var line = JsonDocument.Parse(entry.Bytes);
        var data = Encoding.UTF8.GetBytes(line.RootElement.GetProperty("data").GetRawText());
        return new(new PreparedEvent(recorded.Id, recorded.Source, EventCatalogue.Newest(recorded.Type)!, recorded.Subject, recorded.Time, recorded.Stream, recorded.Actor,
            line.RootElement.TryGetProperty("publishedhash", out var hash) ? hash.GetString() : null, data, []));
    }
}
