namespace Ledger.Reading;

/// <summary>
/// Says which of several processes over the same read models folds: one at a time, and another within seconds after it ended, was cut off or stopped. It saves
/// work and keeps order; that two never interleave is the fence's doing, <see cref="IReadModels.Commit(IReadOnlyCollection{RowChange}, long, long, CancellationToken)"/>.
/// Safe for concurrent use.
/// </summary>
public interface IFoldingLease : IAsyncDisposable
{
    /// <summary>Whether it is this process's turn.</summary>
    bool IsHeld { get; }

    /// <summary>Waits until it is this process's turn, which it stays until the token that is answered says otherwise, or the lease is disposed of.</summary>
    ValueTask<CancellationToken> Take(CancellationToken cancel);
}
