using Ledger.Journal;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>An event type in the journal that this version does not know: kept, exported, counted; nothing is decided on it.</summary>
/// <param name="Type">The full type as recorded.</param>
/// <param name="Count">How many events of it there are.</param>
/// <param name="FirstIndex">Index of the first.</param>
/// <param name="LastIndex">Index of the last.</param>
public sealed record UnknownRow(string Type, long Count, long FirstIndex, long LastIndex) : IRow
{
    /// <inheritdoc/>
    public string Key => Type;
}

/// <summary>Counts what cannot be read and names where it is.</summary>
sealed class UnknownProjection(ProjectionContext context) : IProjection
{
    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        if (happened.Event.Data is not UnknownEvent unknown) return;
        var row = await context.Changes.Find<UnknownRow>(unknown.Type, cancel);
        context.Changes.Put(row is null
            ? new UnknownRow(unknown.Type, 1, happened.Index, happened.Index)
            : row with { Count = row.Count + 1, LastIndex = happened.Index });
    }
}
