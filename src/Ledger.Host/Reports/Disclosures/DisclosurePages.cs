using System.Runtime.CompilerServices;
using Ledger.Projections;

namespace Ledger.Host.Reports.Disclosures;

/// <summary>Some rows of the register of disclosures in a row, and what was found about them.</summary>
/// <param name="Rows">The rows, in the order recorded.</param>
/// <param name="Findings">The findings, by index of the event.</param>
sealed record DisclosurePage(IReadOnlyList<DisclosureRow> Rows, ILookup<long, FindingRow> Findings)
{
    public IEnumerable<FindingRow> FindingsOf(DisclosureRow row) => Findings[row.Index];
}

/// <summary>Reads the register of disclosures.</summary>
static class DisclosurePages
{
    /// <summary>What a question asks for, up to the index that is read.</summary>
    public static async IAsyncEnumerable<DisclosurePage> Read(ReportQuestion asked, ReportReading reading, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var page in Paged.Read<DisclosureRow>(
            reading.Models, last => DisclosureQueries.All(asked.Recipient, null, asked.From, asked.To, last?.Index ?? -1, Paged.Rows), cancel))
        {
            var rows = page.TakeWhile(row => row.Index <= reading.Known).ToList();
            if (rows.Count > 0) yield return new(rows, await Findings(rows, reading, cancel));
            if (rows.Count < page.Count) yield break;
        }
    }

    /// <summary>A duty missed in the same event is a finding about the duty, not about the disclosure.</summary>
    static async ValueTask<ILookup<long, FindingRow>> Findings(List<DisclosureRow> rows, ReportReading reading, CancellationToken cancel)
    {
        var (indexes, found) = (rows.Select(row => row.Index).ToHashSet(), new List<FindingRow>());
        await foreach (var page in Paged.Read<FindingRow>(
            reading.Models, last => FindingQueries.InPlaces(Finding.FirstPlaceOf(rows[0].Index), Finding.FirstPlaceOf(rows[^1].Index + 1), last?.Place ?? -1, Paged.Rows), cancel))
            found.AddRange(page.Where(finding => finding.Code != FindingKinds.DutyMissed && indexes.Contains(finding.Index)));
        return found.ToLookup(finding => finding.Index);
    }
}
