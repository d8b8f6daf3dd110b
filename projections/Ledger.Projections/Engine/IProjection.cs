namespace Ledger.Projections;

/// <summary>One question's fold: takes every event in order, and hands over the rows it changed when the batch ends.</summary>
interface IProjection
{
    /// <summary>Folds one event. It may read rows of earlier batches, never the clock.</summary>
    ValueTask Fold(Decoded happened, CancellationToken cancel);

    /// <summary>Puts the rows changed since the last flush into the batch's change set.</summary>
    void Flush(ChangeSet changes);

    /// <summary>The batch is committed.</summary>
    void Settle();
}
