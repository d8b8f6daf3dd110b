using Ledger.Reading;

namespace Ledger.Storage.Tests;

/// <summary>What every engine's read models must do.</summary>
abstract class ReadModelsContract
{
    protected IReadModelStore Store { get; set; } = null!;

    protected abstract IReadModelStore NewStore();

    protected static CancellationToken None => CancellationToken.None;

    protected IReadModels Current => Store.Current;

    [SetUp]
    public void Open() => Store = NewStore();

    [TearDown]
    public async Task Close() => await Store.DisposeAsync();

    [Test]
    public async Task A_new_set_is_empty_and_at_position_0()
    {
        Assert.That(await Current.Position(None), Is.Zero);
        Assert.That(await Current.Find<PlaceRow>("a/1", None), Is.Null);
        var answer = await Current.Query<PlaceRow>(rows => rows, None);
        Assert.That(answer.Value, Is.Empty);
        Assert.That(answer.Position, Is.Zero);
    }

    [Test]
    public async Task A_row_comes_back_as_it_went()
    {
        IRow[] rows =
        [
            new PlaceRow("пользователь", long.MinValue, "", "a'b\"c\n\u0001\0d", true, false, long.MaxValue),
            new PlaceRow("b", 2, "name", null, false, null, null),
            new CountRow("c", 3) { Final = true },
            new MarkRow("d"),
        ];
        await Current.Commit(RowSet.Put(rows), 9, None);

        Assert.That(await Current.Find<PlaceRow>(rows[0].Key, None), Is.EqualTo(rows[0]));
        Assert.That(await Current.Find<PlaceRow>(rows[1].Key, None), Is.EqualTo(rows[1]));
        Assert.That(await Current.Find<CountRow>("c", None), Is.EqualTo(rows[2]));
        Assert.That(await Current.Find<MarkRow>("d", None), Is.EqualTo(rows[3]));
        Assert.That((await Current.Query<PlaceRow>(all => all.OrderBy(row => row.Place), None)).Value,
            Is.EqualTo(new[] { rows[0], rows[1] }));
        Assert.That((await Current.Query<CountRow>(all => all, None)).Value, Is.EqualTo(new[] { rows[2] }));
        Assert.That((await Current.Query<MarkRow>(all => all, None)).Value, Is.EqualTo(new[] { rows[3] }));
    }

