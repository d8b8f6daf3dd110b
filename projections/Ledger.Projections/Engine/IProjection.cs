using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>One question's fold: takes every event in order, and hands over the rows it changed when the batch ends.</summary>
interface IProjection
{
    /// <summary>Folds one event. It may read rows of earlier batches, never the clock.</summary>
    ValueTask Fold(Decoded happened, CancellationToken cancel);

    /// <summary>
    /// Ends a batch: hands over what changed in it, as work that makes its rows; null where each row was put into the change set as it was folded. The
    /// batch before is committed by now. The work runs beside the folding of later events, so it uses nothing but what is handed over.
    /// </summary>
    Action<List<RowChange>>? HandOver() => null;
}
