using Ledger.Journal;
using Ledger.Postgres;
using Ledger.Stamps;

namespace Ledger.Storage.Tests.Postgres;

[TestFixture]
sealed class PostgresCheckpointsTests : CheckpointsContract
{
    PostgresDatabase _database = null!;

    protected override async Task<ICheckpoints> Open(bool again) => new PostgresCheckpoints(again ? _database : _database = await TestPostgres.NewLedger(), 1);

    [TearDown]
    public async Task Close() => await _database.DisposeAsync();

    [Test]
    public async Task Each_origin_has_a_list_of_its_own_and_only_the_last_is_added_to()
    {
        await using var journal = await PostgresJournal.Open(_database, "ledger.example/test", default);
        var (first, second) = (new PostgresCheckpoints(_database, 1), new PostgresCheckpoints(_database, 2));
        await first.Add(Of(1), default);
        await journal.Continue("ledger.example/next", Entries.Of(0, "a", 0), default);

        Assert.That(await second.Newest(default), Is.Null);
        await second.Add(Of(1) with { Note = "the second" }, default);
        Assert.That((await first.Newest(default))!.Note, Is.EqualTo(Of(1).Note));
        Assert.That(async () => await first.Add(Of(2), default), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
    }

    /// <summary>As where the journal is in EventStoreDB.</summary>
    [Test]
    public async Task Where_the_journal_is_elsewhere_nothing_is_signed_under_an_origin_before_the_one_that_began()
    {
        var (first, second) = (new PostgresCheckpoints(_database, 1), new PostgresCheckpoints(_database, 2));
        await first.Begin();
        await first.Add(Of(1), default);
        await second.Begin();
        await first.Begin();   // one that opened before, and was stopped since
        Assert.That(async () => await first.Add(Of(2), default), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
        Assert.That((await second.Add(Of(2), default)).Size, Is.EqualTo(2));
    }

    /// <summary>Replicas sign at the same moment: one note is kept, and all show that one.</summary>
    [Test]
    public async Task Of_several_that_sign_one_size_at_once_all_show_the_same_note()
    {
        var signed = await Task.WhenAll(Enumerable.Range(0, 8).Select(replica => Task.Run(async () =>
            await new PostgresCheckpoints(_database, 1).Add(Of(7) with { Note = $"signed by {replica}" }, default))));
        Assert.That(signed.Select(checkpoint => checkpoint.Note).Distinct().Count(), Is.EqualTo(1));
    }

    static SignedCheckpoint Of(long size) => new(size, new byte[32], $"note {size}");
}

[TestFixture]
sealed class PostgresStampsTests : StampsContract
{
    PostgresDatabase _database = null!;

    protected override async Task<ICheckpointStamps> Open(bool again) => new PostgresCheckpoints(again ? _database : _database = await TestPostgres.NewLedger(), 1);

    [TearDown]
    public async Task Close() => await _database.DisposeAsync();
}