    [Test]
    public async Task Writing_a_row_again_replaces_it_and_a_key_alone_removes_it()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1), new CountRow("b", 1), new MarkRow("m")), 1, None);
        var removed = new[] { "b", "none" }.Select(key => new RowChange(typeof(CountRow), key, null));
        await Current.Commit([.. RowSet.Put(new CountRow("a", 2), new MarkRow("m")), .. removed], 2, None);
        Assert.That((await Current.Query<CountRow>(rows => rows, None)).Value, Is.EqualTo(new[] { new CountRow("a", 2) }));
        Assert.That(await Current.Position(None), Is.EqualTo(2));
    }

    [Test]
    public async Task Changes_of_one_row_in_one_commit_take_effect_in_order()
    {
        var removed = new RowChange(typeof(CountRow), "a", null);
        await Current.Commit([.. RowSet.Put(new CountRow("a", 1)), removed, .. RowSet.Put(new CountRow("a", 3))], 1, None);
        Assert.That(await Current.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 3)));
    }

    [Test]
    public async Task A_commit_that_fails_changes_nothing()
    {
        await Current.Commit(RowSet.Put(new CountRow("a", 1)), 1, None);
        RowChange[] changes = [.. RowSet.Put(new CountRow("a", 2)), new(typeof(string), "b", null)];
        Assert.That(async () => await Current.Commit(changes, 2, None), Throws.Exception);
        Assert.That(await Current.Find<CountRow>("a", None), Is.EqualTo(new CountRow("a", 1)));
        Assert.That(await Current.Position(None), Is.EqualTo(1));
        await Current.Commit(RowSet.Put(new CountRow("a", 3)), 3, None);
        Assert.That(await Current.Position(None), Is.EqualTo(3));
    }

    [Test]
    public async Task Queries_select_by_equality_of_every_type()
    {
        var due = PlaceRow.Of("a", 1, note: "x", open: false, known: true, due: 5);
        var none = PlaceRow.Of("a", 2);
        await Current.Commit(RowSet.Put(due, none), 1, None);

        Assert.That(await Rows(rows => rows.Where(row => row.Note == "x")), Is.EqualTo(new[] { due }));
        Assert.That(await Rows(rows => rows.Where(row => row.Note == null)), Is.EqualTo(new[] { none }));
        Assert.That(await Rows(rows => rows.Where(row => row.Note != "x")), Is.EqualTo(new[] { none }));
        Assert.That(await Rows(rows => rows.Where(row => row.Open)), Is.EqualTo(new[] { none }));
        Assert.That(await Rows(rows => rows.Where(row => row.Known == true)), Is.EqualTo(new[] { due }));
        Assert.That(await Rows(rows => rows.Where(row => row.Due == 5)), Is.EqualTo(new[] { due }));
        Assert.That(await Rows(rows => rows.Where(row => row.Due == null)), Is.EqualTo(new[] { none }));
        Assert.That(await Rows(rows => rows.Where(row => row.Key == "a/2")), Is.EqualTo(new[] { none }));
        Assert.That((await Current.Query<CountRow>(rows => rows.Where(row => row.Key == "a"), None)).Value, Is.Empty);
    }

    [Test]
    public async Task Rows_are_counted_as_they_are_selected()
    {
        await Current.Commit(RowSet.Put([.. Enumerable.Range(0, 10).Select(place => PlaceRow.Of("a", place, due: place % 2 == 0 ? place : null))]), 7, None);
        Assert.That(await Current.Count<PlaceRow>(rows => rows, None), Is.EqualTo(new Answer<long>(10, 7)));
        Assert.That((await Current.Count<PlaceRow>(rows => rows.Where(row => row.Due >= 4), None)).Value, Is.EqualTo(3));
        Assert.That((await Current.Count<PlaceRow>(rows => rows.Where(row => row.Due >= 4).Take(2), None)).Value, Is.EqualTo(2));
        Assert.That((await Current.Count<PlaceRow>(rows => rows.Where(row => string.CompareOrdinal(row.Key, "a/7") > 0), None)).Value, Is.EqualTo(2));
    }

    [Test]
    public async Task Queries_select_by_range()
    {
        var rows = Enumerable.Range(0, 10).Select(place => PlaceRow.Of("a", place, $"n{place}", due: place % 2 == 0 ? place : null));
        await Current.Commit(RowSet.Put([.. rows]), 1, None);
        Assert.That(await Places(rows => rows.Where(row => row.Place >= 3 && row.Place < 6)), Is.EqualTo(new[] { 3L, 4, 5 }));
        Assert.That(await Places(rows => rows.Where(row => row.Due > 2 && row.Due <= 6)), Is.EqualTo(new[] { 4L, 6 }));
        Assert.That(await Places(rows => rows.Where(row => string.CompareOrdinal(row.Name, "n7") > 0)), Is.EqualTo(new[] { 8L, 9 }));
        Assert.That(await Places(rows => rows.Where(row => row.Name.CompareTo("n2") < 0)), Is.EqualTo(new[] { 0L, 1 }));
    }

    [Test]
    public async Task Text_is_ordered_by_its_bytes_and_nothing_comes_before_something()
    {
        string[] names = ["", "A", "B", "Z", "a", "aB", "aa", "b", "É", "Ё", "А", "а", "ё", "\uFFFD", "\U0001F600"];
        var rows = names.Reverse().Select((name, place) => PlaceRow.Of("a", place, name)).Append(PlaceRow.Of("a", 99, "z", note: "n"));
        await Current.Commit(RowSet.Put([.. rows]), 1, None);

        var ascending = await Rows(rows => rows.Where(row => row.Place < 99).OrderBy(row => row.Name));
        var descending = await Rows(rows => rows.Where(row => row.Place < 99).OrderByDescending(row => row.Name));
        var byNote = await Rows(rows => rows.OrderBy(row => row.Note).ThenByDescending(row => row.Place));

        string[] expected =
            [.. names.OrderBy(name => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(name)), StringComparer.Ordinal)];
        Assert.That(ascending.Select(row => row.Name), Is.EqualTo(expected));
        Assert.That(descending.Select(row => row.Name), Is.EqualTo(expected.Reverse()));
        Assert.That(byNote[^1].Note, Is.EqualTo("n"));
    }

    [Test]
    public async Task A_register_is_read_in_pages_by_its_keyset()
    {
        PlaceRow[] rows = [.. Enumerable.Range(0, 25).Select(place => PlaceRow.Of($"p{place % 3}", place, due: place / 4))];
        await Current.Commit(RowSet.Put(rows), 1, None);

        var pages = new List<PlaceRow>();
        for (long due = -1, place = -1; ;)
        {
            var (afterDue, afterPlace) = (due, place);
            var page = await Rows(all => all
                .Where(row => row.Due > afterDue || (row.Due == afterDue && row.Place > afterPlace))
                .OrderBy(row => row.Due).ThenBy(row => row.Place).Take(4));
            if (page.Count == 0) break;
            pages.AddRange(page);
            (due, place) = (page[^1].Due!.Value, page[^1].Place);
        }

        Assert.That(pages, Is.EqualTo(rows));
    }

    [Test]
    public async Task A_query_may_name_the_key_of_a_row_at_hand()
    {
        var (one, two) = (PlaceRow.Of("a", 1), PlaceRow.Of("a", 2));
        await Current.Commit(RowSet.Put(one, two), 1, None);
        Assert.That(await Rows(rows => rows.Where(row => row.Key != one.Key)), Is.EqualTo(new[] { two }));
    }

    [Test]
    public async Task A_register_may_be_paged_by_key()
    {
        await Current.Commit(RowSet.Put([.. Enumerable.Range(0, 12).Select(place => PlaceRow.Of("a", place))]), 1, None);
        var page = await Rows(rows => rows.Where(row => string.CompareOrdinal(row.Key, "a/10") > 0).OrderBy(row => row.Key).Take(3));
        Assert.That(page.Select(row => row.Key), Is.EqualTo(new[] { "a/11", "a/2", "a/3" }));
    }

    [Test]
    public async Task An_answer_holds_for_the_position_it_names()
    {
        const int commits = 200;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var position = 0L; position < commits;)
            {
                var answer = await Current.Query<CountRow>(rows => rows.OrderBy(row => row.Key), stop.Token);
                Assert.That(answer.Value.Select(row => row.Count), Is.All.EqualTo(answer.Position));
                Assert.That(answer.Value, Has.Count.EqualTo(answer.Position == 0 ? 0 : 5));
                Assert.That(answer.Position, Is.GreaterThanOrEqualTo(position));
                position = answer.Position;
            }
        }, stop.Token)).ToArray();
        for (var position = 1; position <= commits; position++)
        {
            await Current.Commit(RowSet.Put([.. "abcde".Select(key => new CountRow(key.ToString(), position))]), position, None);
        }
        await Task.WhenAll(readers);
    }

    [Test]
    public async Task A_set_is_built_beside_the_current_one_and_swapped_in()
    {
        await Current.Commit(RowSet.Put(new CountRow("old", 1)), 5, None);
        var before = Current;
        var built = await Store.Beside(None);
        await built.Commit(RowSet.Put(new CountRow("new", 2)), 7, None);
        Assert.That(await Current.Position(None), Is.EqualTo(5));
        Assert.That(await Current.Find<CountRow>("new", None), Is.Null);

        await Store.Swap(built, None);

        Assert.That(Current, Is.Not.SameAs(before));
        Assert.That((await Current.Query<CountRow>(rows => rows, None)).Value, Is.EqualTo(new[] { new CountRow("new", 2) }));
        await Current.Commit(RowSet.Put(new CountRow("newer", 3)), 8, None);
        Assert.That(await Current.Position(None), Is.EqualTo(8));
    }

    [Test]
    public async Task Only_the_set_that_was_built_last_can_be_swapped_in()
    {
        var first = await Store.Beside(None);
        await first.Commit(RowSet.Put(new CountRow("a", 1)), 5, None);
        var second = await Store.Beside(None);
        Assert.That(await second.Position(None), Is.Zero);
        Assert.That(async () => await Store.Swap(first, None), Throws.ArgumentException);
        Assert.That(async () => await Store.Swap(Current, None), Throws.ArgumentException);
        await Store.Swap(second, None);
        Assert.That(async () => await Store.Swap(second, None), Throws.ArgumentException);
    }

    protected async Task<IReadOnlyList<PlaceRow>> Rows(Func<IQueryable<PlaceRow>, IQueryable<PlaceRow>> query) =>
        (await Current.Query(query, None)).Value;

    async Task<IEnumerable<long>> Places(Func<IQueryable<PlaceRow>, IQueryable<PlaceRow>> query) =>
        (await Rows(rows => query(rows).OrderBy(row => row.Place))).Select(row => row.Place);
}
