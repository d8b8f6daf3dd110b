using System.Diagnostics;
using System.Globalization;
using System.Text;
using Ledger.Access;
using Ledger.Intake;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Sealing;

namespace Ledger.Host.Tests.Shredding;

/// <summary>Shredding many people while others publish as fast as they can.</summary>
public sealed class ShreddingLoadTests
{
    const int Persons = 10_000, Batch = 250, Publishers = 8;

    /// <summary>Generous, for machines with much else to do: alone it is a fraction of a second.</summary>
    static readonly TimeSpan GapMax = TimeSpan.FromSeconds(10);

    static readonly Actor Officer = new("officer-0", Role.Officer);

    [Test, CancelAfter(180_000)]
    public async Task Shredding_10_000_people_while_publishing_at_full_speed_neither_stops_publishing_nor_loses_one(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("ledger-shred-");
        try
        {
            var settings = new Settings(folder.FullName, "ledger.test/shred", Officer, LegalClock.Moscow, PublishingRules.Default);
            await using var ledger = await EmbeddedLedger.Open(settings, TimeProvider.System, Randomness.System, cancel);
            foreach (var some in Enumerable.Range(0, Persons).Chunk(Batch))
                await Publish(ledger, some.Select(n => Lines.OptedIn($"o-{n}", User(n), $"contact{n}@example.org")), cancel);

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            var publishing = Enumerable.Range(0, Publishers).Select(n => Task.Run(() => PublishOn(ledger, n, stop.Token), cancel)).ToList();
            var started = Stopwatch.GetTimestamp();
            List<Receipt> shreds = [];
            foreach (var some in Enumerable.Range(0, Persons).Chunk(Batch))
                shreds.AddRange(await Publish(ledger, some.Select(n => Server.Published.Shredded($"s-{n}", User(n))), cancel));
            var took = Stopwatch.GetElapsedTime(started);
            await stop.CancelAsync();
            var published = await Task.WhenAll(publishing);

            var gap = published.Max(p => p.LongestGap);
            await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{Persons / took.TotalSeconds:F0} shreds/s beside {published.Sum(p => p.Receipts.Count) / took.TotalSeconds:F0} events/s of {Publishers} publishers; the longest wait for a receipt was {gap.TotalMilliseconds:F0} ms."));
            Assert.That(gap, Is.LessThan(GapMax));
            Assert.That(published.Select(p => p.Receipts.Count), Is.All.GreaterThan(10), "all went on publishing");
            await AllIsThere(ledger, [.. shreds, .. published.SelectMany(p => p.Receipts)], cancel);
            foreach (var one in published)
                Assert.That(one.Receipts.Select(r => r.Sequence), Is.EqualTo(Enumerable.Range(1, one.Receipts.Count).Select(n => (long)n)), "none lost, none twice");
            var vault = ledger.Get<IKeyVault>();
            Assert.That(Enumerable.Range(0, Persons).Where(n => vault.KeysOf(vault.FindToken(User(n))!).Any(key => key.Class == KeyClass.Content)), Is.Empty);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string User(int number) => string.Create(CultureInfo.InvariantCulture, $"person{number:D5}");

    static async Task AllIsThere(EmbeddedLedger ledger, List<Receipt> receipts, CancellationToken cancel)
    {
        var streams = new Dictionary<long, (string, long)>();
        await foreach (var entry in ledger.Get<IJournal>().ReadAll(0, cancel))
        {
            Assert.That(entry.Index, Is.EqualTo(streams.Count));
            streams.Add(entry.Index, (entry.Stream, entry.Sequence));
        }
        Assert.That(receipts.Select(r => r.Index), Is.Unique);
        Assert.That(receipts.All(r => streams[r.Index] == (r.Stream, r.Sequence)));
        Assert.That(streams, Has.Count.EqualTo((2 * Persons) + receipts.Count + Publishers), "introductions, contacts, what was acknowledged since, and nothing else");
    }

    /// <summary>One event after the other, of one person, until it is told to stop.</summary>
    static async Task<(List<Receipt> Receipts, TimeSpan LongestGap)> PublishOn(EmbeddedLedger ledger, int publisher, CancellationToken stop)
    {
        List<Receipt> receipts = [];
        var (longest, last) = (TimeSpan.Zero, Stopwatch.GetTimestamp());
        while (!stop.IsCancellationRequested)
        {
            receipts.AddRange(await Publish(ledger, [Lines.OptedIn($"p-{publisher}-{receipts.Count}", $"publisher{publisher}", "a@example.org")], default));
            if (Stopwatch.GetElapsedTime(last) is var waited && waited > longest) longest = waited;
            last = Stopwatch.GetTimestamp();
        }
        return (receipts, longest);
    }

    static async Task<IReadOnlyList<Receipt>> Publish(EmbeddedLedger ledger, IEnumerable<string> lines, CancellationToken cancel)
    {
        var outcome = await ledger.Mediator.Send(new PublishEvents([.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))], Officer), cancel);
        Assert.That(outcome.Refusal, Is.Null);
        return outcome.Value;
    }
}
