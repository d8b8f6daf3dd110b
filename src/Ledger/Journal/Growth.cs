namespace Ledger.Journal;

/// <summary>
/// Tells followers that a journal grew. Take <see cref="Next"/> before reading the count, so that no growth in between is missed.
/// </summary>
public sealed class Growth
{
    TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// Completes at the first growth after this call; fails with <see cref="ObjectDisposedException"/> when the journal closes.
    /// </summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Wakes all who wait. To be called after the new count can be read.</summary>
    public void Happened() =>
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Ends all waiting, now and later: the journal is closed.</summary>
    public void End(string journal)
    {
        var ended = new TaskCompletionSource();
        ended.SetException(new ObjectDisposedException(journal));
        _ = ended.Task.Exception;   // observed, so that a journal nobody follows ends in silence
        var waiting = Interlocked.Exchange(ref _next, ended);
        waiting.TrySetException(new ObjectDisposedException(journal));
        _ = waiting.Task.Exception;
    }
}
