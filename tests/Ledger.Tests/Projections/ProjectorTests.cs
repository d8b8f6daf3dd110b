using Ledger.Journal;
using Ledger.Messaging;
using Ledger.Persons;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Tests.Projections;

/// <summary>The engine: rows and position together, live and anew alike, and nothing it cannot read stops it.</summary>
public sealed class ProjectorTests
{
    [Test]
    public async Task It_goes_on_where_it_stopped()
    {
        var story = Story.Begin().Person(new SubjectRegistered()).Person(new MessagingSent("news", "email"));
        var journal = await story.Journal();
        var store = new MemoryReadModelStore(ProjectionTables.All);
        using (var first = new Projector(journal, store)) await first.CatchUp(default);
        story.Person(new MessagingSent("news", "sms"));
        await journal.Append([Story.Entry(story.Last)], default);
        using var second = new Projector(journal, store);
        await second.CatchUp(default);
        Assert.That(await store.Current.Position(default), Is.EqualTo(story.Events.Count));
        var person = (await store.Current.Find<PersonRow>(Story.Anna, default))!.Read();
        Assert.That(person.Messages, Is.EqualTo(2));
        Assert.That(person.Findings.Select(f => f.Code), Is.EqualTo([FindingKinds.MessageUnasked, FindingKinds.MessageUnasked]));
    }

    [Test]
    public async Task An_unknown_type_is_counted_and_named_and_stops_nothing()
    {
        var story = Story.Begin().Person(new SubjectRegistered())
            .Person(new UnknownEvent("ledger.person.levitated.v3")).Person(new MessagingSent("terms", "email")).Person(new UnknownEvent("ledger.person.levitated.v3"));
        var rows = await Folded(story);
        var unknown = await rows.Find<UnknownRow>("ledger.person.levitated.v3", default);
        Assert.That(unknown, Is.EqualTo(new UnknownRow("ledger.person.levitated.v3", 2, story.Last.Index - 2, story.Last.Index)));
        var person = (await rows.Find<PersonRow>(Story.Anna, default))!.Read();
        Assert.That((person.Events, person.Unreadable, person.UnreadableIndex), Is.EqualTo((4L, 2L, story.Last.Index)));
    }

    [Test]
    public async Task It_follows_the_journal_live_and_says_how_far_it_is()
    {
        var story = Story.Begin();
        var journal = await story.Journal();
        var store = new MemoryReadModelStore(ProjectionTables.All);
        using var projector = new Projector(journal, store);
        using var stop = new CancellationTokenSource();
        var reached = new TaskCompletionSource();
        var running = projector.Run((position, _) =>
        {
            if (position == 8) reached.TrySetResult();
            return ValueTask.CompletedTask;
        }, stop.Token);
        for (var n = 0; n < 3; n++)
        {
            story.Person(new MessagingSent("terms", "email"));
            await journal.Append([Story.Entry(story.Last)], default);
        }
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.That(await store.Current.Position(default), Is.EqualTo(8));
        await stop.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_set_is_built_beside_the_live_one_while_it_goes_on()
    {
        var story = Story.Begin();
        for (var n = 0; n < 50; n++) story.Person(new MessagingSent("news", "email"));
        var journal = await story.Journal();
        var store = new MemoryReadModelStore(ProjectionTables.All);
        using var projector = new Projector(journal, store, new() { BatchEventsMax = 7 });
        await projector.CatchUp(default);
        var before = store.Current;
        using var stop = new CancellationTokenSource();
        var running = projector.Run(null, stop.Token);
        var steps = new List<ProjectionProgress>();
        await projector.Rebuild(default, new Recorder(steps));
        Assert.That(store.Current, Is.Not.SameAs(before));
        Assert.That(steps[^1], Is.EqualTo(new ProjectionProgress(55, 55)));
        story.Person(new MessagingSent("news", "email"));
        await journal.Append([Story.Entry(story.Last)], default);
        for (var n = 0; n < 1000 && await store.Current.Position(default) < 56; n++) await Task.Delay(10);
        Assert.That((await store.Current.Find<PersonRow>(Story.Anna, default))!.Read().Messages, Is.EqualTo(51));
        await stop.CancelAsync();
        Assert.That(async () => await running, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task Rows_of_another_version_of_the_folds_are_no_base_to_go_on_from()
    {
        var story = Story.Begin().Person(new MessagingSent("news", "email"));
        var store = new MemoryReadModelStore(ProjectionTables.All);
        RowChange[] old = [new(typeof(FoldRow), "fold", new FoldRow(FoldRow.Current - 1)), new(typeof(PersonRow), "s-gone", new PersonRow("s-gone", 1, 0, "old"))];
        await store.Current.Commit(old, story.Events.Count, default);
        using var projector = new Projector(await story.Journal(), store);
        await projector.CatchUp(default);
        Assert.That(await store.Current.Find<PersonRow>("s-gone", default), Is.Null);
        Assert.That((await store.Current.Find<PersonRow>(Story.Anna, default))!.Read().Messages, Is.EqualTo(1));
        Assert.That(await store.Current.Find<FoldRow>("fold", default), Is.EqualTo(new FoldRow(FoldRow.Current)));
    }

    [Test]
    public async Task A_failed_commit_leaves_nothing_behind_and_the_next_call_repairs_it()
    {
        var story = Story.Begin().Person(new MessagingSent("news", "email"));
        var journal = await story.Journal();
        var store = new FailingOnce();
        using var projector = new Projector(journal, store);
        Assert.That(async () => await projector.CatchUp(default), Throws.TypeOf<IOException>());
        Assert.That(await store.Current.Position(default), Is.Zero);
        await projector.CatchUp(default);
        Assert.That((await store.Current.Find<PersonRow>(Story.Anna, default))!.Read().Messages, Is.EqualTo(1));
    }

    internal static async Task<IReadModels> Folded(Story story, int batch = 2_000)
    {
        var store = new MemoryReadModelStore(ProjectionTables.All);
        using var projector = new Projector(await story.Journal(), store, new() { BatchEventsMax = batch });
        await projector.CatchUp(default);
        return store.Current;
    }

    sealed class Recorder(List<ProjectionProgress> steps) : IProgress<ProjectionProgress>
    {
        public void Report(ProjectionProgress value) => steps.Add(value);
    }

    /// <summary>A store whose first commit fails, as on a full disk.</summary>
    sealed class FailingOnce : IReadModelStore, IReadModels
    {
        readonly MemoryReadModels _rows = new(ProjectionTables.All);
        bool _failed;

        public IReadModels Current => this;

        public ValueTask<long> Position(CancellationToken cancel) => _rows.Position(cancel);

        public ValueTask Commit(IReadOnlyCollection<RowChange> changes, long position, CancellationToken cancel)
        {
            if (_failed) return _rows.Commit(changes, position, cancel);
            _failed = true;
            throw new IOException("full");
        }

        public ValueTask<TRow?> Find<TRow>(string key, CancellationToken cancel) where TRow : class, IRow => _rows.Find<TRow>(key, cancel);

        public ValueTask<Answer<IReadOnlyList<TRow>>> Query<TRow>(Func<IQueryable<TRow>, IQueryable<TRow>> query, CancellationToken cancel)
            where TRow : class, IRow => _rows.Query(query, cancel);

        public ValueTask<IReadModels> Beside(CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask Swap(IReadModels built, CancellationToken cancel) => throw new NotSupportedException();

        public ValueTask DisposeAsync() => _rows.DisposeAsync();
    }
}
