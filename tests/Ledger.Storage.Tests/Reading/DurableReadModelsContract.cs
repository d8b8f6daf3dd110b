using Ledger.Reading;

namespace Ledger.Storage.Tests;

/// <summary>What read models that outlive the process must do besides.</summary>
abstract class DurableReadModelsContract : ReadModelsContract
{
    /// <summary>Opens the same store, closed before, for these tables.</summary>
    protected abstract IReadModelStore OpenAgain(IReadOnlyList<Type> rows);

    [Test]
    public async Task Rows_and_position_are_there_after_opening_again()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 5, None);
        await Reopen(RowSet.All);
        Assert.That(await Current.Position(None), Is.EqualTo(5));
        Assert.That(await Current.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 1)));
    }

    [Test]
    public async Task A_set_that_was_swapped_in_is_there_after_opening_again()
    {
        await Current.Commit(RowSet.Put(new CountRow("old", 1)), 5, None);
        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("new", 2)), 7, None);
        await Store.Swap(built, None);
        await Current.Commit(RowSet.Put(new CountRow("newer", 3)), 8, None);
        await Reopen(RowSet.All);
        Assert.That(await Current.Position(None), Is.EqualTo(8));
        Assert.That((await Current.Query<CountRow>(rows => rows.OrderBy(row => row.Count), None)).Value,
            Is.EqualTo(new[] { new CountRow("new", 2), new CountRow("newer", 3) }));
    }

    [Test]
    public async Task A_set_that_was_not_swapped_in_is_dropped()
    {
        await Current.Commit(RowSet.Put(new CountRow("old", 1)), 5, None);
        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("new", 2)), 7, None);
        await Reopen(RowSet.All);
        Assert.That(await Current.Position(None), Is.EqualTo(5));
        Assert.That(await (await Store.Beside(None)).Position(None), Is.Zero);
    }

    [Test]
    public async Task Tables_of_another_version_are_folded_anew()
    {
        await Current.Commit(RowSet.Put(new CountRow("old", 1)), 5, None);
        await Reopen([typeof(CountRow)]);
        Assert.That(await Current.Position(None), Is.Zero);
        Assert.That(await Current.Find<CountRow>("old", None), Is.Null);
        await Current.Commit(RowSet.Put(new CountRow("new", 1)), 6, None);
        await Reopen([typeof(CountRow)]);
        Assert.That(await Current.Position(None), Is.EqualTo(6));
    }

    protected async Task Reopen(IReadOnlyList<Type> rows)
    {
        await Store.DisposeAsync();
        Store = OpenAgain(rows);
    }
}
