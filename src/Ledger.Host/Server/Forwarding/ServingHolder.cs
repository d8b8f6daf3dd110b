using Ledger.Postgres;

namespace Ledger.Host.Server.Forwarding;

/// <summary>Who serves, as this replica knows it. What was sent to one whose turn has ended is given up: a machine that was stopped never answers.</summary>
sealed class ServingHolder
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
        before?.End();
    }

    /// <summary>One replica's turn.</summary>
    public sealed class Holder(long turn, string address)
    {
        readonly CancellationTokenSource _ended = new();

        public long Turn => turn;

        public string Address => address;

        public CancellationToken Ended => _ended.Token;

        public void End() => _ended.Cancel();
    }
}
