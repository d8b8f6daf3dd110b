using System.Globalization;
using Ledger.Access;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>Somebody looked at a person's record, or took a copy out: a line of the access journal (152-FZ 19(2)(8)).</summary>
/// <param name="Index">Index of the event.</param>
/// <param name="At">When, microseconds since 1970 UTC.</param>
/// <param name="Viewer">Who.</param>
/// <param name="What">What was read, for example <c>file</c>, or which report was taken out.</param>
/// <param name="Exported">Whether a copy left the ledger.</param>
/// <param name="Person">Whose: the person's token, or null where it was about nobody in particular.</param>
/// <param name="Inquiry">The inquiry an export answers, or null.</param>
/// <param name="Events">How many events an export holds, or null.</param>
/// <param name="Publication">The event's id: with the ledger's own source it finds the event, which has the reason, sealed.</param>
/// <param name="Ground">The short code an export about nobody in particular gave as its reason, or null.</param>
[RowIndex(nameof(Viewer), nameof(Index), nameof(At), nameof(Exported))]
[RowIndex(nameof(Person), nameof(Index))]
[RowIndex(nameof(Index), nameof(At), nameof(Exported))]
public sealed record ReadingRow(
    long Index, long At, string Viewer, string What, bool Exported, string? Person, string? Inquiry, long? Events, string Publication, string? Ground) : IRow
{
    /// <inheritdoc/>
    public string Key { get; } = Index.ToString("d19", CultureInfo.InvariantCulture);
}

/// <summary>The access journal: one row for each reading and each export.</summary>
sealed class ReadingProjection(ProjectionContext context) : IProjection
{
    public ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        if (happened.Event is not { Data: ViewEvent data } e) return ValueTask.CompletedTask;
        var row = new ReadingRow(e.Index, Micros.Of(e.Time), e.Actor, "", false, e.Subject, null, null, e.Id, null);
        if (data is RecordViewed viewed) context.Changes.Put(row with { What = viewed.What });
        if (data is ReportExported exported)
            context.Changes.Put(row with { What = exported.Report, Exported = true, Inquiry = exported.Inquiry, Events = exported.Events, Ground = exported.Ground });
        return ValueTask.CompletedTask;
    }
}
