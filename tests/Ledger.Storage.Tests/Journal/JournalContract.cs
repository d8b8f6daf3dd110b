using Ledger.Journal;

namespace Ledger.Storage.Tests;

/// <summary>What every journal must do. An engine inherits it and says how to make one.</summary>
abstract class JournalContract
{
    protected const string Origin = "ledger.example/test";

    protected IJournal Journal { get; set; } = null!;

    protected abstract IJournal NewJournal();

    protected static CancellationToken None => CancellationToken.None;

    [SetUp]
    public void Open() => Journal = NewJournal();

    [TearDown]
    public async Task Close() => await Journal.DisposeAsync();

    [Test]
    public async Task A_new_journal_is_empty_and_knows_its_origin()
    {
        Assert.That(Journal.Origin, Is.EqualTo(Origin));
        Assert.That(await Journal.Count(None), Is.Zero);
        Assert.That(await Journal.Length("s-1", None), Is.Zero);
        Assert.That(await Journal.ReadAll(0, None).ToList(), Is.Empty);
        Assert.That(await Journal.Read("s-1", 0, None).ToList(), Is.Empty);
        Assert.That(await Journal.Find(PublicationKey.Of("/tests", "0"), None), Is.Null);
    }

    [Test]
    public async Task What_was_appended_is_read_back_byte_for_byte()
    {
        byte[] body = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var entry = Entries.Of(0, "s-ключ/ü", 0, body: body);
        Assert.That(await Journal.Append([entry], None), Is.EqualTo(Appended.Yes));
        var read = (await Journal.ReadAll(0, None).ToList()).Single();
        Assert.That(read.Bytes.ToArray(), Is.EqualTo(body));
        Assert.That(read with { Bytes = default }, Is.EqualTo(entry with { Bytes = default }));
        Assert.That(await Journal.Find(entry.Publication, None), Is.Not.Null);
    }

    [Test]
    public async Task A_batch_may_touch_several_streams()
    {
        await Journal.Append([Entries.Of(0, "a", 0), Entries.Of(1, "b", 0), Entries.Of(2, "a", 1)], None);
        Assert.That(await Journal.Append([Entries.Of(3, "b", 1), Entries.Of(4, "c", 0), Entries.Of(5, "a", 2)], None),
            Is.EqualTo(Appended.Yes));
        Assert.That(await Journal.Length("a", None), Is.EqualTo(3));
        Assert.That((await Journal.Read("a", 1, None).ToList()).Select(entry => entry.Index), Is.EqualTo(new[] { 2L, 5L }));
        Assert.That((await Journal.ReadAll(0, None).ToList()).Select(entry => entry.Index), Is.EqualTo(new[] { 0L, 1, 2, 3, 4, 5 }));
    }

    [Test]
    public async Task Lengths_are_answered_in_the_order_of_the_streams_asked_for()
    {
        await Journal.Append([Entries.Of(0, "a", 0), Entries.Of(1, "b", 0), Entries.Of(2, "a", 1)], None);
        Assert.That(await Journal.Lengths(["b", "none", "a", "b"], None), Is.EqualTo(new[] { 1L, 0, 2, 1 }));
        Assert.That(await Journal.Lengths([], None), Is.Empty);
    }

    [Test]
    public async Task Entries_are_read_by_a_list_of_their_indexes()
    {
        const int entries = 1500;   // more than a page holds
        await Journal.Append(Entries.Run(0, "all", 0, entries), None);
        long[] asked = [.. Enumerable.Range(0, entries).Where(index => index % 2 == 1).Select(index => (long)index)];
        var read = await Journal.ReadAt(asked, None).ToList();
        Assert.That(read.Select(entry => entry.Index), Is.EqualTo(asked));
        Assert.That(read[^1].Bytes.ToArray(), Is.EqualTo((await Journal.Read("all", entries - 1, None).ToList()).Single().Bytes.ToArray()));
        Assert.That(await Journal.ReadAt([], None).ToList(), Is.Empty);
        Assert.That((await Journal.At(asked[1], None))!.Bytes.ToArray(), Is.EqualTo(read[1].Bytes.ToArray()));
        Assert.That((await Journal.At(await Journal.Count(None), None), await Journal.At(-1, None)), Is.EqualTo(((Entry?)null, (Entry?)null)));
    }

    [TestCase(0, 0), TestCase(2, 1), TestCase(1, 3), TestCase(-1, 1)]
    public async Task Indexes_that_do_not_ascend_or_are_not_there_are_refused(long first, long second)
    {
        await Journal.Append(Entries.Run(0, "all", 0, 3), None);
        Assert.That(async () => await Journal.ReadAt([first, second], None).ToList(), Throws.ArgumentException);
    }

