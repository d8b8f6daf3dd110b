using System.Globalization;
using Ledger.Host.Documents;
using Ledger.Projections;

namespace Ledger.Host.Reports.Processing;

/// <summary>What was done, as the registers show it up to a moment: memory grows with purposes, recipients and kinds of finding, who are few.</summary>
sealed class Practice
{
    /// <summary>Findings that say that practice differs from the policy.</summary>
    static readonly string[] Differences =
    [
        FindingKinds.ServiceOutOfScope, FindingKinds.CategoryUndeclared, FindingKinds.CategoryUnknown, FindingKinds.PurposeUnknown, FindingKinds.StatisticsIdentifiable, FindingKinds.StorageAbroad,
        FindingKinds.SystemUnknown, FindingKinds.GroundNotInPolicy, FindingKinds.DisclosureNoGround, FindingKinds.DisclosureAbroad, FindingKinds.MessageUndeclared, FindingKinds.SupportOtherPurpose,
    ];

    const int DetailsMax = 8;

    readonly Dictionary<(string Purpose, string Recipient), long> _flows = [];
    readonly Dictionary<string, (long Count, long Last)> _recipients = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedSet<string>> _abroad = new(StringComparer.Ordinal);
    readonly Dictionary<string, (long Count, SortedSet<string> Details)> _found = new(StringComparer.Ordinal);
    readonly Dictionary<string, (long Reports, long WithAct)> _destroyed = new(StringComparer.Ordinal);

    /// <summary>How many events it rests on.</summary>
    public long Events { get; private set; }

    public long Views { get; private set; }

    public long Exports { get; private set; }

    /// <summary>To whom data went for a purpose, the most first.</summary>
    public IEnumerable<(string Recipient, long Count)> RecipientsOf(string purpose) =>
        _flows.Where(flow => flow.Key.Purpose == purpose).OrderByDescending(flow => flow.Value).ThenBy(flow => flow.Key.Recipient, StringComparer.Ordinal).Select(flow => (flow.Key.Recipient, flow.Value));

    /// <summary>Countries abroad data went to for a purpose.</summary>
    public IReadOnlyCollection<string> AbroadFor(string purpose) => _abroad.GetValueOrDefault(purpose) ?? [];

    /// <summary>How often data went to a recipient, and when last.</summary>
    public (long Count, DateTimeOffset? Last) To(string recipient) => _recipients.TryGetValue(recipient, out var to) ? (to.Count, Micros.ToMoment(to.Last)) : (0, null);

    public IEnumerable<string> Recipients => _recipients.Keys;

    /// <summary>What differs, in the order of the policy: kind, how often, and some of what.</summary>
    public IEnumerable<(string Code, long Count, IReadOnlyList<string> Details)> Found =>
        Differences.Where(_found.ContainsKey).Select(code => (code, _found[code].Count, (IReadOnlyList<string>)[.. _found[code].Details]));

    /// <summary>Reports of destruction by method, the most first.</summary>
    public IEnumerable<(string Method, long Reports, long WithAct)> Destroyed => _destroyed.OrderByDescending(method => method.Value.Reports).Select(method => (method.Key, method.Value.Reports, method.Value.WithAct));

    public static async ValueTask<Practice> Of(ReportReading reading, DateTimeOffset at, CancellationToken cancel)
    {
        var practice = new Practice();
        await foreach (var page in Paged.Read<DisclosureRow>(reading.Models, last => DisclosureQueries.All(null, null, null, at, last?.Index ?? -1, Paged.Rows), cancel))
            foreach (var row in page.Where(row => row.Index <= reading.Known)) practice.Add(row);
        foreach (var code in Differences)
            await foreach (var page in Paged.Read<FindingRow>(reading.Models, last => FindingQueries.All(code: code, after: last?.Place ?? -1, take: Paged.Rows), cancel))
                foreach (var finding in page.Where(finding => finding.Index <= reading.Known && finding.At < Micros.Of(at) && finding.State != DocumentJson.Name(FindingState.Resolved))) practice.Add(finding);
        await foreach (var page in Paged.Read<DestructionRow>(reading.Models, last => DestructionQueries.All(after: last?.Index ?? -1, take: Paged.Rows), cancel))
            foreach (var row in page.Where(row => row.Index <= reading.Known && row.At < Micros.Of(at))) practice.Add(row);
        var behind = reading.Legal.LocalDate(at.AddTicks(-1)).AddDays(1).ToString("o", CultureInfo.InvariantCulture);
        await foreach (var page in Paged.Read<DailyRow>(reading.Models, last => DailyRow.Within(null, behind, last?.Day ?? "", Paged.Rows), cancel))
            (practice.Views, practice.Exports) = (practice.Views + page.Sum(day => day.Views), practice.Exports + page.Sum(day => day.Exports));
        return practice;
    }

    void Add(DisclosureRow row)
    {
        Events++;
        _flows[(row.Purpose, row.Recipient)] = _flows.GetValueOrDefault((row.Purpose, row.Recipient)) + 1;
        var (count, last) = _recipients.GetValueOrDefault(row.Recipient);
        _recipients[row.Recipient] = (count + 1, Math.Max(last, row.At));
        if (row.Country == "RU") return;
        if (!_abroad.TryGetValue(row.Purpose, out var countries)) _abroad.Add(row.Purpose, countries = new(StringComparer.Ordinal));
        countries.Add(row.Country);
    }

    void Add(FindingRow finding)
    {
        var (count, details) = _found.TryGetValue(finding.Code, out var known) ? known : (0, new(StringComparer.Ordinal));
        foreach (var detail in finding.Detail.Split(',', StringSplitOptions.RemoveEmptyEntries))
            if (details.Count < DetailsMax) details.Add(detail);
        _found[finding.Code] = (count + 1, details);
    }

    void Add(DestructionRow row)
    {
        Events++;
        var (reports, withAct) = _destroyed.GetValueOrDefault(row.Method);
        _destroyed[row.Method] = (reports + 1, withAct + (row.Act is null ? 0 : 1));
    }
}
