using Ledger.Reading;

namespace Ledger.Migration;

/// <summary>Says that a ledger is being copied into this store and is not whole yet: nothing serves it while the row is there.</summary>
/// <param name="Key">Always <see cref="Only"/>.</param>
/// <param name="Origin">The first origin of the ledger that is copied.</param>
/// <param name="Move">Which move: a random name, made when it began; null where an earlier version began it.</param>
public sealed record UnfinishedRow(string Key, string Origin, string? Move = null) : IRow
{
    /// <summary>The one row's key.</summary>
    public const string Only = "migration";
}