    [Test]
    public async Task An_empty_batch_changes_nothing()
    {
        Assert.That(await Journal.Append([], None), Is.EqualTo(Appended.Yes));
        Assert.That(await Journal.Count(None), Is.Zero);
    }

    static IEnumerable<TestCaseData> Conflicts()
    {
        yield return Case("an_index_below_the_head", Entries.Of(2, "new", 0, "x"));
        yield return Case("an_index_above_the_head", Entries.Of(4, "new", 0, "x"));
        yield return Case("a_gap_inside_the_batch", Entries.Of(3, "new", 0, "x"), Entries.Of(5, "new", 1, "y"));
        yield return Case("one_index_twice", Entries.Of(3, "new", 0, "x"), Entries.Of(3, "new", 1, "y"));
        yield return Case("a_stream_that_is_longer", Entries.Of(3, "a", 1, "x"));
        yield return Case("a_stream_that_is_shorter", Entries.Of(3, "a", 3, "x"));
        yield return Case("a_stream_that_is_there_already", Entries.Of(3, "b", 0, "x"));
        yield return Case("a_stream_that_is_not_there", Entries.Of(3, "new", 1, "x"));
        yield return Case("a_gap_in_a_stream_inside_the_batch", Entries.Of(3, "new", 0, "x"), Entries.Of(4, "new", 2, "y"));
        yield return Case("one_sequence_twice_inside_the_batch", Entries.Of(3, "new", 0, "x"), Entries.Of(4, "new", 0, "y"));
        yield return Case("a_publication_that_is_there_already", Entries.Of(3, "new", 0, "1"));
        yield return Case("one_publication_twice_inside_the_batch", Entries.Of(3, "new", 0, "x"), Entries.Of(4, "new", 1, "x"));
        yield return Case("a_wrong_last_entry_after_good_ones",
            Entries.Of(3, "new", 0, "x"), Entries.Of(4, "b", 1, "y"), Entries.Of(5, "a", 7, "z"));

        static TestCaseData Case(string name, params Entry[] batch) => new TestCaseData([batch]).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Conflicts))]
    public async Task A_batch_that_expects_something_else_is_a_conflict_and_changes_nothing(Entry[] batch)
    {
        await Journal.Append([Entries.Of(0, "a", 0), Entries.Of(1, "a", 1), Entries.Of(2, "b", 0)], None);

        Assert.That(await Journal.Append(batch, None), Is.EqualTo(Appended.Conflict));

        Assert.That(await Journal.Count(None), Is.EqualTo(3));
        Assert.That((await Journal.ReadAll(0, None).ToList()).Select(entry => entry.Index), Is.EqualTo(new[] { 0L, 1, 2 }));
        Assert.That(await Journal.Length("new", None), Is.Zero);
        Assert.That(await Journal.Length("a", None), Is.EqualTo(2));
        Assert.That(await Journal.Find(PublicationKey.Of("/tests", "x"), None), Is.Null);
        Assert.That(await Journal.Append([Entries.Of(3, "new", 0, "x"), Entries.Of(4, "a", 2, "y")], None), Is.EqualTo(Appended.Yes));
    }

    [Test]
    public async Task The_largest_entry_is_kept_and_a_larger_one_is_refused()
    {
        var largest = new byte[Entry.BytesMax];
        new Random(1).NextBytes(largest);
        await Journal.Append([Entries.Of(0, "a", 0, body: largest)], None);
        Assert.That((await Journal.ReadAll(0, None).ToList()).Single().Bytes.ToArray(), Is.EqualTo(largest));

        Entry[] tooLarge = [Entries.Of(1, "a", 1), Entries.Of(2, "a", 2, body: new byte[Entry.BytesMax + 1])];
        Assert.That(async () => await Journal.Append(tooLarge, None), Throws.ArgumentException);
        Assert.That(async () => await Journal.Append([Entries.Of(1, "a", 1, body: [])], None), Throws.ArgumentException);
        Assert.That(await Journal.Count(None), Is.EqualTo(1));
        Assert.That(await Journal.Append([Entries.Of(1, "a", 1)], None), Is.EqualTo(Appended.Yes));
    }

    [Test]
    public async Task A_large_batch_of_large_entries_is_read_back_in_order()
    {
        Entry[] batch =
            [.. Enumerable.Range(0, 1500).Select(place => Entries.Of(place, $"s-{place % 7}", place / 7, body: new byte[3000 + place]))];
        Assert.That(await Journal.Append(batch, None), Is.EqualTo(Appended.Yes));
        var all = await Journal.ReadAll(0, None).ToList();
        Assert.That(all.Select(entry => (entry.Index, entry.Bytes.Length)),
            Is.EqualTo(batch.Select(entry => (entry.Index, entry.Bytes.Length))));
        Assert.That((await Journal.Read("s-3", 0, None).ToList()).Select(entry => entry.Sequence), Is.EqualTo(Enumerable.Range(0, 214)));
    }

    [Test]
    public async Task A_batch_whose_bytes_change_afterwards_stays_as_it_was()
    {
        byte[] body = [1, 2, 3];
        await Journal.Append([Entries.Of(0, "a", 0, body: body)], None);
        body[0] = 9;
        Assert.That((await Journal.ReadAll(0, None).ToList()).Single().Bytes.ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
    }

    [Test]
    public async Task Reading_ends_where_the_journal_ended_when_it_was_asked()
    {
        await Journal.Append(Entries.Run(0, "a", 0, 3), None);
        var all = Journal.ReadAll(1, None);
        var stream = Journal.Read("a", 2, None);
        await Journal.Append(Entries.Run(3, "a", 3, 2), None);
        Assert.That((await all.ToList()).Select(entry => entry.Index), Is.EqualTo(new[] { 1L, 2L }));
        Assert.That((await stream.ToList()).Select(entry => entry.Index), Is.EqualTo(new[] { 2L }));
    }

    [Test]
    public async Task A_journal_goes_on_under_another_origin_from_the_entry_that_says_so()
    {
        await Journal.Append(Entries.Run(0, "a", 0, 3), None);
        Assert.That(await Journal.Continue("ledger.example/next", Entries.Of(3, "a", 3), None), Is.EqualTo(Appended.Yes));
        await Journal.Append([Entries.Of(4, "a", 4)], None);
        Assert.That(await Journal.Continue("ledger.example/last", Entries.Of(5, "b", 0), None), Is.EqualTo(Appended.Yes));

        Assert.That(Journal.Origin, Is.EqualTo("ledger.example/last"));
        Assert.That(Journal.Origins.All, Is.EqualTo(new LogOrigin[] { new(0, Origin), new(3, "ledger.example/next"), new(5, "ledger.example/last") }));
        Assert.That(Enumerable.Range(0, 7).Select(index => Journal.Origins.At(index)),
            Is.EqualTo(new[] { Origin, Origin, Origin, "ledger.example/next", "ledger.example/next", "ledger.example/last", "ledger.example/last" }));
        Assert.That((await Journal.ReadAll(0, None).ToList()).Select(entry => entry.Index), Is.EqualTo(Enumerable.Range(0, 6)));
        Assert.That(await Journal.Length("a", None), Is.EqualTo(5));
    }

    [Test]
    public async Task An_empty_journal_can_go_on_under_another_origin()
    {
        Assert.That(await Journal.Continue("ledger.example/next", Entries.Of(0, "a", 0), None), Is.EqualTo(Appended.Yes));
        Assert.That((Journal.Origins.At(0), Journal.Origins.Current, Journal.Origins.CurrentFrom), Is.EqualTo(("ledger.example/next", "ledger.example/next", 0L)));
    }

    [Test]
    public async Task No_origin_is_taken_twice_and_a_conflict_takes_none()
    {
        await Journal.Append(Entries.Run(0, "a", 0, 2), None);
        Assert.That(async () => await Journal.Continue(Origin, Entries.Of(2, "a", 2), None), Throws.ArgumentException);
        foreach (var wrong in (Entry[])[Entries.Of(1, "b", 0), Entries.Of(3, "b", 0), Entries.Of(2, "a", 1), Entries.Of(2, "b", 0, "1")])
            Assert.That(await Journal.Continue("ledger.example/next", wrong, None), Is.EqualTo(Appended.Conflict));
        Assert.That((Journal.Origin, Journal.Origins.All.Count, await Journal.Count(None)), Is.EqualTo((Origin, 1, 2L)));

        await Journal.Continue("ledger.example/next", Entries.Of(2, "a", 2), None);
        foreach (var had in (string[])[Origin, "ledger.example/next"])
            Assert.That(async () => await Journal.Continue(had, Entries.Of(3, "a", 3), None), Throws.ArgumentException);
        Assert.That(await Journal.Count(None), Is.EqualTo(3));
    }

    [Test]
    public async Task Reading_past_the_end_gives_nothing()
    {
        await Journal.Append(Entries.Run(0, "a", 0, 3), None);
        Assert.That(await Journal.ReadAll(3, None).ToList(), Is.Empty);
        Assert.That(await Journal.ReadAll(100, None).ToList(), Is.Empty);
        Assert.That(await Journal.Read("a", 3, None).ToList(), Is.Empty);
    }
}
