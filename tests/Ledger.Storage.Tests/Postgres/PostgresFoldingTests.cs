using System.Globalization;
using System.Text;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>Several replicas over one database: one folds at a time, another takes over, and none can spoil what another wrote.</summary>
sealed class PostgresFoldingTests
{
    const string Unknown = "ledger.person.levitated.v3", Person = "s-0123456789abcdef0123456789abcdef";

    static readonly CancellationToken None = CancellationToken.None;

    static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50), Silence = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(30), Never = TimeSpan.FromHours(1);

    string _login = "";
    PostgresDatabase _database = null!;
    PostgresReadModelStore _first = null!, _second = null!;

    [SetUp]
    public async Task Open()
    {
        _login = await TestPostgres.NewDatabase();
        _database = await PostgresDatabase.Open(new(_login), None);
        (_first, _second) = (await Opened(), await Opened());
    }

    [TearDown]
    public async Task Close()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task The_turn_passes_on_when_it_is_given_up()
    {
        await using var one = _first.NewLease(Beat, Silence);
        await using var two = _second.NewLease(Beat, Silence);
        var turn = await one.Take(None).AsTask().WaitAsync(Patience);
        Assert.That(await one.Take(None).AsTask().WaitAsync(Patience), Is.EqualTo(turn), "it is this process's turn already");
        var waiting = two.Take(None).AsTask();
        Assert.That((one.IsHeld, two.IsHeld), Is.EqualTo((true, false)));
        await one.DisposeAsync();
        await waiting.WaitAsync(Patience);
        Assert.That((two.IsHeld, turn.IsCancellationRequested), Is.EqualTo((true, true)));
    }

    [Test]
    public async Task The_turn_passes_on_when_its_connection_is_cut_and_whoever_had_it_is_told()
    {
        await using var one = _first.NewLease(Beat, Silence);
        await using var two = _second.NewLease(Beat, Silence);
        var turn = await one.Take(None).AsTask().WaitAsync(Patience);
        var waiting = two.Take(None).AsTask();
        await TestPostgres.Execute(_login, """
            SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """);
        await waiting.WaitAsync(Patience);
        using var late = new CancellationTokenSource(Patience);
        while (!turn.IsCancellationRequested) await Task.Delay(10, late.Token);
        Assert.That((one.IsHeld, two.IsHeld), Is.EqualTo((false, true)));
    }

    [Test]
    public async Task The_turn_passes_on_from_a_process_that_was_stopped_and_its_late_commit_is_refused()
    {
        await using var one = _first.NewLease(Never, Silence);   // it says nothing any more
        await using var two = _second.NewLease(Beat, Silence);
        await one.Take(None).AsTask().WaitAsync(Patience);
        var rows = _first.Current;
        await rows.Commit([], 0, 5, None);
        await two.Take(None).AsTask().WaitAsync(Patience);
        await _second.Current.Commit([], 5, 8, None);
        Assert.That(one.IsHeld, Is.True, "nobody has told it");
        Assert.That(async () => await rows.Commit([], 5, 7, None), Throws.InstanceOf<RowsOvertakenException>());
        Assert.That(await rows.Position(None), Is.EqualTo(8));
    }

    [Test]
    public async Task Another_replica_goes_on_folding_where_the_first_was_cut_off()
    {
        var journal = new MemoryJournal("ledger.example.org");
        await Append(journal, 0, 50);
        await using var one = _first.NewLease(Beat, Silence);
        await using var two = _second.NewLease(Beat, Silence);
        using var first = new Projector(journal, _first, lease: one);
        using var second = new Projector(journal, _second, lease: two);
        await first.CatchUp(None).WaitAsync(Patience);
        await second.CatchUp(None).WaitAsync(Patience);
        Assert.That((one.IsHeld, two.IsHeld), Is.EqualTo((true, false)));
        Assert.That(await _second.Current.Position(None), Is.EqualTo(50));

        using var stop = new CancellationTokenSource();
        Task[] running = [first.Run(null, stop.Token), second.Run(null, stop.Token)];
        await Append(journal, 50, 50);
        await second.CatchUp(None).WaitAsync(Patience);   // the first folds, the second waits for it
        Assert.That(await Counted(_second), Is.EqualTo(100));
        await one.DisposeAsync();
        await Append(journal, 100, 50);
        await second.CatchUp(None).WaitAsync(Patience);
        Assert.That(await Counted(_first), Is.EqualTo(150));

        await stop.CancelAsync();
        foreach (var run in running) Assert.That(async () => await run.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_set_built_anew_on_one_replica_is_folded_on_by_the_other()
    {
        var journal = new MemoryJournal("ledger.example.org");
        await Append(journal, 0, 50);
        await using var one = _first.NewLease(Beat, Silence);
        await using var two = _second.NewLease(Beat, Silence);
        using var first = new Projector(journal, _first, lease: one);
        using var second = new Projector(journal, _second, lease: two);
        await first.CatchUp(None).WaitAsync(Patience);
        var old = _first.Current;
        await second.Rebuild(None).WaitAsync(Patience);
        await Append(journal, 50, 10);
        await first.CatchUp(None).WaitAsync(Patience);
        Assert.That(_first.Current, Is.Not.SameAs(old));
        Assert.That(await Counted(_second), Is.EqualTo(60));
    }

    static async Task<long> Counted(PostgresReadModelStore store) => (await store.Current.Find<UnknownRow>(Unknown, None))!.Count;

    static async Task Append(MemoryJournal journal, long from, int count)
    {
        var entries = Enumerable.Range(0, count).Select(place =>
        {
            var index = from + place;
            var id = index.ToString(CultureInfo.InvariantCulture);
            var line = $$$"""{"specversion":"1.0","id":"{{{id}}}","source":"/tests","type":"{{{Unknown}}}","subject":"{{{Person}}}","time":"2026-02-03T09:00:00Z","recordedtime":"2026-02-03T09:00:01Z","stream":"{{{Person}}}","sequence":{{{id}}},"actor":"tests","data":{}}""";
            return new Entry(index, Person, index, PublicationKey.Of("/tests", id), Encoding.UTF8.GetBytes(line));
        });
        Assert.That(await journal.Append([.. entries], None), Is.EqualTo(Appended.Yes));
    }

    async Task<PostgresReadModelStore> Opened() => await PostgresReadModelStore.Open(_database, ProjectionTables.All, None, FoldRow.Current);
}
