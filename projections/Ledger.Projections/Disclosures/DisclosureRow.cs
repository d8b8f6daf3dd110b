using System.Globalization;
using Ledger.Disclosures;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>One disclosure: who received whose data, when, on what ground (152-FZ 14(7)).</summary>
/// <param name="Index">Index of the event.</param>
/// <param name="At">When it happened, microseconds since 1970 UTC.</param>
/// <param name="Recipient">To whom.</param>
/// <param name="Person">Whose data: the person's token.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Ground">consent, service, law, or null where none was given.</param>
/// <param name="Basis">The law's basis, or null.</param>
/// <param name="Mode">provision, access or dissemination.</param>
/// <param name="Country">Into which country.</param>
/// <param name="Categories">Which categories, with spaces between.</param>
/// <param name="Consent">The consent relied on, or null.</param>
/// <param name="Document">Kind of the document behind the ground, or null.</param>
/// <param name="Norm">The norm that document cites, or null.</param>
/// <param name="System">From which system, or null.</param>
/// <param name="Records">How many records, or null.</param>
/// <param name="Anonymised">Whether the data was anonymised.</param>
[RowIndex(nameof(Recipient), nameof(Index), nameof(At), nameof(Ground))]
[RowIndex(nameof(Person), nameof(Index))]
[RowIndex(nameof(Ground), nameof(Index), nameof(At))]
[RowIndex(nameof(Index), nameof(At))]
[RowIndex(nameof(At), nameof(Index), nameof(Ground))]
[RowIndex(nameof(Recipient), nameof(At), nameof(Index), nameof(Ground))]
public sealed record DisclosureRow(
    long Index, long At, string Recipient, string Person, string Purpose, string? Ground, string? Basis, string Mode, string Country,
    string Categories, string? Consent, string? Document, string? Norm, string? System, long? Records, bool Anonymised) : IRow
{
    /// <inheritdoc/>
    public string Key { get; } = Index.ToString("d19", CultureInfo.InvariantCulture);

    internal static DisclosureRow Of(long index, DateTimeOffset at, string person, DisclosureMade data) => new(
        index, Micros.Of(at), data.Recipient, person, data.Purpose, data.Ground is { } ground ? Names.Of(ground) : null,
        data.Basis is { } basis ? Names.Of(basis) : null, Names.Of(data.Mode), data.Country, string.Join(' ', data.Categories), data.Consent,
        data.Document?.Kind, data.Document?.Norm, data.System, data.Records, data.Anonymised);
}

/// <summary>The disclosure register: one row for each disclosure, whatever the findings about it.</summary>
sealed class DisclosureProjection(ProjectionContext context) : IProjection
{
    public ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        if (happened.Event is { Data: DisclosureMade data, Subject: { } person } e)
            context.Changes.Put(DisclosureRow.Of(e.Index, e.Time, person, data));
        return ValueTask.CompletedTask;
    }
}
