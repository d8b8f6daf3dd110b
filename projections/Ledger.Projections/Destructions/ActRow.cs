using System.Globalization;
using Ledger.Destruction;
using Ledger.Law;
using Ledger.Reading;

namespace Ledger.Projections;

/// <summary>An act of destruction: named by reports, issued, signed, kept, removed. Moments are microseconds since 1970 UTC.</summary>
/// <param name="Act">Its reference, as the reports name it.</param>
/// <param name="Reports">How many reports of destruction name it.</param>
/// <param name="LastDestroyedOn">The last local date of destruction reported, yyyy-MM-dd, or null.</param>
/// <param name="IssuedAt">When it was issued last, or null.</param>
/// <param name="IssuedReports">How many reports the act issued last rests on, or null.</param>
/// <param name="Persons">How many persons the act issued last is about, or null.</param>
/// <param name="MediaType">Media type of the document issued last, or null.</param>
/// <param name="Signers">Tokens of those who signed what was issued last, with spaces between.</param>
/// <param name="KeptUntil">When the three years end (Order RKN 179, p. 8), or null.</param>
/// <param name="RemovedAt">When its keys were destroyed, or null.</param>
/// <param name="IsPending">Whether it is to be issued, or issued anew: reports came that the act does not hold.</param>
/// <param name="Index">Index of the event that named it first.</param>
[RowIndex(nameof(IsPending), nameof(Index))]
[RowIndex(nameof(Index))]
public sealed record ActRow(
    string Act, long Reports, string? LastDestroyedOn, long? IssuedAt, long? IssuedReports, long? Persons, string? MediaType, string Signers, long? KeptUntil,
    long? RemovedAt, bool IsPending, long Index) : IRow
{
    /// <inheritdoc/>
    public string Key => Act;

    /// <summary>Acts in the order first named; <paramref name="after"/> is the index of the last row of the page before, or -1.</summary>
    public static Func<IQueryable<ActRow>, IQueryable<ActRow>> All(bool pendingOnly = false, long after = -1, int take = 100) => rows =>
        (pendingOnly ? rows.Where(a => a.IsPending && a.Index > after) : rows.Where(a => a.Index > after)).OrderBy(a => a.Index).Take(take);

    internal static ActRow New(string act, long index) => new(act, 0, null, null, null, null, null, "", null, null, false, index);

    /// <summary>One more report names it; an act whose term ended takes no more.</summary>
    internal ActRow With(DataDestroyed data)
    {
        var day = data.DestroyedOn.ToString("o", CultureInfo.InvariantCulture);
        return this with
        {
            Reports = Reports + 1, LastDestroyedOn = string.CompareOrdinal(day, LastDestroyedOn) > 0 ? day : LastDestroyedOn, IsPending = RemovedAt is null,
        };
    }

    /// <summary>Something happened to the act itself; a document issued anew has no signatures yet.</summary>
    internal ActRow With(ActEvent data, DateTimeOffset time) => data switch
    {
        ActIssued issued => this with
        {
            IssuedAt = Micros.Of(time), IssuedReports = issued.Reports, Persons = issued.Persons, MediaType = issued.MediaType, Signers = "",
            KeptUntil = issued.Duties?.Where(d => d.Rule == RuleIds.KeepDestructionEvidence).Select(d => (long?)Micros.Of(d.Due)).Max() ?? KeptUntil,
            IsPending = issued.Reports < Reports,
        },
        ActSigned { Signer.Person.Text: var signer } => Signers.Split(' ').Contains(signer) ? this : this with { Signers = $"{Signers} {signer}".Trim() },
        ActRemoved => this with { RemovedAt = Micros.Of(time), IsPending = false },
        _ => this,
    };
}
