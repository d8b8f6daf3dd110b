using System.Text;
using Ledger.Host.Generate;

namespace Ledger.Host.Tests.Faults;

/// <summary>kill -9 at random moments under load: nothing acknowledged is lost, no batch is half there, and the next start needs no repair.</summary>
public sealed class KillTests
{
    const int Rounds = 8, Seed = 20250602, BatchEvents = 500, Overlap = 700;

    [Test]
    public void Killed_again_and_again_in_a_years_traffic_it_loses_nothing_it_acknowledged()
    {
        using var place = new Workspace();
        var random = new Random(Seed);
        var traffic = TrafficGenerator.Events(4_000, Seed, TrafficGenerator.From, TrafficGenerator.To).Select(l => l.ToArray()).ToArray();
        var acknowledged = new List<PrintedReceipt>();
        var next = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var printed = PrintedReceipt.In(PublishAndKill(place, traffic.Skip(next), soon: random.Next(0, 4) * BatchEvents, later: random.Next(0, 40))).ToArray();
            acknowledged.AddRange(printed);
            next = Math.Max(0, next + printed.Length - Overlap);   // begins again a little before, as a service does that does not know what arrived
            place.Check();
        }
        Assert.That(acknowledged.Count(r => !r.Duplicate), Is.GreaterThan(BatchEvents), "the load was none");
        var journal = ExportedJournal.Of(place);
        journal.Holds(acknowledged);
        Assert.That(journal.Ids, Is.Unique, "a repeat was recorded twice");
        place.Check();
    }

    [Test]
    public void Killed_at_any_moment_it_holds_whole_batches_only()
    {
        using var place = new Workspace();
        var random = new Random(Seed + 1);
        for (var round = 0; round < 6; round++)
        {
            var lines = Lines.Many($"half{round}", 20 * BatchEvents).Select(Encoding.UTF8.GetBytes).ToArray();
            PublishAndKill(place, lines, soon: random.Next(0, 3) * BatchEvents, later: random.Next(0, 30));
        }
        foreach (var round in ExportedJournal.Of(place).Ids.GroupBy(id => id[..id.IndexOf('-')]))
        {
            Assert.That(round.Count() % BatchEvents, Is.Zero, $"{round.Key}: a batch is half there");
            Assert.That(round, Is.EqualTo(Enumerable.Range(0, round.Count()).Select(n => $"{round.Key}-{n:D5}")), "batches are in the order they were sent");
        }
        place.Check();
    }

    /// <summary>Publishes until so many receipts are there, lives on for some milliseconds, and is killed. Answers whatever it had printed.</summary>
    static IReadOnlyList<string> PublishAndKill(Workspace place, IEnumerable<byte[]> lines, int soon, int later)
    {
        using var process = place.Start("publish", "-", "--receipts", "--json");
        var feeding = Task.Run(() => Feed(process.Input, lines));
        if (soon == 0) Thread.Sleep(10 * later);   // perhaps while it opens the store
        else process.WaitForLines(soon);
        Thread.Sleep(later);
        var finished = process.HasExited;
        process.Kill();
        Assert.That(finished, Is.False, "it was through before it was killed: no load");
        var ran = process.Wait();
        feeding.Wait();
        Assert.That(ran.Errors, Is.Empty);
        return process.Lines;
    }

    static void Feed(Stream input, IEnumerable<byte[]> lines)
    {
        try
        {
            foreach (var line in lines)
            {
                input.Write(line);
                input.WriteByte((byte)'\n');
            }
            input.Flush();
        }
        catch (IOException)
        {
            // It was killed while it read.
        }
    }
}
