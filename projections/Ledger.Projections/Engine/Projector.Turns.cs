using Ledger.Reading;

namespace Ledger.Projections;

/// <content>Taking turns, where several processes share the store.</content>
public sealed partial class Projector
{
    static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// Folds everything the journal holds by now into the current set; anew, where another version of the folds filled it. While it is another process's turn,
    /// waits until that one has.
    /// </summary>
    public async Task CatchUp(CancellationToken cancel, IProgress<ProjectionProgress>? progress = null)
    {
        if (lease is null)
        {
            await FoldAll(progress, cancel);
            return;
        }
        var count = await journal.Count(cancel);
        while (!await IsFoldedElsewhere(lease, count, cancel))
        {
            try
            {
                await FoldAll(progress, cancel);
                return;
            }
            catch (RowsOvertakenException)
            {
                // the turn passed on meanwhile
            }
        }
    }

    /// <summary>Waits until it is this process's turn (false), or another one has folded that far (true).</summary>
    async Task<bool> IsFoldedElsewhere(IFoldingLease turns, long count, CancellationToken cancel)
    {
        if (turns.IsHeld) return false;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var turn = turns.Take(stop.Token).AsTask();
        while (await Task.WhenAny(turn, Task.Delay(Nap, cancel)) != turn)
        {
            if (await store.Current.Position(cancel) < count) continue;
            await stop.CancelAsync();
            await Task.WhenAny(turn);
            return !turns.IsHeld;
        }
        await turn;
        return false;
    }

    /// <summary>
    /// Follows the journal until cancelled, in small batches; <paramref name="committed"/> is told each position after it was committed.
    /// Throws what the journal or the store throws; it can then be called again.
    /// </summary>
    public async Task Run(Func<long, CancellationToken, ValueTask>? committed, CancellationToken cancel)
    {
        if (lease is null)
        {
            await Follow(committed, default, cancel);
            return;
        }
        while (true)
        {
            var lost = await lease.Take(cancel);
            try
            {
                await Follow(committed, lost, cancel);
                return;
            }
            catch (Exception error) when (error is RowsOvertakenException || (error is OperationCanceledException && lost.IsCancellationRequested && !cancel.IsCancellationRequested))
            {
                await Forget(cancel);   // what is in memory may be behind the rows by now
            }
        }
    }

    async Task Forget(CancellationToken cancel)
    {
        await _gate.WaitAsync(cancel);
        _live = null;
        _gate.Release();
    }
}
