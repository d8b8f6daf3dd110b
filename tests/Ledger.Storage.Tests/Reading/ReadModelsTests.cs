using Ledger.Reading;
using Ledger.Sqlite;

namespace Ledger.Storage.Tests;

[TestFixture]
sealed class MemoryReadModelsTests : ReadModelsContract
{
    protected override IReadModelStore NewStore() => new MemoryReadModelStore(RowSet.All);
}

[TestFixture]
sealed class SqliteReadModelsTests : DurableReadModelsContract
{
    TempFolder _folder = null!;

    [OneTimeSetUp]
    public void MakeFolder() => _folder = new();

    [OneTimeTearDown]
    public void RemoveFolder() => _folder.Dispose();

    protected override IReadModelStore NewStore()
    {
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Delete(file);
        return OpenAgain(RowSet.All);
    }

    protected override IReadModelStore OpenAgain(IReadOnlyList<Type> rows) => SqliteReadModelStore.Open(_folder.Path, rows);

    [Test]
    public async Task Who_reads_from_a_set_that_was_replaced_reads_on_from_the_next()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 1, None);
        var old = Current;
        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("a", 2)), 2, None);
        await Store.Swap(built, None);
        Assert.That(await old.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 2)));
        Assert.That((await old.Query<CountRow>(rows => rows, None)).Position, Is.EqualTo(2));
        Assert.That(await old.Position(None), Is.EqualTo(2));
        Assert.That(async () => await old.Commit([], 3, None), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(Directory.GetFiles(_folder.Path, "models-*.db").Select(Path.GetFileName), Is.EqualTo(new[] { "models-2.db" }));
    }

    [Test]
    public async Task A_set_that_was_not_swapped_in_goes_with_the_store()
    {
        using var folder = new TempFolder();
        await using (var store = SqliteReadModelStore.Open(folder.Path, RowSet.All))
        {
            await using var built = await store.Beside(None);
            await built.Commit(RowSet.Put(new CountRow("a", 2)), 2, None);
            Assert.That(Directory.GetFiles(folder.Path, "models-*.db"), Has.Length.EqualTo(2));
        }
        Assert.That(Directory.GetFiles(folder.Path, "models-*.db").Select(Path.GetFileName), Is.EqualTo(new[] { "models-1.db" }));
    }

    /// <summary>What a power cut leaves: the file as it was, and the write-ahead log up to some byte.</summary>
    [Test]
    public async Task A_log_torn_anywhere_opens_with_the_rows_of_its_position()
    {
        for (var position = 1; position <= 10; position++)
        {
            var rows = Enumerable.Range(0, 30).Select(row => new CountRow($"{position}/{row}", position));
            await Current.Commit(RowSet.Put([.. rows]), position, None);
        }
        var (file, wal) = (OpenFile.Bytes(_folder.File("models-1.db")), OpenFile.Bytes(_folder.File("models-1.db-wal")));
        var positions = new HashSet<long>();

        for (var length = 0; length <= wal.Length; length += 1531)
        {
            using var torn = new TempFolder();
            await File.WriteAllBytesAsync(torn.File("models-1.db"), file);
            await File.WriteAllBytesAsync(torn.File("models-1.db-wal"), wal[..length]);
            await using var opened = SqliteReadModelStore.Open(torn.Path, RowSet.All);
            var position = await opened.Current.Position(None);
            Assert.That((await opened.Current.Query<CountRow>(rows => rows, None)).Value, Has.Count.EqualTo(position * 30));
            positions.Add(position);
        }
        Assert.That(positions, Has.Count.GreaterThan(5));
    }

    [Test]
    public async Task A_damaged_set_is_folded_anew()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 1, None);
        await Store.DisposeAsync();
        await File.WriteAllBytesAsync(_folder.File("models-1.db"), new byte[5000]);
        Store = OpenAgain(RowSet.All);
        Assert.That(await Current.Position(None), Is.Zero);
    }
}

/// <summary>Row types that not every engine could keep are refused at once.</summary>
sealed class RowShapeTests
{
    sealed record NumberRow(string Key, int Number) : IRow;

    [RowIndex("Nothing")]
    sealed record IndexRow(string Key) : IRow;

    [TestCase(typeof(NumberRow)), TestCase(typeof(IndexRow)), TestCase(typeof(string))]
    public void A_type_that_is_no_row_is_refused(Type row) => Assert.That(() => RowShape.Of(row), Throws.ArgumentException);
}
