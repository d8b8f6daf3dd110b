using Ledger.Postgres;

namespace Ledger.Host.Server.Forwarding;

/// <summary>Who serves, as this replica knows it. What was sent to one whose turn has ended is given up: a machine that was stopped never answers.</summary>
sealed class ServingHolder : IDisposable
{
    volatile Holder? _current;

    /// <summary>The one that serves and listens; null where nobody is known to.</summary>
    public Holder? Current => _current;

    /// <summary>What the database last failed with, by its code; null where it answers.</summary>
    public string? Failure { get; set; }

    /// <summary>Takes note of whose turn it is; one at a time.</summary>
    public void Note(ServingTurn seen)
    {
        var before = _current;
        if (seen is { Held: true, Address: { } address })
        {
            if (before?.Turn == seen.Turn) return;
            _current = new(seen.Turn, address.TrimEnd('/'));
        }
        else
        {
            _current = null;
        }
        before?.Dispose();
    }

    public void Dispose() => _current?.Dispose();

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
