namespace Ledger.Client.Outbox;

/// <summary>Says that something changed. Take <see cref="Next"/> before looking, so that no change is missed.</summary>
sealed class Signal
{
    TaskCompletionSource _next = New();

    /// <summary>Ends at the next change.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    /// <summary>Something changed.</summary>
    public void Pulse() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
