using Ledger.Client.Listening;
using Ledger.Client.Sending;
using Ledger.Journal;
using Microsoft.Extensions.Logging;

namespace Ledger.Client.Asking;

/// <summary>Tells the cache what changed. It begins to listen when the first question is asked.</summary>
sealed partial class CacheFeed(FeedConnection connection, AnswerCache cache, TimeProvider clock, ILogger<CacheFeed> log) : IAsyncDisposable
{
    static readonly FeedOptions Everything = new();

    readonly CancellationTokenSource _closing = new();
    readonly Lock _gate = new();
    Task? _listening;

    /// <summary>Begins to listen, if it has not begun yet.</summary>
    public void Begin()
    {
        lock (_gate) _listening ??= _closing.IsCancellationRequested ? Task.CompletedTask : Task.Run(() => Listen(_closing.Token));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        if (_listening is { } listening) await listening.ConfigureAwait(false);
        _closing.Dispose();
    }

    async Task Listen(CancellationToken cancel)
    {
        for (var failed = 0; !cancel.IsCancellationRequested; failed++)
        {
            try
            {
                await using var heard = connection.Listen(Everything, null, cancel).GetAsyncEnumerator(cancel);
                while (await Follower.Next(heard, cancel).ConfigureAwait(false) is { } item)
                {
                    failed = -1;
                    if (item.Json is not null) cache.Heard(Concerned(item), item.Index);
                    cache.Reached(item.Index);
                }
            }
            catch (OperationCanceledException) when (cancel.IsCancellationRequested)
            {
            }
            catch (Exception error)   // a refusal, or what is no event: without the feed nothing is kept, and every question goes to the ledger
            {
                NotHeard(log, (error as LedgerException)?.Message ?? error.GetType().Name);
            }
            finally
            {
                cache.Lost();
            }
            if (!cancel.IsCancellationRequested) await Task.Delay(Backoff.After(Math.Max(failed, 0), 1, null), clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    static Concern Concerned(Heard item)
    {
        var decoded = item.Decode();
        return Concern.Of(EventCatalogue.Newest(decoded.Recorded.Type), decoded.UserId);
    }

    [LoggerMessage(10, LogLevel.Warning, "The feed is not heard ({Cause}): answers are not kept")]
    static partial void NotHeard(ILogger log, string cause);
}
