using System.Reflection;
using Ledger.Journal;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Tests.Projections;

/// <summary>Rows depend on the journal alone: not on batches, restarts, caches, or on being folded live or anew.</summary>
public sealed class RebuildTests
{
    [FsCheck.NUnit.Property(MaxTest = 40)]
    public void A_set_built_anew_equals_the_live_one_and_the_persons_files(int seed) =>
        Assert.That(Differences(new RandomTraffic(seed).Events(80), seed).GetAwaiter().GetResult(), Is.Null);

    [Test]
    public void The_traffic_of_this_test_is_late_and_wrong_often_enough()
    {
        var findings = new HashSet<string>();
        var (late, resolved) = (0, 0);
        for (var seed = 0; seed < 40; seed++)
        {
            var story = new RandomTraffic(seed).Events(80);
            foreach (var token in RandomTraffic.Tokens)
            {
                var state = story.State(token);
                findings.UnionWith(state.Findings.Select(f => f.Code));
                resolved += state.Findings.Count(f => f.Resolved);
                var times = story.Events.Where(e => e.Stream == token).Select(e => e.Time).ToList();
                late += times.Zip(times.Skip(1)).Count(pair => pair.Second < pair.First);
            }
        }
        Assert.Multiple(() =>
        {
            Assert.That(late, Is.GreaterThan(100));
            Assert.That(resolved, Is.GreaterThan(5));
            Assert.That(findings, Has.Count.GreaterThan(15));
        });
    }

    static async Task<string?> Differences(Story story, int seed)
    {
        var anew = await Dump(await ProjectorTests.Folded(story));
        var live = await Dump(await FoldedLive(story, seed));
        if (!anew.SequenceEqual(live)) return string.Join('\n', anew.Except(live).Concat(live.Except(anew)));
        var journal = await story.Journal();
        var rows = await ProjectorTests.Folded(story);
        foreach (var token in RandomTraffic.Tokens)
        {
            var file = await new PersonFiles(journal).Read(token, null, null, default);
            var row = await rows.Find<PersonRow>(token, default);
            if (row?.State != (file is null ? null : PersonRow.Of(file.State).State)) return token;
        }
        return null;
    }

    /// <summary>Event by event or a few at a time, now and then by a projector that was just started, with room for hardly anybody.</summary>
    static async Task<IReadModels> FoldedLive(Story story, int seed)
    {
        var random = new Random(seed);
        var journal = new MemoryJournal("ledger.test/story");
        var store = new MemoryReadModelStore(ProjectionTables.All);
        var projector = new Projector(journal, store, new() { BatchEventsMax = 3, PersonsCached = 1 });
        foreach (var e in story.Events)
        {
            await journal.Append([Story.Entry(e)], default);
            if (random.Next(3) > 0) await projector.CatchUp(default);
            if (random.Next(20) > 0) continue;
            projector.Dispose();
            projector = new Projector(journal, store, new() { BatchEventsMax = 1 + random.Next(5), PersonsCached = 1 });
        }
        await projector.CatchUp(default);
        projector.Dispose();
        return store.Current;
    }

    internal static async Task<List<string>> Dump(IReadModels rows)
    {
        List<string> dump = [];
        var table = typeof(RebuildTests).GetMethod(nameof(Table), BindingFlags.Static | BindingFlags.NonPublic)!;
        foreach (var row in ProjectionTables.All) dump.AddRange(await (Task<IEnumerable<string>>)table.MakeGenericMethod(row).Invoke(null, [rows])!);
        return dump;
    }

    static async Task<IEnumerable<string>> Table<TRow>(IReadModels rows) where TRow : class, IRow =>
        (await rows.Query<TRow>(all => all, default)).Value.Select(row => row.ToString()!).Order(StringComparer.Ordinal);
}
