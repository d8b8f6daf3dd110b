using Ledger.Journal;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>A group is one append, and some journals append no more than so much at once.</summary>
public sealed class GroupSizeTests
{
    [Test]
    public async Task Where_one_append_holds_one_submission_for_sure_each_has_its_own_and_all_are_recorded()
    {
        var journal = new NarrowJournal(new MemoryJournal("ledger.test/x"));
        await using var ledger = new TestLedger(journal);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(person => ledger.Publish(Service, OptIn($"id-{person}", $"u-{person}"))));
        Assert.That(outcomes.Select(outcome => outcome.Value?.Count), Is.All.EqualTo(1));
        Assert.That(journal.Appends, Is.EqualTo(20));
        Assert.That((await ledger.Recorded()).Count(recorded => recorded.Type.Contains("opted-in", StringComparison.Ordinal)), Is.EqualTo(20));
    }

    /// <summary>It appends what a submission may hold, and no more.</summary>
    sealed class NarrowJournal(IJournal inner) : IJournal
    {
        public int Appends { get; set; }

        public long GroupBytesMax => Entry.BatchBytesMax;

        public LogOrigins Origins => inner.Origins;

        public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel)
        {
            Appends++;
            return inner.Append(batch, cancel);
        }

        public ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel) => inner.Continue(origin, first, cancel);

        public ValueTask<long> Count(CancellationToken cancel) => inner.Count(cancel);

        public ValueTask<long> Length(string stream, CancellationToken cancel) => inner.Length(stream, cancel);

        public ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) => inner.Find(publication, cancel);

        public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel) => inner.Read(stream, from, cancel);

        public IAsyncEnumerable<Entry> ReadAll(long from, CancellationToken cancel) => inner.ReadAll(from, cancel);

        public IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, CancellationToken cancel) => inner.ReadAt(indexes, cancel);

        public IAsyncEnumerable<Entry> Follow(long from, CancellationToken cancel) => inner.Follow(from, cancel);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
