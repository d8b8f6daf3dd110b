using Ledger.Access;
using Ledger.Host;
using Ledger.Intake;

namespace Ledger.Benchmarks;

/// <summary>The server under wrk on the same processors: answers to "may I?" over a million events, publishing one by one and by the hundred, and its memory.</summary>
static class HttpRow
{
    const int Publishers = 64, Askers = 32, Batch = 100, Familiar = 10_000;

    public static async Task<IEnumerable<Figure>> Run(Options options) => [.. await Asking(options), await Publishing(options, 1), await Publishing(options, Batch)];

    static async Task<List<Figure>> Asking(Options options)
    {
        var people = options.Quick ? 500 : 130_000;
        var key = await Key(options, people);
        await using var server = await ServerProcess.Start(Generated.Folder(options, people));
        var (familiar, seconds) = options.Quick ? (100, 1) : (Familiar, 10);
        await May(server, key, familiar, seconds);   // compiles the way, and asks about everybody once
        var again = await May(server, key, familiar, seconds);
        var anybody = await May(server, key, people, seconds);
        var (now, peak) = server.Mebibytes;
        return
        [
            new($"may I? over HTTP, {Askers} connections, {familiar:N0} people asked about before", Words(again, 1, "answers"), $"{again.PerSecond:N0}/s", "at least 15,000/s", again.PerSecond >= 15_000),
            new($"  the same, anybody of {people:N0}", Words(anybody, 1, "answers"), $"{anybody.PerSecond:N0}/s", "", Reached: true),
            Figure.Below("  memory of the server then, a million events in its journal", $"{now} MiB now", peak, 512, "MiB at most"),
        ];
    }

    static Task<Load> May(ServerProcess server, string key, int people, int seconds) =>
        Wrk.Run(server.Address, key, "may.lua", Askers, seconds, $"{people}");

    static async Task<Figure> Publishing(Options options, int batch)
    {
        var (own, facts) = Workload.Split(options.Quick ? 500 : batch == 1 ? 12_000 : 40_000);
        var folder = options.Fresh("served");
        string key;
        await using (var ledger = await Generated.Empty(folder))
        {
            using var registers = Workload.Stream(own.Where(Workload.IsRegister));
            await new Ledger.Host.Import.Importer((events, after, cancel) => ledger.Mediator.Send(new PublishEvents(events, Generated.Actor) { After = after }, cancel)).Run(registers, null, _ => { }, default);
            key = await Key(ledger);
        }
        var path = options.Kept("facts.jsonl");
        await using (var file = File.Create(path)) await Workload.Stream(facts).CopyToAsync(file);
        await using var server = await ServerProcess.Start(folder);
        var load = await Wrk.Run(server.Address, key, "publish.lua", Publishers, options.Quick ? 1 : 10, path, Wrk.ThreadCount, $"{batch}");
        var name = batch == 1 ? $"publish over HTTP, {Publishers} connections, one event each" : $"  the same, batches of {batch}";
        return new(name, Words(load, batch, "events"), $"{load.PerSecond * batch:N0}/s", "", Reached: true);
    }

    static async Task<string> Key(Options options, int people)
    {
        await using var ledger = await Generated.Open(options, people);
        return await Key(ledger);
    }

    static async Task<string> Key(EmbeddedLedger ledger) =>
        (await ledger.Mediator.Send(new IssueApiKey(new("benchmark", Role.Administrator) { Rate = 0 }, "benchmark", Generated.Actor))).Value.Key;

    static string Words(Load load, int batch, string what) =>
        $"{load.PerSecond * batch:N0} {what}/s; 50% {load.Median:F1} ms, 99% {load.Most:F1} ms";
}
