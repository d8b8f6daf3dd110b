using Ledger.Host.Documents;
using Ledger.Projections;

namespace Ledger.Host.Reports.Disclosures;

/// <summary>How many disclosures there were, by recipient and by ground: memory grows with the recipients, who are few.</summary>
sealed class DisclosureTotals
{
    readonly Dictionary<string, (long[] ByGround, long Wrong)> _recipients = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    /// <summary>How many have a finding that is not resolved.</summary>
    public long Wrong { get; private set; }

    /// <summary>Recipients by what went to them, the most first.</summary>
    public IEnumerable<(string Recipient, IReadOnlyList<long> ByGround, long Wrong)> Recipients =>
        _recipients.OrderByDescending(pair => pair.Value.ByGround.Sum()).ThenBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, (IReadOnlyList<long>)pair.Value.ByGround, pair.Value.Wrong));

    /// <summary>How many on each ground, in the order of <see cref="DisclosureWords.Grounds"/>.</summary>
    public IReadOnlyList<long> ByGround => [.. Enumerable.Range(0, DisclosureWords.Grounds.Count).Select(at => _recipients.Values.Sum(recipient => recipient.ByGround[at]))];

    public void Add(DisclosureRow row, bool wrong)
    {
        var (byGround, before) = _recipients.TryGetValue(row.Recipient, out var known) ? known : (new long[DisclosureWords.Grounds.Count], 0);
        byGround[DisclosureWords.PlaceOf(row.Ground)]++;
        _recipients[row.Recipient] = (byGround, before + (wrong ? 1 : 0));
        Count++;
        if (wrong) Wrong++;
    }

    /// <summary>Counts all that a question asks for.</summary>
    public static async ValueTask<DisclosureTotals> Of(ReportQuestion asked, ReportReading reading, CancellationToken cancel)
    {
        var totals = new DisclosureTotals();
        await foreach (var page in DisclosurePages.Read(asked, reading, cancel))
            foreach (var row in page.Rows) totals.Add(row, page.FindingsOf(row).Any(finding => finding.State != DocumentJson.Name(FindingState.Resolved)));
        return totals;
    }
}
