using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using Ledger.Access;
using Ledger.Host.Server.Listening;
using Ledger.Journal;
using Ledger.Listening;
using Ledger.Sealing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Host.Tests.Server;

/// <summary>What many listeners, slow ones and long absent ones cost.</summary>
public sealed class FeedLoadTests
{
    static readonly TimeSpan Patience = Workspace.Patience;

    CountingJournal _journal = null!;
    PersonIds _persons = null!;
    Tail _tail = null!;

    [SetUp]
    public async Task Start()
    {
        _journal = new(new MemoryJournal("ledger.test/feed"));
        _persons = new(_journal, new MemoryKeyVault(Randomness.Seeded(1)));
        _tail = new(_journal, _persons, NullLogger<Tail>.Instance);
        await _tail.StartAsync(default);
    }

    [TearDown]
    public async Task Stop()
    {
        await _tail.StopAsync(default);
        _tail.Dispose();
        await _journal.DisposeAsync();
    }

    [Test]
    public async Task A_thousand_followers_read_the_journal_once()
    {
        const int followers = 1000, events = 200;
        var following = Enumerable.Range(0, followers).Select(_ => Follow(0, events)).ToArray();
        await Append(0, events);
        foreach (var heard in await Task.WhenAll(following).WaitAsync(Patience)) Assert.That(heard, Is.EqualTo(Enumerable.Range(0, events).Select(n => (long)n)));
        Assert.That(_journal.Follows, Is.EqualTo(1));
        Assert.That(_journal.Reads, Is.Zero, "all were near the end");
    }

    [Test]
    public async Task Who_is_far_behind_reads_the_journal_and_then_joins_the_others()
    {
        const int old = 5000, more = 100;
        await Append(0, old);
        await _tail.Next(old, default);
        await Append(old, more);
        Assert.That(await Follow(0, old + more).WaitAsync(Patience), Is.EqualTo(Enumerable.Range(0, old + more).Select(n => (long)n)));
        Assert.That(_journal.Reads, Is.InRange(1, (old / 64) + 1));
    }

    [Test]
    public async Task A_reader_that_does_not_take_what_is_sent_is_dropped_and_little_was_held_for_it()
    {
        const int events = 3000;
        await Append(0, events);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 64 << 10, resumeWriterThreshold: 32 << 10));
        var settings = new ListeningSettings { WriteTimeout = TimeSpan.FromMilliseconds(200) };
        var filter = EventFilter.Of(Role.Officer, [], []).Value;
        var feed = new Feed(_tail, new Delivery(_persons), TimeProvider.System, settings, pipe.Writer, filter, 0).Run(() => Task.FromResult(true), default);
        Assert.That(async () => await feed.WaitAsync(Patience), Throws.InstanceOf<OperationCanceledException>());
        await pipe.Writer.CompleteAsync();
        var held = (await pipe.Reader.ReadAsync()).Buffer.Length;
        Assert.That(held, Is.InRange(1, 256 << 10), "one page more than the reader's buffer");
    }

    [Test]
    public async Task A_reader_whose_key_was_taken_back_hears_no_more()
    {
        var pipe = new Pipe();
        var settings = new ListeningSettings { Heartbeat = TimeSpan.FromMilliseconds(50) };
        var asked = 0;
        var feed = new Feed(_tail, new Delivery(_persons), TimeProvider.System, settings, pipe.Writer, EventFilter.Of(Role.Officer, [], []).Value, 0)
            .Run(() => Task.FromResult(++asked < 3), default);
        await feed.WaitAsync(Patience);
        Assert.That(asked, Is.EqualTo(3));
    }

    [Test]
    public void The_ring_gives_up_the_oldest_by_number_and_by_bytes()
    {
        var ring = new Ring(4, 1000);
        for (var n = 0; n < 6; n++) ring.Add(HeardEvent.Of(EntryOf(n, 10)));
        Assert.That((ring.First, ring.Take(1, 9), ring.Take(2, 9)!.Count, ring.Take(9, 9)!.Count), Is.EqualTo((2L, (List<HeardEvent>?)null, 4, 0)));
        ring.Add(HeardEvent.Of(EntryOf(6, 2000)));
        Assert.That((ring.First, ring.Take(6, 9)!.Count), Is.EqualTo((6L, 1)), "even one too large is held, alone");
    }

    async Task<List<long>> Follow(long from, int count)
    {
        var heard = new List<long>(count);
        while (heard.Count < count)
        {
            var grown = _tail.Grown;
            var page = await _tail.Next(from, default);
            heard.AddRange(page.Select(e => e.Index));
            from += page.Count;
            if (page.Count == 0) await grown;
        }
        return heard;
    }

    async Task Append(long from, int count)
    {
        for (var at = from; at < from + count; at += 50)
            await _journal.Append([.. Enumerable.Range(0, 50).Select(n => EntryOf(at + n, 100))], default);
    }

    static Entry EntryOf(long index, int padding) => new(index, "registers", index, PublicationKey.Of("/t", $"{index}"),
        Encoding.UTF8.GetBytes($$$"""{"specversion":"1.0","id":"{{{index}}}","type":"ledger.system.retired.v1","data":{"reason":"{{{new string('x', padding)}}}"}}"""));

    /// <summary>Counts who reads.</summary>
    sealed class CountingJournal(IJournal journal) : IJournal
    {
        int _reads, _follows;

        public int Reads => _reads;

        public int Follows => _follows;

        public LogOrigins Origins => journal.Origins;

        public ValueTask<Appended> Continue(string origin, Entry first, CancellationToken cancel) => journal.Continue(origin, first, cancel);

        public ValueTask<long> Count(CancellationToken cancel) => journal.Count(cancel);

        public ValueTask<Appended> Append(IReadOnlyList<Entry> batch, CancellationToken cancel) => journal.Append(batch, cancel);

        public ValueTask<long> Length(string stream, CancellationToken cancel) => journal.Length(stream, cancel);

        public ValueTask<Entry?> Find(PublicationKey publication, CancellationToken cancel) => journal.Find(publication, cancel);

        public IAsyncEnumerable<Entry> Read(string stream, long from, CancellationToken cancel) => journal.Read(stream, from, cancel);

        public IAsyncEnumerable<Entry> ReadAt(IReadOnlyList<long> indexes, CancellationToken cancel) => journal.ReadAt(indexes, cancel);

        public async IAsyncEnumerable<Entry> ReadAll(long from, [EnumeratorCancellation] CancellationToken cancel)
        {
            Interlocked.Increment(ref _reads);
            await foreach (var entry in journal.ReadAll(from, cancel)) yield return entry;
        }

        public IAsyncEnumerable<Entry> Follow(long from, CancellationToken cancel)
        {
            Interlocked.Increment(ref _follows);
            return journal.Follow(from, cancel);
        }

        public ValueTask DisposeAsync() => journal.DisposeAsync();
    }
}
