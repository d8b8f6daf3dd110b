using System.Globalization;
using Ledger.Destruction;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>One system's report that it destroyed data (Order RKN 179); who did it and of whom stays sealed in the event.</summary>
/// <param name="Index">Index of the event.</param>
/// <param name="At">When it was reported to have happened, microseconds since 1970 UTC.</param>
/// <param name="Person">Whose data: the person's token.</param>
/// <param name="System">In which system.</param>
/// <param name="Categories">Which categories, with spaces between.</param>
/// <param name="Automated">Whether processing was automated: then the act needs an export of the log.</param>
/// <param name="Method">How.</param>
/// <param name="Reason">Why.</param>
/// <param name="DestroyedOn">Local date of destruction, yyyy-MM-dd.</param>
/// <param name="Act">Reference of the act, or null.</param>
/// <param name="Processor">The processor, or null.</param>
/// <param name="Purposes">For which purposes, with spaces between; null for all.</param>
[RowIndex(nameof(Act), nameof(Index), nameof(At))]
[RowIndex(nameof(Person), nameof(Index))]
[RowIndex(nameof(System), nameof(Index), nameof(At))]
[RowIndex(nameof(Index), nameof(At))]
public sealed record DestructionRow(
    long Index, long At, string Person, string System, string Categories, bool Automated, string Method, string Reason, string DestroyedOn, string? Act,
    string? Processor, string? Purposes) : IRow
{
    /// <inheritdoc/>
    public string Key { get; } = Index.ToString("d19", CultureInfo.InvariantCulture);

    internal static DestructionRow Of(long index, DateTimeOffset at, string person, DataDestroyed data) => new(
        index, Micros.Of(at), person, data.System, string.Join(' ', data.Categories), data.Automated, data.Method, Names.Of(data.Reason),
        data.DestroyedOn.ToString("o", CultureInfo.InvariantCulture), data.Act, data.Processor,
        data.Purposes is { Count: > 0 } purposes ? string.Join(' ', purposes) : null);
}

/// <summary>The register of destructions, one row for each report, and the acts they name.</summary>
sealed class DestructionProjection(ProjectionContext context) : IProjection
{
    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        switch (happened.Event)
        {
            case { Data: DataDestroyed data, Subject: { } person } e:
                context.Changes.Put(DestructionRow.Of(e.Index, e.Time, person, data));
                if (data.Act is { } named) context.Changes.Put((await Act(named, e.Index, cancel)).With(data));
                break;
            case { Data: ActEvent data } e:
                context.Changes.Put((await Act(data.Act, e.Index, cancel)).With(data, e.Time));
                break;
        }
    }

    async ValueTask<ActRow> Act(string act, long index, CancellationToken cancel) =>
        await context.Changes.Find<ActRow>(act, cancel) ?? ActRow.New(act, index);
}
