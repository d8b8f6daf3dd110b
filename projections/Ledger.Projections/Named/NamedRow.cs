using Ledger.Destruction;
using Ledger.Journal;
using Ledger.Law;
using Ledger.Reading;
using Ledger.Sealing;

namespace Ledger.Projections;

/// <summary>Somebody is named by events that are about somebody or something else: until when the ledger must be able to tell who that was.</summary>
/// <param name="Token">The token of the person named.</param>
/// <param name="Stream">
/// The stream whose own state says how long: an act of destruction, or a person who is represented; empty for all events whose term was fixed when they
/// were recorded, of which there is one row.
/// </param>
/// <param name="Until">The latest of those fixed ends, microseconds since 1970 UTC; 0 where a stream says.</param>
[RowIndex(nameof(Token), nameof(Stream))]
public sealed record NamedRow(string Token, string Stream, long Until) : IRow
{
    /// <inheritdoc/>
    public string Key => $"{Token}/{Stream}";
}

/// <summary>How long an event needs the persons it names.</summary>
static class NamingTerms
{
    /// <summary>
    /// Rows of the persons the event names. A report of destruction is kept for its own stored term (Order RKN 179); what a representative said, as long as the
    /// proof of it, which the represented person's stream tells; a signature, as long as its act. For inquiries and incidents no law sets a term: the one for
    /// proof is taken, from the event (GOV-10).
    /// </summary>
    public static IEnumerable<NamedRow> Of(RecordedEvent happened)
    {
        var named = PersonRefs.In(happened.Data);
        if (named.Count == 0) return [];
        var follows = happened.Data is ActEvent || (happened.Stream == happened.Subject && happened.Data is not DataDestroyed);
        var row = follows ? new NamedRow("", happened.Stream, 0) : new NamedRow("", "", Micros.Of(FixedEnd(happened)));
        return named.Select(person => person.Text).Distinct(StringComparer.Ordinal).Where(token => token != happened.Subject || !follows).Select(token => row with { Token = token });
    }

    static DateTimeOffset FixedEnd(RecordedEvent happened) =>
        happened.Data is DataDestroyed { Duties: { } duties } && duties.Where(duty => duty.Rule == RuleIds.KeepDestructionEvidence).Max(duty => (DateTimeOffset?)duty.Due) is { } due
            ? due
            : happened.Time.AddYears(PersonErasure.EvidenceYears);
}

/// <summary>Who is named where, a row for each person and source of a term: however often staff are named, they cost one row.</summary>
sealed class NamedProjection(ProjectionContext context) : IProjection
{
    public async ValueTask Fold(Decoded happened, CancellationToken cancel)
    {
        foreach (var row in NamingTerms.Of(happened.Event))
        {
            var known = await context.Changes.Find<NamedRow>(row.Key, cancel);
            if (known is null || known.Until < row.Until) context.Changes.Put(row);
        }
    }
}
