using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Tests.Projections;

/// <summary>While a batch is on its way into the store, the next one is folded: it must see what the store does not have yet.</summary>
public sealed class OverlapTests
{
    [Test]
    public async Task A_store_that_is_slow_to_commit_gets_the_same_rows([Values(1, 2, 5)] int batch)
    {
        var story = new RandomTraffic(3).Events(80);
        var store = new Slow(batchFails: null);
        using var projector = new Projector(await story.Journal(), store, new() { BatchEventsMax = batch, PersonsCached = 1 });
        await projector.CatchUp(default);
        Assert.That(await RebuildTests.Dump(store), Is.EqualTo(await RebuildTests.Dump(await ProjectorTests.Folded(story))));
    }

    [Test]
    public async Task A_commit_that_fails_while_later_events_are_folded_is_told_and_nothing_after_it_is_written()
    {
        var story = new RandomTraffic(4).Events(80);
        var store = new Slow(batchFails: 5);
        using var projector = new Projector(await story.Journal(), store, new() { BatchEventsMax = 3, PersonsCached = 1 });
        Assert.That(async () => await projector.CatchUp(default), Throws.TypeOf<IOException>());
        Assert.That(await store.Position(default), Is.EqualTo(12));
        await projector.CatchUp(default);
        Assert.That(await RebuildTests.Dump(store), Is.EqualTo(await RebuildTests.Dump(await ProjectorTests.Folded(story))));
    }

    /// <summary>Takes its time over every commit, and fails one of them, once.</summary>
    sealed class Slow(int? batchFails) : IReadModelStore, IReadModels
    {
        readonly MemoryReadModels _rows = new(ProjectionTables.All);
        int _commits;

        public IReadModels Current => this;

        public ValueTask<long> Position(CancellationToken cancel) => _rows.Position(cancel);

        public async ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel)
        {
            await Task.Delay(3, cancel);
            if (++_commits == batchFails) throw new IOException("No space left on device");
            await _rows.Commit(changes, position, cancel);
        }

        public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => _rows.Find<TRow>(key, cancel);

        public ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
            where TRow : class, IRow => _rows.Query(query, cancel);

        public ValueTask<IReadModels> Beside(CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask Swap(IReadModels built, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
