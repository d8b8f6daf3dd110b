using System.Globalization;
using System.Text;
using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Projections;
using Ledger.Reading;

namespace Ledger.Storage.Tests.Postgres;

/// <summary>Several replicas over one database: another takes over, and none can spoil what the other wrote.</summary>
sealed class PostgresFoldingTests
{
    const string Unknown = "ledger.person.levitated.v3", Person = "s-0123456789abcdef0123456789abcdef";

    static readonly CancellationToken None = CancellationToken.None;

    PostgresDatabase _database = null!;
    PostgresReadModelStore _first = null!, _second = null!;

    [SetUp]
    public async Task Open()
    {
        _database = await TestPostgres.NewLedger();
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
    public async Task A_late_commit_of_a_process_that_was_stopped_is_refused()
    {
        var rows = _first.Current;
        await rows.Commit([], 0, 5, None);
        await _second.Current.Commit([], 5, 8, None);
        Assert.That(async () => await rows.Commit([], 5, 7, None), Throws.InstanceOf<RowsOvertakenException>());
        Assert.That(await rows.Position(None), Is.EqualTo(8));
    }

    [Test]
    public async Task Another_replica_goes_on_folding_where_the_first_was_cut_off_and_that_one_folds_no_more()
    {
        var journal = new MemoryJournal("ledger.example.org");
        await Append(journal, 0, 50);
        using var first = new Projector(journal, _first);
        using var second = new Projector(journal, _second);
        await first.CatchUp(None);
        await Append(journal, 50, 50);
        await second.CatchUp(None);
        Assert.That(await Counted(_first), Is.EqualTo(100));
        Assert.That(async () => await first.CatchUp(None), Throws.InstanceOf<RowsOvertakenException>(), "what it has in memory is behind the rows");
        Assert.That(await Counted(_second), Is.EqualTo(100));
    }

    [Test]
    public async Task A_set_built_anew_on_one_replica_is_folded_on_by_the_other()
    {
        var journal = new MemoryJournal("ledger.example.org");
        await Append(journal, 0, 50);
        using (var before = new Projector(journal, _first)) await before.CatchUp(None);
        var old = _first.Current;
        using (var second = new Projector(journal, _second)) await second.Rebuild(None);
        await Append(journal, 50, 10);
        using var first = new Projector(journal, _first);
        await first.CatchUp(None);
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
