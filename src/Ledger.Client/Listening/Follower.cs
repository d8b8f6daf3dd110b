using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Ledger.Client.Sending;

namespace Ledger.Client.Listening;

/// <summary>Follows the feed over any number of connections, without a gap and without a double.</summary>
sealed class Follower(FeedConnection connection, TimeProvider clock)
{
    /// <summary>The events behind <see cref="FeedOptions.After"/>, without end. Throws a refusal; everything else is tried again.</summary>
    public async IAsyncEnumerable<FeedEvent> Follow(FeedOptions feed, [EnumeratorCancellation] CancellationToken cancel)
    {
        var after = feed.After;
        for (var failed = 0; ; failed++)
        {
            await using var heard = connection.Listen(feed, after, cancel).GetAsyncEnumerator(cancel);
            while (await Next(heard, cancel).ConfigureAwait(false) is { } item)
            {
                failed = -1;
                if (item.Json is not null) yield return item.Decode();
                after = item.Index;   // only now: whoever stopped while dealing with it hears it again
            }
            cancel.ThrowIfCancellationRequested();
            await Task.Delay(Backoff.After(Math.Max(failed, 0), (double)RandomNumberGenerator.GetInt32(1000) / 1000, null), clock, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>The next one; null where the connection is lost.</summary>
    public static async ValueTask<Heard?> Next(IAsyncEnumerator<Heard> heard, CancellationToken cancel)
    {
        try
        {
            return await heard.MoveNextAsync().ConfigureAwait(false) ? heard.Current : null;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            return null;
        }
    }
}
