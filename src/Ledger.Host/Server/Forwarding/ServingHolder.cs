using Ledger.Postgres;

namespace Ledger.Host.Server.Forwarding;

/// <summary>Who serves, as this replica knows it. What was sent to one whose turn has ended is given up: a machine that was stopped never answers.</summary>
sealed class ServingHolder : IDisposable
{
    volatile Holder? _current;
    volatile TaskCompletionSource _changed = Awaited();

    /// <summary>The one that serves and listens; null where nobody is known to.</summary>
    public Holder? Current => _current;

    /// <summary>Completes when <see cref="Current"/> is another than when it was asked for, or nobody.</summary>
    public Task Changed => _changed.Task;

    /// <summary>What the database last failed with, by its code; null where it answers.</summary>
    public string? Failure { get; set; }

    /// <summary>Takes note of whose turn it is; one at a time.</summary>
    public void Note(ServingTurn seen)
    {
        if (seen is not { Held: true, Address: { } address }) Turn(null);
        else if (_current?.Turn != seen.Turn) Turn(new(seen.Turn, address.TrimEnd('/')));
    }

    public void Dispose() => Turn(null);

    static TaskCompletionSource Awaited() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    void Turn(Holder? next)
    {
        var (before, changed) = (_current, _changed);
        if (before is null && next is null) return;
        _current = next;
        before?.Dispose();
        _changed = Awaited();
        changed.SetResult();
    }

    /// <summary>One replica's turn; disposing of it ends what was asked of that replica.</summary>
    public sealed class Holder : IDisposable
    {
        readonly CancellationTokenSource _ended = new();

        public Holder(long turn, string address) => (Turn, Address, Ended) = (turn, address, _ended.Token);

        public long Turn { get; }

        public string Address { get; }

        public CancellationToken Ended { get; }

        public void Dispose()
        {
            _ended.Cancel();
            _ended.Dispose();
        }
    }
}
