using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Which version of the folds filled a set: rows of another one are no base to go on from.</summary>
/// <param name="Version">The version, see <see cref="Current"/>.</param>
public sealed record FoldRow(long Version) : IRow
{
    /// <summary>The version of this program's folds. It rises whenever the same journal would give other rows.</summary>
    public const long Current = 8;

    /// <inheritdoc/>
    public string Key => Only;

    const string Only = "fold";

    /// <summary>Whether the rows of a set were filled by these folds; a set nobody filled yet can be.</summary>
    internal static async ValueTask<bool> Fits(IReadModels rows, CancellationToken cancel) =>
        await rows.Position(cancel) == 0 || (await rows.Find<FoldRow>(Only, cancel))?.Version == Current;
}
