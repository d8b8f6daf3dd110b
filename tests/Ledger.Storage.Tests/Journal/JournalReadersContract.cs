using Ledger.Journal;

namespace Ledger.Storage.Tests;

/// <summary>What readers and followers of every journal see while it grows.</summary>
abstract class JournalReadersContract : JournalContract
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Test]
    public async Task Readers_see_whole_batches_only_and_no_gap()
    {
        const int batches = 200, batchLength = 7;
        using var stop = new CancellationTokenSource(Patience);
        var reads = 0;
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            for (var length = 0; length < batches * batchLength; Interlocked.Increment(ref reads))
            {
                var indexes = (await Journal.ReadAll(0, stop.Token).ToList()).Select(entry => entry.Index).ToList();
                Assert.That(indexes, Is.EqualTo(Enumerable.Range(0, indexes.Count)));
                Assert.That(indexes.Count % batchLength, Is.Zero);
                Assert.That(await Journal.Length("all", stop.Token) % batchLength, Is.Zero);
                Assert.That(indexes, Has.Count.GreaterThanOrEqualTo(length));
                length = indexes.Count;
            }
        }, stop.Token)).ToArray();

        for (var batch = 0; batch < batches; batch++)
            await Journal.Append(Entries.Run(batch * batchLength, "all", batch * batchLength, batchLength), None);

        await Task.WhenAll(readers);
        Assert.That(reads, Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task A_follower_gets_what_is_there_and_then_what_comes()
    {
        await Journal.Append(Entries.Run(0, "a", 0, 3), None);
        using var stop = new CancellationTokenSource(Patience);
        await using var follower = Journal.Follow(1, stop.Token).GetAsyncEnumerator(stop.Token);

        Assert.That(await Next(follower), Is.EqualTo(1));
        Assert.That(await Next(follower), Is.EqualTo(2));
        var waiting = Next(follower);
        await Task.Delay(20);
        Assert.That(waiting.IsCompleted, Is.False);
        await Journal.Append(Entries.Run(3, "a", 3, 2), None);
        Assert.That(await waiting, Is.EqualTo(3));
        Assert.That(await Next(follower), Is.EqualTo(4));
    }

    [Test]
    public async Task Followers_miss_nothing_while_the_journal_grows_quickly()
    {
        const int entries = 1000;
        using var stop = new CancellationTokenSource(Patience);
        var followers = Enumerable.Range(0, 3).Select(from => Task.Run(async () =>
        {
            var expected = (long)from;
            await foreach (var entry in Journal.Follow(from, stop.Token))
            {
                Assert.That(entry.Index, Is.EqualTo(expected++));
                if (expected == entries) return;
            }
        }, stop.Token)).ToArray();

        for (var index = 0; index < entries; index++) await Journal.Append([Entries.Of(index, "a", index)], None);

        await Task.WhenAll(followers);
    }

    [Test]
    public async Task A_follower_may_start_beyond_the_end()
    {
        using var stop = new CancellationTokenSource(Patience);
        await using var follower = Journal.Follow(2, stop.Token).GetAsyncEnumerator(stop.Token);
        var waiting = Next(follower);
        await Journal.Append(Entries.Run(0, "a", 0, 2), None);
        await Journal.Append(Entries.Run(2, "a", 2, 1), None);
        Assert.That(await waiting, Is.EqualTo(2));
    }

    [Test]
    public async Task A_follower_stops_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        await using var follower = Journal.Follow(0, stop.Token).GetAsyncEnumerator(stop.Token);
        var waiting = Next(follower);
        await stop.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_follower_ends_with_an_exception_when_the_journal_closes()
    {
        await using var follower = Journal.Follow(0, None).GetAsyncEnumerator(None);
        var waiting = Next(follower);
        await Journal.DisposeAsync();
        Assert.That(async () => await waiting.WaitAsync(Patience), Throws.InstanceOf<ObjectDisposedException>());
    }

    static async Task<long> Next(IAsyncEnumerator<Entry> follower)
    {
        Assert.That(await follower.MoveNextAsync(), Is.True);
        return follower.Current.Index;
    }
}
