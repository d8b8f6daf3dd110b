using System.Diagnostics;
using System.Text;
using EventStore.Client;
using Ledger.Cluster;
using Ledger.Journal;

namespace Ledger.Storage.Tests.Cluster;

[TestFixture]
sealed class EventStoreJournalTests : DurableJournalContract
{
    EventStorePlace _place = null!;

    protected override IJournal NewJournal()
    {
        _place = Task.Run(TestEventStore.NewPlace).Result;
        return OpenAgain();
    }

    protected override IJournal OpenAgain() => Task.Run(async () => await EventStoreJournal.Open(_place, Origin, default)).Result;

    [Test]
    public async Task Of_two_that_append_at_the_head_one_hears_of_a_conflict_and_finds_what_the_other_wrote()
    {
        await using var other = await EventStoreJournal.Open(_place, "ledger.example/other", None);
        Assert.That(other.Origin, Is.EqualTo(Origin));
        await Journal.Append([Entries.Of(0, "a", 0)], None);
        Assert.That(await other.Append([Entries.Of(0, "b", 0, "x")], None), Is.EqualTo(Appended.Conflict));
        Assert.That(await other.Count(None), Is.EqualTo(1));
        Assert.That((await other.Length("a", None), (await other.Find(Entries.Of(0, "a", 0).Publication, None))?.Text()), Is.EqualTo((1L, """{"id":"0"}""")));
        Assert.That(await other.Append([Entries.Of(1, "a", 1)], None), Is.EqualTo(Appended.Yes));
        Assert.That(await Journal.Append([Entries.Of(1, "a", 1, "y")], None), Is.EqualTo(Appended.Conflict));
        Assert.That((await Journal.Read("a", 0, None).ToList()).Select(entry => entry.Index), Is.EqualTo(new[] { 0L, 1 }));
    }

    [Test]
    public async Task Once_another_goes_on_under_another_origin_nothing_prepared_for_the_old_one_is_recorded()
    {
        await using var other = await EventStoreJournal.Open(_place, Origin, None);
        Assert.That(await other.Continue("ledger.example/next", Entries.Of(0, "a", 0), None), Is.EqualTo(Appended.Yes));
        Assert.That(await Journal.Count(None), Is.EqualTo(1));
        Assert.That(async () => await Journal.Append([Entries.Of(1, "a", 1)], None), Throws.InstanceOf<StoreFailedException>().With.Property("Code").EqualTo(StoreFailedException.Reopen));
    }

    [Test]
    public async Task What_is_stored_beside_an_entry_does_not_depend_on_who_traces_the_publication()
    {
        using var traced = new Activity("publication").Start();
        await Journal.Append([Entries.Of(0, "a", 0)], None);
        await using var client = new EventStoreClient(EventStoreClientSettings.Create(_place.Connection));
        List<string> stored = [];
        await foreach (var read in client.ReadStreamAsync(Direction.Forwards, _place.Stream, StreamPosition.Start)) stored.Add(Encoding.UTF8.GetString(read.Event.Metadata.Span));
        Assert.That(stored, Is.EqualTo(new[] { $$"""{"stream":"a","sequence":0,"publication":"{{Convert.ToHexStringLower(Entries.Of(0, "a", 0).Publication.ToBytes())}}"}""" }));
        Assert.That(Activity.Current, Is.SameAs(traced));
    }

    [Test]
    public async Task A_conflict_of_many_writers_leaves_one_order_without_a_gap()
    {
        const int each = 40, writers = 3;
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            await using var journal = await EventStoreJournal.Open(_place, Origin, None);
            for (var written = 0; written < each;)
            {
                var head = await journal.Count(None);
                if (await journal.Append([Entries.Of(head, $"s-{writer}", written, $"{writer}/{written}")], None) == Appended.Yes) written++;
            }
        }));
        Assert.That((await Journal.ReadAll(0, None).ToList()).Select(entry => entry.Index), Is.EqualTo(Enumerable.Range(0, each * writers)));
        Assert.That(await Journal.Lengths([.. Enumerable.Range(0, writers).Select(writer => $"s-{writer}")], None), Is.All.EqualTo(each));
    }
}
