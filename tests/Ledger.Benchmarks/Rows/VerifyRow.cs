using Ledger.Exports;
using Ledger.Journal;
using Ledger.Proofs;

namespace Ledger.Benchmarks;

/// <summary>Verifying a bundle of the whole ledger, on one core, against hashing the same events as leaves and nothing else.</summary>
static class VerifyRow
{
    public static async Task<IEnumerable<Figure>> Run(Options options)
    {
        await using var ledger = await Generated.Open(options, options.Quick ? 500 : 10_000);
        var key = ledger.Get<ITransparency>().Key;
        List<ReadOnlyMemory<byte>> events = [];
        await foreach (var entry in ledger.Get<IJournal>().ReadAll(0, default)) events.Add(entry.Bytes);
        List<Figure> figures = [];
        foreach (var opened in (bool[])[false, true])
        {
            using var bundle = new MemoryStream();
            var exported = await ledger.Mediator.Send(new ExportBundle(new() { Opened = opened }, "benchmark", bundle, Generated.Actor));
            List<(double Verify, double Hash)> rounds = [];
            for (var round = 0; round <= options.Rounds; round++) rounds.Add((Verify(bundle, key), Hash(events)));
            var (verify, hash) = rounds.Skip(1).OrderBy(r => r.Hash / r.Verify).ElementAt((rounds.Count - 1) / 2);
            figures.Add(Figure.Ratio($"verify a full bundle{(opened ? ", every field opened" : "")}",
                $"{exported.Value.Events / verify:N0} events/s to {events.Count / hash:N0}/s hashed", hash / verify, 0.25));
        }
        return figures;
    }

    static double Verify(MemoryStream bundle, VerifierKey key) => Samples.Seconds(() =>
    {
        bundle.Position = 0;
        var verdict = BundleVerifier.Verify(bundle, key);
        if (verdict.Outcome != BundleOutcome.Genuine) throw new InvalidOperationException(verdict.Faults[0].ToString());
    });

    static double Hash(List<ReadOnlyMemory<byte>> events) => Samples.Seconds(() =>
    {
        foreach (var bytes in events) MerkleTree.LeafHash(bytes.Span);
    });
}
