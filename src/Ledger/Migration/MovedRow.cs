using Ledger.Reading;

namespace Ledger.Migration;

/// <summary>
/// Says that this ledger was copied to another engine, whole, and goes on there: here it is served and signed no more. See docs/decisions/0028-moved-ledgers.md.
/// </summary>
/// <param name="Key">Always <see cref="Only"/>.</param>
/// <param name="Profile">The engine it went to.</param>
/// <param name="Time">When, in microseconds since 1970 UTC.</param>
/// <param name="Move">Which move, as <see cref="UnfinishedRow.Move"/> at the target names it; null where an earlier version made it.</param>
public sealed record MovedRow(string Key, string Profile, long Time, string? Move = null) : IRow
{
    /// <summary>The one row's key.</summary>
    public const string Only = "moved";
}
