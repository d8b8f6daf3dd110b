using Ledger.Journal;
using static Ledger.Tests.Intake.TestLedger;

namespace Ledger.Tests.Intake;

/// <summary>How long a stream is the journal is asked once, and again only where another writer may have made it longer.</summary>
public sealed class KnownLengthsTests
{
    [Test]
    public async Task Only_what_was_not_written_to_or_read_is_asked()
    {
        var journal = new AskedJournal(new MemoryJournal("ledger.test/x"));
        await using var ledger = new TestLedger(journal);
        await ledger.Publish(Service, OptIn("a", "u-1"));
        journal.Asked.Clear();
        await ledger.Publish(Service, OptIn("b", "u-1"));
        Assert.That(journal.Asked, Is.Empty, "it was written to just now");

        await using var other = new Sequencer(journal, ledger.Vault, ledger.Clock);
        var token = ledger.Vault.FindToken("u-1")!;
        var longer = await other.Submit([new(ledger.Preparer.Write("x", new Persons.SubjectRegistered(), token, ledger.Clock.Now, "officer"))], default);
        Assert.That(longer.Receipts, Is.Not.Null);
        journal.Asked.Clear();
        var outcome = await ledger.Publish(Service, OptIn("c", "u-1"));
        Assert.That(outcome.Value!.Single().Sequence, Is.EqualTo(await journal.Length(token, default) - 1), "what another writer recorded stands before it");
        Assert.That(journal.Asked, Is.Empty, "it was read with what the other one recorded");
    }

    /// <summary>It remembers which lengths it was asked for.</summary>
    sealed class AskedJournal(IJournal inner) : IJournal
    {
        public List<string> Asked { get; } = [];

        public LogOrigins Origins => inner.Origins;

        public ValueTask<IReadOnlyList<long>> Lengths(IReadOnlyList<string> streams, CancellationToken cancel)
        {
            Asked.AddRange(streams);
            return inner.Lengths(streams, cancel);
        }

        public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel) => inner.Append(batch, cancel);

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
