using Ledger.Reading;

namespace Ledger.Access;

/// <summary>A one-time link that was opened: remembered until it would have ended anyway.</summary>
/// <param name="Id">The link's random part.</param>
/// <param name="Until">When it ends, microseconds since 1970 UTC.</param>
public sealed record UsedLinkRow(string Id, long Until) : IRow
{
    /// <inheritdoc/>
    public string Key => Id;
}
