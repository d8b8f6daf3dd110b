using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Where a page goes on: behind the row that is there. Which of its parts count is the register's own affair.</summary>
/// <param name="Number">The row's place in the register's order.</param>
/// <param name="Second">Its place among rows of the same number, where there can be several.</param>
/// <param name="Text">Its place in a register ordered by ids.</param>
public sealed record Place(long Number, long Second = 0, string Text = "");

/// <summary>Some rows of a register, in its order.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Next">Where the next page goes on; null on the last.</param>
/// <param name="Known">Index of the newest event the rows hold for; -1 in an empty ledger.</param>
public sealed record Page<TRow>(IReadOnlyList<TRow> Rows, Place? Next, long Known) where TRow : class, IRow
{
    /// <summary>The next page, for whoever reads the whole register in one go: he was let in, and what he reads was recorded. Null on the last.</summary>
    public Func<CancellationToken, ValueTask<Page<TRow>>>? More { get; init; }

    /// <summary>Where the page before ends, of an order that was chosen: to be asked for backwards. Null on the first.</summary>
    public Place? Previous { get; init; }
}
